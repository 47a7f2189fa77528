import type { Page } from "@playwright/test";

/**
 * Holds requests of that pattern back until the returned function is called, without a service
 * worker's help: as slow as the test wants it, whatever the machine is.
 */
export async function hold(page: Page, pattern: string): Promise<() => void> {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(pattern, async (route) => {
    await gone;
    await route.continue();
  });
  return letGo;
}

/** Waits until the page takes keys that need its scripts: all that hydration begins has begun. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName("hydrated").length > 0);
}
