import { createHash } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { hold } from "./support/held.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { tool } from "./support/toolbar.ts";

// The pages beside the text, in a real browser.

const REQUEST = "demo-request-weekly-reports";
const COMPLAINT = "demo-complaint-weekly-reports";

let server: TestServer;

let request: string;
let complaint: string;
test.beforeAll(async ({ sharedServer }) => {
  server = sharedServer;
  request = await copyDraft(server, REQUEST);
  complaint = await copyDraft(server, COMPLAINT);
});

const firstPage = (page: Page) => page.getByRole("img", { name: /^Page 1 of/u });

async function showPages(page: Page): Promise<void> {
  await (await tool(page, "Pages as they will be filed")).click();
  await expect(firstPage(page)).toBeVisible();
}

/** The look of the first page: a hash over every dot of its picture, or of the one at an address. */
async function looks(page: Page, address: string | null = null): Promise<string> {
  const dots = await firstPage(page).evaluate(async (picture: HTMLImageElement, from) => {
    const drawn = from ? new Image() : picture;
    if (from) {
      const answer = await fetch(from);
      if (!answer.ok) return "";
      drawn.src = URL.createObjectURL(await answer.blob());
      await drawn.decode();
    }
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    canvas.getContext("2d")?.drawImage(drawn, 0, 0);
    return canvas.toDataURL();
  }, address);
  return createHash("sha256").update(dots).digest("hex");
}

/** The look of a draft's first page once it shows all that was typed so far. */
async function settled(page: Page, draft: string): Promise<string> {
  const told = page.locator("[data-preview-change]");
  await expect(told).toHaveText(/^Page.* of \d+$/u);
  const picture = (width: number) => `/documents/${draft}/preview/1?layout=letter&width=${width}`;
  await expect
    .poll(async () => {
      const width = await firstPage(page).evaluate((one: HTMLImageElement) => one.naturalWidth);
      return (await looks(page)) === (await looks(page, picture(width)));
    })
    .toBe(true);
  return looks(page);
}

test("what one person types, and what another types, is seen on the page a moment later", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await ana.open(request);
  await ines.open(request);
  await showPages(ana.page);
  const shown = () => looks(ana.page);
  const empty = await settled(ana.page, request);

  const line = ana.text.locator("p", { hasText: "Dear FOIA Officer" }).first();

  // Each of them types and takes it back, while the other's hands rest: the page follows that one's
  // words alone, and is to the last dot what it was once they are gone.
  for (const [person, words] of [
    [ana, " Good morning."],
    [ines, " And a good day."],
  ] as const) {
    await person.goToEndOf("Dear FOIA Officer");
    await person.type(words);
    await expect.poll(shown).not.toBe(empty);
    for (const _letter of words) await person.page.keyboard.press("Backspace");
    await expect.poll(shown).toBe(empty);
  }

  // Both together look different from each alone.
  await ana.type(" Good morning.");
  const alone = await settled(ana.page, request);
  expect(alone).not.toBe(empty);
  await ines.goToEndOf("Good morning.");
  await ines.type(" And a good day.");
  await expect(ana.text).toContainText("Good morning. And a good day.");
  const both = await settled(ana.page, request);
  expect([empty, alone]).not.toContain(both);
  for (const _letter of " And a good day.") await ines.page.keyboard.press("Backspace");
  await expect(line).toHaveText(/Good morning\.$/u);
  expect(await settled(ana.page, request)).toBe(alone);

  // Nothing is typed: the page that is shown stays the one it is, and is not asked for again.
  const source = () => firstPage(ana.page).getAttribute("src");
  const last = await source();
  await ana.page.waitForTimeout(1_500);
  expect(await source()).toBe(last);
  await ana.close();
  await ines.close();
});

test("the panel says on which page the caret stands, and shows that page", async ({ browser }) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ana.open(request);
  await showPages(ana.page);
  const told = ana.page.locator("[data-preview-change]");
  await ana.goToEndOf("Dear FOIA Officer");
  await expect(told).toHaveText(/^Page 1 of \d+$/u);
  const pages = Number(/\d+$/u.exec(await told.innerText())?.[0]);
  expect(pages).toBeGreaterThan(1);
  await ana.text.press("Control+End");
  await expect(told).toHaveText(`Page ${pages} of ${pages}`);
  await expect(ana.page.getByRole("img", { name: `Page ${pages} of ${pages}` })).toBeInViewport();

  // A page break before the caret: until it is laid out, nothing is said that is not so.
  await ana.goToEndOf("Dear FOIA Officer");
  const layOut = await hold(ana.page, "**/preview?layout=*");
  await ana.page.keyboard.press("Control+Enter");
  await expect(told).toHaveText(/, as last laid out$/u);
  layOut();
  await expect(told).toHaveText(/^Page 2 of \d+$/u);
  await ana.close();
});

test("another court's layout is looked at, then made the document's, in every open desk", async ({
  browser,
}) => {
  // A suit of two complaints keeps its court, and copies are in the suit of what they are copied from.
  const own = new TestServer();
  await own.start();
  const ana = await Person.signIn(browser, own.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, own.url, "ilrc.drafter@example.org");
  await ana.open(COMPLAINT);
  await ines.open(COMPLAINT);
  await showPages(ana.page);
  const court = (person: Person) => person.text.locator(".caption-court");
  await expect(court(ines)).toContainText("NORTHERN DISTRICT OF CALIFORNIA");

  const before = await firstPage(ana.page).getAttribute("src");
  await ana.page.getByLabel("Layout").selectOption("sdny");
  await expect.poll(() => firstPage(ana.page).getAttribute("src")).not.toBe(before);
  await expect(court(ines)).toContainText("NORTHERN DISTRICT OF CALIFORNIA");

  await ana.page.getByRole("button", { name: "Use this layout" }).click();
  for (const person of [ana, ines]) {
    await expect(court(person)).toContainText("SOUTHERN DISTRICT OF NEW YORK");
  }
  await ana.close();
  await ines.close();
  await own.remove();
});

test("axe finds nothing, beside the text and over it on a narrow screen", async ({ browser }) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ana.open(complaint);
  await showPages(ana.page);
  expect((await new AxeBuilder({ page: ana.page }).analyze()).violations).toEqual([]);

  await ana.page.setViewportSize({ width: 390, height: 844 });
  await expect(ana.page.getByRole("dialog", { name: "Pages" })).toBeVisible();
  await expect(firstPage(ana.page)).toBeVisible();
  expect((await new AxeBuilder({ page: ana.page }).analyze()).violations).toEqual([]);
  await ana.page.keyboard.press("Escape");
  await expect(ana.page.getByRole("dialog")).toBeHidden();
  await ana.close();
});
