import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The looks in which every screen is checked. */
export const LOOKS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

/** Axe finds nothing on the page in either theme or on a phone, and nothing is wider than that. */
export async function expectClean(
  page: Page,
  /** Brings the page into each look; by itself it takes it on as it stands. */
  show: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const size = page.viewportSize();
  for (const { name, colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    await show();
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      // The same rules, worked out in the page itself and not half of them in another, empty one:
      // that is for frames of other sites, and no screen has a frame.
      .setLegacyMode()
      .analyze();
    const found = violations.map(
      ({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join(" | ")}`,
    );
    expect(found, page.url()).toEqual([]);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, `${page.url()}, ${name}: scrolls sideways`).toBeLessThanOrEqual(0);
  }
  if (size) await page.setViewportSize(size);
}
