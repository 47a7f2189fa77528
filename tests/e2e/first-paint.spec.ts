import {
  type Browser,
  type BrowserContextOptions,
  type Cookie,
  expect,
  type Page,
} from "@playwright/test";
import { longDraft } from "./support/long-draft.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

// A long draft before its editor: the room of these pages never answers.

const PAGES = 40;
const LAST = "The end.";
let draft: string;
let cookies: Cookie[];
let url: string;

test.beforeAll(async ({ browser, sharedServer }) => {
  const ana = await Person.signIn(browser, sharedServer.url, "council.drafter@example.org");
  draft = await longDraft(ana, PAGES, LAST);
  cookies = await ana.page.context().cookies();
  ({ url } = sharedServer);
  await ana.close();
});

async function silentPage(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.routeWebSocket(/\/rooms\//u, () => {});
  return page;
}

const rest = (page: Page) => page.locator("[data-rest]");
const isLaidOut = (page: Page) =>
  rest(page).evaluate((text) => getComputedStyle(text).contentVisibility === "visible");
const open = (page: Page, tail = "") => page.goto(`${url}/documents/${draft}${tail}`);

test("the top of a long draft is laid out first, the rest after five seconds at the latest, as high as was said", async ({
  browser,
}) => {
  const page = await silentPage(browser);
  await open(page);
  await expect(page.getByText("Para0000")).toBeVisible();
  expect(await isLaidOut(page)).toBe(false);
  const heightOf = () => page.evaluate(() => document.documentElement.scrollHeight);
  const said = await heightOf();
  await expect.poll(() => isLaidOut(page)).toBe(true);
  expect(Math.abs(said / (await heightOf()) - 1)).toBeLessThan(0.05);
  await page.context().close();
});

test("who scrolls, prints, or comes to a place in a long draft has all of it at once", async ({
  browser,
}) => {
  const page = await silentPage(browser);
  await open(page);
  expect(await isLaidOut(page)).toBe(false);
  await page.emulateMedia({ media: "print" });
  expect(await isLaidOut(page)).toBe(true);
  await page.emulateMedia({ media: "screen" });
  expect(await isLaidOut(page)).toBe(false);
  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, 300);
  await expect.poll(() => isLaidOut(page), { timeout: 2_000 }).toBe(true);
  await page.reload();
  expect(await isLaidOut(page)).toBe(true);
  await page.goto("about:blank");
  await open(page, "#long-150");
  expect(await isLaidOut(page)).toBe(true);
  await page.context().close();
});

test("the browser's search finds the end of a long draft before it is laid out", async ({
  browser,
}) => {
  const page = await silentPage(browser);
  await open(page);
  expect(await isLaidOut(page)).toBe(false);
  const isFound = await page.evaluate(
    (words) => (window as unknown as { find(words: string): boolean }).find(words),
    LAST,
  );
  expect(isFound).toBe(true);
  // A link to words of a page is such a search, and brings them on the screen.
  await page.goto("about:blank");
  await open(page, `#:~:text=${encodeURIComponent(LAST)}`);
  await expect(page.getByText(LAST)).toBeInViewport();
  await page.context().close();
});

test("a long draft is whole where no script runs, and goes on as if it were in one part", async ({
  browser,
}) => {
  const page = await silentPage(browser, { javaScriptEnabled: false });
  await open(page);
  await expect(page.getByText(LAST)).toBeVisible();
  const around = await page.locator("[data-first-paint] p").evaluateAll((blocks) => {
    const tops = blocks.map((block) => block.getBoundingClientRect());
    return tops.slice(1).map((box, at) => Math.round(box.top - (tops[at]?.bottom ?? 0)));
  });
  expect(new Set(around.slice(1))).toEqual(new Set([12]));
  await page.context().close();
});

test("who clicks into the text before its editor is there types on at that place", async ({
  browser,
}) => {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const page = await context.newPage();
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/assets\/.*\.js$/u, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(`${url}/documents/${draft}`, { waitUntil: "commit" });
  const paragraph = page.locator('[data-id="long-2"]');
  // Behind its first word.
  const behind = await paragraph.evaluate((block) => {
    const word = document.createRange();
    word.setStart(block.firstChild ?? block, 0);
    word.setEnd(block.firstChild ?? block, "Para0002".length);
    const { right, top, height } = word.getBoundingClientRect();
    return { x: right, y: top + height / 2 };
  });
  await page.mouse.click(behind.x, behind.y);
  release();
  await expect(page.locator(".ProseMirror")).toHaveAttribute("contenteditable", "true");
  await page.keyboard.type("-typed");
  await expect(paragraph).toHaveText(/^Para0002-typed Among/u);
  await context.close();
});

test("an address leads to its place before there is an editor, and so does the outline", async ({
  browser,
}) => {
  const page = await silentPage(browser);
  await open(page, "#long-150");
  await expect(page.locator('[data-id="long-150"]')).toBeInViewport();
  await page.goto(`${url}/documents/demo-complaint-weekly-reports`);
  const last = page.getByRole("navigation", { name: "Outline" }).getByRole("link").last();
  await last.click();
  const heading = page.locator("[data-first-paint] [data-kind=heading]").last();
  await expect(heading).toBeInViewport();
  await page.context().close();
});

test("opening a complaint selects nothing, and moves nothing when its editor comes", async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 850 } });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${url}/documents/demo-complaint-weekly-reports`);
  // In one step: the editor may take the place of what a locator has found.
  const top = () =>
    page.evaluate(
      () => document.querySelector(".prose > :first-child")?.getBoundingClientRect().top,
    );
  const before = await top();
  await expect(page.locator(".ProseMirror")).toHaveAttribute("contenteditable", "true");
  await expect(page.locator("header h1 + p > :first-child")).toHaveText("Saved");
  await expect(page.locator(".ProseMirror-selectednode")).toHaveCount(0);
  expect(await top()).toBe(before);
  await context.close();
});
