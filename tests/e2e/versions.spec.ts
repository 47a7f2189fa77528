import { expect } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { hydrated } from "./support/held.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";

/** Versions: walking through what changed, and putting an earlier text back. */

let server: TestServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

async function keep(person: Person, id: string, name: string): Promise<void> {
  const { page } = person;
  await page.goto(`${server.url}/documents/${id}/versions`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Keep as a version" }).click();
  await expect(page.getByText(/The draft is kept as version/u)).toBeVisible();
}

test("two people write between two versions; the redline is walked through, tells who wrote, and one text comes back", async ({
  browser,
}) => {
  const id = await copyDraft(server, "demo-request-weekly-reports");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await keep(ana, id, "Before");
  await Promise.all([ana.open(id), ines.open(id)]);
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.type(" Ana wrote this.");
  await ines.goToEndOf("Under the Freedom of Information Act");
  await ines.type(" Ines wrote that.");
  await expect(ana.text).toContainText("Ines wrote that.");
  await expect(ines.text).toContainText("Ana wrote this.");
  await expect(ana.saveState).toHaveText("Saved");
  await keep(ana, id, "After");

  const { page } = ana;
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("link", { name: "Changes since version 1" }).click();
  const walk = page.getByRole("region", { name: "Changes one by one" });
  await expect(walk).toContainText("2 changes");
  await hydrated(page);
  await page.keyboard.press("Alt+Shift+PageDown");
  await expect(walk).toContainText(/Change 1 of 2 · Words added.* by Ana Example \(Council\)/u);
  await walk.getByRole("button", { name: "Next" }).click();
  await expect(walk).toContainText(/Change 2 of 2 · Words added.* by Ines Example \(ILRC\)/u);
  await expect(page.locator("#change-2")).toBeFocused();

  await page.getByRole("link", { name: "Side by side" }).click();
  const sides = page.getByRole("article", { name: "Both texts side by side" });
  await expect(sides).toBeVisible();
  const before = sides.locator('[data-side="before"]', { hasText: "Dear FOIA Officer:" });
  const after = sides.locator('[data-side="after"]', { hasText: "Dear FOIA Officer:" });
  await expect(before).not.toContainText("Ana wrote this.");
  await expect(after).toContainText("Ana wrote this.");
  const height = async () => (await before.boundingBox())?.y;
  await expect.poll(async () => (await after.boundingBox())?.y === (await height())).toBe(true);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(sides).toBeHidden();
  await expect(page.getByRole("article", { name: "Text with changes" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.setViewportSize({ width: 1280, height: 900 });

  const link = await page.getByRole("link", { name: "Redline as PDF" }).getAttribute("href");
  const pdf = await page.request.get(`${server.url}${link}`);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");

  // Her own paragraph alone comes back, from the redline; Ines sees it, and her words stay.
  await page.keyboard.press("Alt+Shift+PageDown");
  await walk.getByRole("link", { name: "Put this paragraph back as it was" }).click();
  const dialog = page.getByRole("dialog", { name: "Put words of version 1 back" });
  await expect(dialog.locator("del")).toContainText("Ana wrote this.");
  await dialog.getByRole("button", { name: "Put 1 paragraph back" }).click();
  await expect(page.getByText("The words of version 1 are back.")).toBeVisible();
  await expect(ines.text).not.toContainText("Ana wrote this.");
  await expect(ines.text).toContainText("Ines wrote that.");
  await page.keyboard.press("Control+z");
  await expect(ines.text).toContainText("Ana wrote this.");

  // The whole text, from the page of the version, while Ines writes elsewhere; one undo takes it back.
  await page.goto(`${server.url}/documents/${id}/versions/1`);
  await page.getByRole("link", { name: "Put this text back into the draft" }).click();
  await expect(dialog.locator("del")).toHaveCount(2);
  await ines.goToEndOf("Dear FOIA Officer:");
  await ines.type(" Written meanwhile.");
  await expect(ana.text).toContainText("Written meanwhile.");
  await dialog.getByRole("button", { name: "Put 2 paragraphs back" }).click();
  await expect(page.getByText("1 paragraph was left alone")).toBeVisible();
  await expect(ines.text).not.toContainText("Ines wrote that.");
  await expect(ines.text).toContainText("Ana wrote this. Written meanwhile.");
  await page.keyboard.press("Control+z");
  await expect(ines.text).toContainText("Ines wrote that.");

  // One key leads to the history: the sitting that goes on, with both, and the version as a landmark.
  await page.keyboard.press("Control+Alt+Shift+H");
  await expect(page.getByRole("heading", { name: "History", level: 1 })).toBeVisible();
  const now = page.getByRole("listitem").filter({ hasText: "as it is now" });
  await expect(now.getByRole("listitem")).toHaveText([/words? .*written/u, /words? .*written/u]);
  await expect(page.getByRole("main").getByRole("link", { name: "Version 1" })).toBeVisible();
});

test("who may not edit is told so, and finds no way to put a text back", async ({ browser }) => {
  const id = await copyDraft(server, "demo-request-weekly-reports");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await keep(ana, id, "Kept");
  const reviewer = await Person.signIn(browser, server.url, "council.reviewer@example.org");
  await reviewer.page.goto(`${server.url}/documents/${id}/versions/1`);
  await expect(reviewer.page.getByRole("heading", { name: /Version 1/u })).toBeVisible();
  await expect(reviewer.page.getByText("Put this text back")).toHaveCount(0);
  await reviewer.page.goto(`${server.url}/documents/${id}?put-back=1`);
  await expect(reviewer.page.getByText("Only drafters can put an earlier text back")).toBeVisible();
});
