import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { readWord } from "#server/word/read/index.ts";
import { accepted, rejected } from "#app/document/word/fates.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { hydrated } from "./support/held.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";

/** Out to Word: what is in a file is said before it leaves. */

let server: TestServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

async function take(page: Page) {
  await hydrated(page);
  const arriving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Take the Word file" }).click();
  const download = await arriving;
  await expect(page.getByText("is in your downloads")).toBeVisible();
  const read = await readWord(await readFile(await download.path()));
  if (!read.ok) throw new Error(read.refusal.sentence);
  return { name: download.suggestedFilename(), file: read.value };
}

async function keep({ page }: Person, id: string, name: string): Promise<void> {
  await page.goto(`${server.url}/documents/${id}/versions`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Keep as a version" }).click();
  await expect(page.getByText(/The draft is kept as version/u)).toBeVisible();
}

test("a drafter takes the draft, a version and a redline as Word files, and is told before what is in each", async ({
  browser,
}) => {
  const id = await copyDraft(server, "demo-request-weekly-reports");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await keep(ana, id, "Before");
  await ana.open(id);
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.type(" Ana wrote this.");
  await expect(ana.saveState).toHaveText("Saved");

  await page.goto(`${server.url}/documents/${id}/word`);
  await expect(page.getByText(/The draft as of change \d+/u)).toBeVisible();
  const draft = await take(page);
  expect(draft.name).toMatch(/^[a-z0-9-]+-draft-\d+\.docx$/u);
  expect(JSON.stringify(draft.file.text)).toContain("Ana wrote this.");
  expect(draft.file.code).toMatch(/^[2-9A-Z]{16}$/u);
  expect(draft.file.text.revisions).toEqual([]);

  await page.goto(`${server.url}/documents/${id}/versions/1`);
  await page.getByRole("link", { name: "To Word" }).click();
  await expect(page.getByText("Version 1: Before")).toBeVisible();
  const version = await take(page);
  expect(version.name).toMatch(/-version-1\.docx$/u);
  expect(JSON.stringify(version.file.text)).not.toContain("Ana wrote this.");

  await page.goto(`${server.url}/documents/${id}/redline?from=1&to=draft`);
  await page.getByRole("link", { name: "Redline to Word" }).click();
  await expect(page.getByText("What changed from version 1 to the draft")).toBeVisible();
  await hydrated(page);
  await page.getByRole("checkbox", { name: /^Names of who made changes/u }).check();
  const redline = await take(page);
  expect(redline.name).toMatch(/-redline-1-to-draft-\d+\.docx$/u);
  expect(JSON.stringify(accepted(redline.file.text))).toContain("Ana wrote this.");
  expect(JSON.stringify(rejected(redline.file.text))).not.toContain("Ana wrote this.");
  expect(redline.file.text.revisions.map(({ author }) => author)).toContain("Ana Example");

  // A file for a court names nobody, and has no code to be seen.
  await page.getByRole("radio", { name: /^A court or an agency/u }).check();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("radio", { name: "Not in the footer" })).toBeChecked();
  const forCourt = await take(page);
  expect(forCourt.file.text.revisions.map(({ author }) => author)).not.toContain("Ana Example");

  for (const width of [1300, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      // Before the page is there: its colors change slowly.
      await page.emulateMedia({ colorScheme });
      await page.goto(`${server.url}/documents/${id}/word?from=1&to=draft`);
      await hydrated(page);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

test("a script takes one by its address, and nobody else finds it there", async ({ browser }) => {
  const id = await copyDraft(server, "demo-request-weekly-reports");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const answer = await ana.page.request.get(`${server.url}/documents/${id}.docx`);
  expect(answer.status()).toBe(200);
  expect(answer.headers()).toMatchObject({
    "content-type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "cache-control": "private, no-store, no-transform",
  });
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename=".+\.docx"/u);
  const stranger = await Person.signIn(browser, server.url, "stranger@example.org");
  const missing = await stranger.page.request.get(`${server.url}/documents/${id}.docx`);
  expect(missing.status()).toBe(404);
});
