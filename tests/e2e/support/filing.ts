import { expect, type Page } from "@playwright/test";

/**
 * Lets all stand that is open in the text (L61), makes the filing copy from what is filled in, and
 * downloads it; answers its bytes (L21).
 */
export async function takeFilingCopy(page: Page): Promise<Uint8Array> {
  const open = page.getByRole("group", { name: "Goes out as it is" }).getByRole("checkbox");
  for (const place of await open.all()) await place.check();
  const why = page.getByLabel("Why it may be filed as it is");
  if ((await open.count()) > 0 && (await why.inputValue()) === "") await why.fill("As agreed.");
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
