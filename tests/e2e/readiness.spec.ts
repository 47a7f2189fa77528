import { expect } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { REASON_FIELD, pressSubmit } from "./support/submitting.ts";

const REQUEST = "demo-request-weekly-reports";

let server: TestServer;
let draft: string;
test.beforeEach(async ({ sharedServer }) => {
  server = sharedServer;
  draft = await copyDraft(server, REQUEST);
});

test("what is left open is named beside the text, on submitting and for who signs, each with its place", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  // Narrower, the side of the desk is behind a button.
  await page.setViewportSize({ width: 1_500, height: 900 });
  // The first answer comes after a later one: it says nothing any more.
  let letCome = () => {};
  const comes = new Promise<void>((resolve) => (letCome = resolve));
  let asked = 0;
  let isLate = false;
  await page.route("**/readiness", async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    const response = await route.fetch();
    await comes;
    await route.fulfill({ response });
    isLate = true;
  });
  const again = page.getByRole("button", { name: "Check again" });
  // Pressed before the desk asks by itself, some seconds in: a machine that is too slow loads it again.
  await expect(async () => {
    asked = 0;
    await ana.open(draft);
    await again.click({ timeout: 3_000 });
  }).toPass();
  // The one that the desk asks by itself.
  await expect(again).toBeEnabled();
  await ana.goToEndOf("Dear FOIA Officer");
  await ana.type(" [Second record or set of records.]");
  await expect(ana.saveState).toHaveText("Saved");
  await again.click();
  const beside = page.getByRole("link", { name: /Second record or set of records/u });
  await expect(beside).toBeVisible({ timeout: 30_000 });
  letCome();
  await expect.poll(() => isLate).toBe(true);
  await expect(beside).toBeVisible();
  // It grows with its answer, and so stands below all that one may press there.
  const titles = page.locator('[data-side="right"] h2');
  await expect(titles.last()).toHaveText("Before it goes out");
  await beside.click();
  await expect(page.getByText("Dear FOIA Officer", { exact: false }).first()).toBeInViewport();

  await page.goto(`${server.url}/documents/${draft}/submit`);
  await expect(page.getByRole("heading", { name: /^To fix first/u })).toBeVisible();
  await expect(page.getByText("Second record or set of records")).toBeVisible();
  await expectClean(page);
  await pressSubmit(page);
  await expect(page.getByRole("alert")).toContainText("Second record or set of records");
  await page.getByRole("link", { name: "Go to that place" }).click();
  await expect(ana.text).toHaveAttribute("contenteditable", "true");
  await ana.goToEndOf("Dear FOIA Officer");
  for (let letter = 0; letter < " [Second record or set of records.]".length; letter += 1) {
    await page.keyboard.press("Backspace");
  }
  await expect(ana.saveState).toHaveText("Saved");

  await page.goto(`${server.url}/documents/${draft}/submit`);
  await expect(page.getByRole("heading", { name: /^To fix first/u })).toHaveCount(0);
  await page.getByRole("button", { name: "Freeze and submit for review" }).click();
  await expect(page.getByRole("link", { name: "Say why this may stand." })).toBeVisible();
  await page.getByLabel(REASON_FIELD).fill("The partners confirm these on the day.");
  await page.getByRole("button", { name: "Freeze and submit for review" }).click();
  await expect(page).toHaveURL(/review$/u, { timeout: 60_000 });
  await expect(page.getByText("The partners confirm these on the day.")).toBeVisible();
  await expectClean(page);
  await ana.close();
});
