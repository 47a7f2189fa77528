import { expect, type Page } from "@playwright/test";

/** Makes the filing copy from what is filled in, and downloads it; answers its bytes (L21). */
export async function takeFilingCopy(page: Page): Promise<Uint8Array> {
  await page.getByRole("button", { name: "Make the filing copy" }).click();
  await expect(page.locator("main")).toContainText("Nothing is filed yet", { timeout: 30_000 });
  const link = page.getByRole("link", { name: "Download the filing copy" });
  const address = (await link.getAttribute("href")) ?? "";
  const answer = await page.context().request.get(new URL(address, page.url()).href);
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-disposition"]).toContain("attachment");
  return new Uint8Array(await answer.body());
}

/** Confirms that it was filed. */
export async function confirmFiling(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Confirm that it was filed" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: "It was filed", exact: true })
    .click();
}
