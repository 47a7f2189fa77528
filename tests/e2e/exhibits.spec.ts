import { writeFile } from "node:fs/promises";
import { expect, type Browser, type Page, type TestInfo } from "@playwright/test";
import { EXHIBIT_LIMITS } from "#app/domain/exhibit.ts";
import { NOTE, pdfOf } from "#tests/support/pdf.ts";
import { placesOf } from "#tests/typesetting/reading.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { hydrated } from "./support/held.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { tool } from "./support/toolbar.ts";

/** A draft whose text names two exhibits that have no PDF yet. */
const REQUEST = "demo-request-outside-priorities";
let server: TestServer;
let draft: string;

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ sharedServer }) => {
  server = sharedServer;
  draft = await copyDraft(server, REQUEST);
});

const address = (page = "") => `${server.url}/documents/${draft}${page}`;
const drafter = (browser: Browser) =>
  Person.signIn(browser, server.url, "ilrc.drafter@example.org");
const file = (name: string, buffer: Buffer) => ({ name, mimeType: "application/pdf", buffer });
/** A PDF of more than `bytes` on disk: the browser reads it there, as it does a person's. */
async function largeFile(testInfo: TestInfo, bytes: number): Promise<string> {
  const path = testInfo.outputPath("large.pdf");
  await writeFile(path, pdfOf(["One"], { padding: bytes }));
  return path;
}
const adding = (page: Page) =>
  page
    .getByRole("region", { name: "Add an exhibit" })
    .or(page.locator("section", { has: page.getByRole("heading", { name: "Add an exhibit" }) }));

/** The words of each page of the draft's PDF. */
async function pagesOf({ page }: Person): Promise<string[]> {
  const answer = await page.context().request.get(address(".pdf"));
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  const places = await placesOf(new Uint8Array(await answer.body()));
  return places.map((words) => words.map(({ text }) => text).join(" "));
}

test("a PDF that is added and named in the text follows it in the document's PDF", async ({
  browser,
}) => {
  const person = await drafter(browser);
  const { page } = person;
  await page.goto(address("/exhibits"));
  const form = adding(page);
  await form.getByLabel("Title").fill("The Weekly Report of March 1");
  await form
    .getByLabel("The PDF")
    .setInputFiles(file("report.pdf", pdfOf(["Page one of the report", "Page two of the report"])));
  await form.getByRole("button", { name: "Add the exhibit" }).click();
  await expect(page.getByText("The exhibit was added.")).toBeVisible();
  const item = page.getByRole("listitem").filter({ hasText: "The Weekly Report of March 1" });
  await expect(item).toContainText("Not named in the text yet");
  await expect(item).toContainText("2 pages");
  await expect(form.getByLabel("Title")).toHaveValue("");
  await expectClean(page);

  const before = await pagesOf(person);
  expect(before.join(" ")).not.toContain("Page one of the report");

  await person.open(draft);
  // Wide enough for both margins.
  await page.setViewportSize({ width: 1600, height: 900 });
  const beside = page.getByRole("listitem").filter({ visible: true });
  await expect(
    beside.filter({ hasText: "The Weekly Report of March 1 (not in the text)" }),
  ).toBeVisible();
  await person.goToEndOf("Exhibits");
  await page.getByRole("button", { name: "Insert" }).click();
  await page.getByRole("menuitem", { name: "Exhibit" }).hover();
  await page.getByRole("menuitem", { name: "The Weekly Report of March 1" }).click();
  await expect(person.text).toContainText("The Weekly Report of March 1");
  await expect(
    beside.filter({ hasText: /^Exhibit [A-C]: The Weekly Report of March 1$/u }),
  ).toBeVisible();
  await expect(person.saveState).toHaveText("Saved");
  // The preview lays out the text alone, and says so.
  await (await tool(page, "Pages as they will be filed")).click();
  await expect(
    page.getByText(
      "Of each exhibit you see its cover sheet here. Its own pages follow in the PDF.",
    ),
  ).toBeVisible();

  const pages = await pagesOf(person);
  const slip = pages.findIndex((words) =>
    /EXHIBIT [A-C] The Weekly Report of March 1/u.test(words),
  );
  expect(slip).toBeGreaterThan(0);
  expect(pages.slice(slip + 1).map((words) => /Page \w+ of the report/u.exec(words)?.[0])).toEqual([
    "Page one of the report",
    "Page two of the report",
  ]);
  for (const words of pages) expect(words).toContain("not filed");

  await page.goto(address("/exhibits"));
  await expect(item).toContainText(/Exhibit [A-C]/u);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    item.getByRole("link", { name: "Download the PDF" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("the-weekly-report-of-march-1.pdf");
  await person.close();
});

test("what can't be an exhibit is said to be so at the file, and nothing is added", async ({
  browser,
}) => {
  const person = await drafter(browser);
  const { page } = person;
  await page.goto(address("/exhibits"));
  const form = adding(page);
  // Refusals before a file is sent are said by scripts.
  await hydrated(page);
  const items = await page.getByRole("listitem").count();
  const refusals = [
    [file("notes.pdf", Buffer.from("just words")), "“notes.pdf” is not a PDF, or is damaged"],
    [
      file("marked.pdf", pdfOf([{ text: "One", more: NOTE }])),
      "“marked.pdf” has notes, form fields or a signature laid over page 1.",
    ],
  ] as const;
  for (const [chosen, words] of refusals) {
    await form.getByLabel("Title").fill("Kept while it is refused");
    await form.getByLabel("The PDF").setInputFiles(chosen);
    await form.getByRole("button", { name: "Add the exhibit" }).click();
    await expect(form.getByRole("alert").filter({ hasText: words })).toBeVisible();
    await expect(form.getByLabel("Title")).toHaveValue("Kept while it is refused");
  }
  await expectClean(page);
  await expect(page.getByRole("listitem")).toHaveCount(items);
  await person.close();
});

test("without scripts an exhibit gets its PDF, and one that is too large gets an answer", async ({
  browser,
}, testInfo) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const signedIn = await drafter(browser);
  await context.addCookies(await signedIn.page.context().cookies());
  const page = await context.newPage();
  await page.goto(address("/exhibits"));
  const item = page.locator("li", { hasText: "The January 20 Memorandum" }).last();
  await expect(item).toContainText("No PDF");
  await item.locator("summary", { hasText: "Add a PDF" }).click();
  await item.getByLabel("The PDF").setInputFiles(file("memo.pdf", pdfOf(["The memorandum"])));
  await item.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByText("The PDF was replaced.")).toBeVisible();
  await expect(item).toContainText("1 page");
  expect((await pagesOf(signedIn)).join(" ")).toContain("The memorandum");

  const form = adding(page);
  await form
    .getByLabel("The PDF")
    .setInputFiles(await largeFile(testInfo, EXHIBIT_LIMITS.bytes + 1_000_000));
  await form.getByRole("button", { name: "Add the exhibit" }).click();
  await expect(
    page.getByText("That is more than 25 MB, so nothing of it was stored."),
  ).toBeVisible();
  await context.close();
  await signedIn.close();
});

test("the slash menu names an exhibit in the text by keyboard, with the next letter", async ({
  browser,
}) => {
  const person = await drafter(browser);
  const { page, text } = person;
  await person.open(draft);
  const line = text.locator("[data-exhibit]", { hasText: "The Weekly Report of March 1" });
  await expect(line).toHaveCount(1);
  await person.goToEndOf("Exhibits");
  await person.type(" /weekly report");
  const menu = page.getByRole("listbox", { name: "Insert" });
  await expect(menu.getByRole("option")).toHaveText(["Exhibit: The Weekly Report of March 1"]);
  await page.keyboard.press("Enter");
  await expect(line).toHaveCount(2);
  // It is one exhibit, and so both lines have its letter.
  const letters = () =>
    line.evaluateAll((lines) =>
      lines.map(({ textContent }) => /Exhibit (?<letter>[A-Z])/u.exec(textContent ?? "")?.[1]),
    );
  await expect.poll(async () => new Set(await letters()).size).toBe(1);
  expect((await letters())[0]).toMatch(/[A-C]/u);
  await person.close();
});

test("removing asks once, and the draft's PDF then names the gap where its line still stands", async ({
  browser,
}) => {
  const person = await drafter(browser);
  const { page } = person;
  await page.goto(address("/exhibits"));
  const item = page.getByRole("listitem").filter({ hasText: "The Weekly Report of March 1" });
  await item.getByRole("button", { name: "Remove" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("stays and has to be taken out there");
  await question.getByRole("button", { name: "Remove the exhibit" }).click();
  await expect(page.getByText("The exhibit was removed from this draft.")).toBeVisible();
  await expect(item).toHaveCount(0);
  const words = (await pagesOf(person)).join(" ");
  expect(words).not.toContain("Page one of the report");
  expect(words).toMatch(/Exhibit [A-C]\. \[exhibit that is not among the details\]/u);
  await person.close();
});

test("before a PDF with scanned pages is handed out, they are named, and somebody answers for them", async ({
  browser,
}) => {
  const person = await drafter(browser);
  const { page } = person;
  await page.goto(address("/exhibits"));
  const form = adding(page);
  const scanned = pdfOf(["A page with words", ...[1, 2].map(() => ({ text: "", picture: true }))]);
  await form.getByLabel("Title").fill("Scanned letter");
  await form.getByLabel("The PDF").setInputFiles(file("letter.pdf", scanned));
  await form.getByRole("button", { name: "Add the exhibit" }).click();
  await expect(page.getByText("The exhibit was added.")).toBeVisible();
  await person.open(draft);
  await person.goToEndOf("Exhibits");
  await person.type(" /scanned letter");
  await expect(page.getByRole("option", { name: /Scanned letter/u })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(person.text.getByText("Scanned letter")).toBeVisible();
  await expect(person.saveState).toHaveText("Saved");

  await page.goto(address(".pdf"));
  await expect(page.getByRole("heading", { name: "Pages to look through yourself" })).toBeVisible();
  await expect(page.getByText(/Exhibit [A-D], Scanned letter: pages 2–3\./u)).toBeVisible();
  await expectClean(page);
  await page.getByLabel("Why it may stand").fill("I read both pages.");
  await page.getByRole("button", { name: "Let it stand" }).click();
  await expect(page.getByText("It is recorded, with your name and the reason.")).toBeVisible();
  expect((await pagesOf(person)).join(" ")).toContain("A page with words");
  await person.close();
});
