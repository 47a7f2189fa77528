import { expect, type Locator, type Page } from "@playwright/test";
import { EditedWord } from "#tests/support/word-edits.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { hydrated } from "./support/held.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";

const COMPLAINT = "demo-complaint-weekly-reports";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const ADDED = "Nobody at the agency has answered since.";

let server: TestServer;
let draft: string;

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ sharedServer }) => {
  server = sharedServer;
  draft = await copyDraft(server, COMPLAINT);
});

const address = (path: string) => `${server.url}${path}`;

/** The complaint as it left, changed as in Word: two tracked changes by Jane Doe, and one silent one. */
async function fileThatCameBack({ page }: Person, of: string): Promise<Buffer> {
  const answer = await page.context().request.get(address(`/documents/${of}.docx`));
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, WORD]);
  const file = new EditedWord(new Uint8Array(await answer.body()))
    .track("interim priorities for immigration", "temporary priorities for immigration")
    .trackParagraph("The time that FOIA allows for a determination", ADDED)
    .replace("without further delay", "without delay");
  return Buffer.from(file.bytes());
}

const chosen = (buffer: Buffer) => ({ name: "Complaint (JD).docx", mimeType: WORD, buffer });

/** The number before the paragraph with these words. */
async function numberOf(text: Locator, words: string): Promise<string | null> {
  return text.locator("p", { hasText: words }).first().getAttribute("data-number");
}

const cards = (page: Page) => page.locator(".thread-card");

test("[W9] [W10] what came back is told first, comes in by one act, and is accepted one by one", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 1500, height: 900 });
  const file = await fileThatCameBack(ana, draft);
  await page.goto(address(`/from-word?document=${draft}`));
  await page.getByLabel("Word file").setInputFiles(chosen(file));
  await page.getByRole("button", { name: "See what is in it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Complaint (JD).docx");
  await expect(page.getByText(/Made from the draft of/u)).toBeVisible();
  await expectClean(page);
  await page.getByRole("link", { name: "See what came back" }).click();
  await expect(
    page.getByText(/2 tracked changes by Jane Doe and 1 that was not tracked/u),
  ).toBeVisible();
  await expect(
    page.getByText(/Not tracked in Word, and found by comparing: ¶\u00a06\./u),
  ).toBeVisible();
  await expectClean(page);
  // Nothing is written before somebody says so.
  await page.goto(address(`/documents/${draft}`));
  await expect(cards(page)).toHaveCount(0);
  await page.goBack();
  await page.getByRole("button", { name: "Bring in 3 suggestions" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Brought in from Word");
  await expect(page.getByText("3 suggestions")).toBeVisible();
  await expectClean(page);

  await page.getByRole("link", { name: "To the draft" }).click();
  await expect(ana.text).toHaveAttribute("contenteditable", "true");
  const toggle = page.getByRole("button", { name: /^Comments/u }).first();
  if ((await cards(page).count()) === 0) await toggle.click();
  await expect(cards(page)).toHaveCount(3);
  await expect(cards(page).filter({ hasText: "Jane Doe, in Word" })).toHaveCount(2);
  await expect(cards(page).filter({ hasText: "Not tracked in Word" })).toHaveCount(1);
  await expect(cards(page).filter({ hasText: "Brought in by Ana" })).toHaveCount(3);

  const after = "A later memorandum on enforcement priorities";
  expect(await numberOf(ana.text, after)).toMatch(/^5/u);
  const accept = async (words: string) => {
    const card = cards(page).filter({ hasText: words });
    await card.getByRole("button", { name: "Accept", exact: true }).click();
    await expect(card.getByRole("button", { name: "Accept", exact: true })).toHaveCount(0);
  };
  await accept("temporary");
  await expect(ana.text).toContainText("set temporary priorities for immigration enforcement");
  expect(await numberOf(ana.text, after)).toMatch(/^5/u);
  await accept(ADDED);
  await expect(ana.text.locator("p", { hasText: ADDED }).first()).toBeVisible();
  await expect(async () => expect(await numberOf(ana.text, ADDED)).toMatch(/^5/u)).toPass();
  await expect(async () => expect(await numberOf(ana.text, after)).toMatch(/^6/u)).toPass();
  await accept("Not tracked in Word");
  await expect(ana.text).toContainText("produce them without delay.");
  await expect(async () =>
    expect(await numberOf(ana.text, "produce them without delay")).toMatch(/^7/u),
  ).toPass();
});

test("[W10] the same file again brings nothing, and one act takes back what is still open", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const again = await copyDraft(server, COMPLAINT);
  const answer = await page.context().request.get(address(`/documents/${again}.docx`));
  const file = new EditedWord(new Uint8Array(await answer.body()))
    .track("without further delay", "at once")
    .track("interim priorities for immigration", "temporary priorities for immigration");
  const bringIn = async () => {
    await page.goto(address(`/from-word?document=${again}`));
    await page.getByLabel("Word file").setInputFiles(chosen(Buffer.from(file.bytes())));
    await page.getByRole("button", { name: "See what is in it" }).click();
    await page.getByRole("link", { name: "See what came back" }).click();
  };
  await bringIn();
  await page.getByRole("button", { name: "Bring in 2 suggestions" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Brought in from Word");
  const done = page.url();
  await bringIn();
  await expect(page.getByText("2 are here already")).toBeVisible();
  await expect(page.getByRole("button", { name: /Bring/u })).toHaveCount(0);
  await page.goto(done);
  await page.getByRole("button", { name: "Take all of it back" }).click();
  await page.getByRole("button", { name: "Take it back", exact: true }).click();
  await expect(page.getByText("2 suggestions withdrawn and 0 comments removed.")).toBeVisible();
  await bringIn();
  await expect(page.getByRole("button", { name: "Bring in 2 suggestions" })).toBeVisible();
});

test("[W7] a file is dropped on the desk, and its text goes in at the caret, in one step of undo", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const other = await copyDraft(server, "demo-request-weekly-reports");
  const answer = await page.context().request.get(address(`/documents/${other}.docx`));
  const bytes = [...new Uint8Array(await answer.body())];
  await ana.open(other);
  await hydrated(page);
  const dropped = await page.evaluateHandle(
    ({ data, type }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(data)], "Request.docx", { type }));
      return transfer;
    },
    { data: bytes, type: WORD },
  );
  await ana.text.dispatchEvent("dragover", { dataTransfer: dropped });
  await expect(page.getByText(/Drop a Word file to see what is in it/u)).toBeVisible();
  await ana.text.dispatchEvent("drop", { dataTransfer: dropped });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Request.docx");
  const place = page
    .locator("section", { has: page.getByRole("heading", { name: /at the caret/u }) })
    .getByRole("link")
    .first();
  await place.click();
  await expect(ana.text).toHaveAttribute("contenteditable", "true");
  const before = await ana.text.innerText();
  await ana.goToEndOf("Each Requester makes the whole request.");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Put it in here" }).click();
  await expect(page.getByText(/paragraphs of the Word file are in the draft/u)).toBeVisible();
  await expect(
    ana.text.locator("p", { hasText: "Each Requester makes the whole request." }),
  ).toHaveCount(2);
  await ana.text.press("Control+z");
  await expect(
    ana.text.locator("p", { hasText: "Each Requester makes the whole request." }),
  ).toHaveCount(1);
  await ana.text.press("Control+z");
  await expect(async () => expect(await ana.text.innerText()).toBe(before)).toPass();
});

test("[W7] a Word file becomes a new draft of the matter, on a phone too", async ({ browser }) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 390, height: 844 });
  const file = await fileThatCameBack(ana, await copyDraft(server, COMPLAINT));
  await page.goto(address("/"));
  await page.getByRole("link", { name: "Bring in a Word file" }).click();
  await page.getByLabel("Word file").setInputFiles(chosen(file));
  await page.getByRole("button", { name: "See what is in it" }).click();
  await page
    .locator("section", { has: page.getByRole("heading", { name: "As a new draft" }) })
    .getByRole("link")
    .first()
    .click();
  await expectClean(page);
  await page.getByLabel("As suggestions and comments").check();
  await page.getByRole("radio", { name: /^Letter/u }).check();
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(ana.text).toContainText("interim priorities for immigration");
});
