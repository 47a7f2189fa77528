import type { Locator, Page } from "@playwright/test";

/** A button of the desk's toolbar, which may be behind "More" where there is no room for it. */
export async function tool(page: Page, name: string): Promise<Locator> {
  const button = page.getByRole("button", { name, exact: true });
  if (!(await button.isVisible())) {
    await page.getByRole("button", { name: "More", exact: true }).click();
  }
  return button;
}
