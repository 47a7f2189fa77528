import { expect, type Page } from "@playwright/test";

/** The name of the field that asks why what the checks found may stand. */
export const REASON_FIELD = "Why the rest may stand";

/** Presses the button that submits; where the checks ask for a reason, gives one first. */
export async function pressSubmit(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Freeze and submit for review" });
  await button.waitFor();
  const reason = page.getByLabel(REASON_FIELD);
  if (await reason.isVisible()) await reason.fill("It is a demonstration.");
  await button.click();
}

/** Takes a document back from review, on its review page. */
export async function pressRecall(page: Page): Promise<void> {
  await page.getByText("Recall it to draft").click();
  await page.getByLabel("Why").fill("A sentence is missing.");
  await page.getByRole("button", { name: "Recall to draft" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Recall to draft" }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
}
