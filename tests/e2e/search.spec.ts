import { expect, type Locator, type Page } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { hold, hydrated } from "./support/held.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { tool } from "./support/toolbar.ts";

/** [Q1] The box that finds everything. */

let server: TestServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const box = (page: Page) => page.getByRole("dialog", { name: "Search" });
const field = (page: Page) => box(page).getByRole("combobox");
const chosen = (page: Page): Locator => box(page).getByRole("option", { selected: true });
/** A line of the list; the index may still be reading what was there before. */
const line = (page: Page, words: string | RegExp) =>
  box(page).getByRole("option").filter({ hasText: words }).first();

/** Presses the keys until their code has come, which is behind the page's own. */
async function openByKeys(page: Page, before: () => Promise<unknown> = async () => undefined) {
  await hydrated(page);
  await expect(async () => {
    if (!(await box(page).isVisible())) {
      await before();
      await page.keyboard.press("Control+k");
    }
    await expect(field(page)).toBeFocused({ timeout: 3_000 });
  }).toPass();
}

/** Types into the box until the list has what is looked for: the index reads what is new within seconds. */
async function find(page: Page, words: string, expected: string | RegExp): Promise<Locator> {
  await expect(async () => {
    await field(page).fill("");
    await field(page).fill(words);
    await expect(line(page, expected)).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  return line(page, expected);
}

test("from Home by keyboard alone: a word that was just written is found in its sentence, and opened there", async ({
  browser,
}) => {
  const draft = await copyDraft(server, "demo-request-weekly-reports");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page, text } = ana;
  await ana.open(draft);
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.type(" The zymurgist answered.");
  await expect(ana.saveState).toContainText("Saved");

  await page.goto(server.url);
  await page.getByRole("heading", { name: "Home" }).waitFor();
  await openByKeys(page);
  await find(page, "zymurgist", "zymurgist answered");
  await expect(line(page, "zymurgist answered").locator("mark")).toHaveText("zymurgist");
  await expect(box(page).getByRole("status")).toHaveText(/found/u);
  // Nothing else says so.
  await expect(chosen(page)).toContainText("zymurgist");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/documents/${draft}\\?find=zymurgist#.+`, "u"));
  await expect(box(page)).toHaveCount(0);
  await expect(page.getByRole("search").getByRole("textbox", { name: "Find" })).toHaveValue(
    "zymurgist",
  );
  await expect(text.locator(".find-match-active")).toHaveText("zymurgist");
  await expect(text.locator(".find-match-active")).toBeInViewport();
});

test("the arrows go through the groups and around, Escape leads back to where one was, and the query stays", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.goto(`${server.url}/matters/ice-enforcement-priorities`);
  const link = page.getByRole("banner").getByRole("link", { name: "Search" });
  await openByKeys(page, () => link.focus());
  await find(page, "new", "New complaint");
  await expect(chosen(page)).toHaveCount(1);
  const first = await chosen(page).textContent();
  await page.keyboard.press("ArrowDown");
  expect(await chosen(page).textContent()).not.toBe(first);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  // Around to the last line: all that is found, on its page.
  await expect(chosen(page)).toContainText("All that “new” finds");
  expect(await field(page).getAttribute("aria-activedescendant")).toBe(
    await chosen(page).getAttribute("id"),
  );
  await page.keyboard.press("Escape");
  await expect(box(page)).toHaveCount(0);
  await expect(link).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toHaveValue("new");
  // It is selected: what is typed takes its place.
  await page.keyboard.type("passkeys");
  await expect(chosen(page)).toContainText("Your passkeys");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/account\/passkeys$/u);
});

test("at the desk Ctrl-K links words that are selected, and searches with none selected; Escape leads back into the text", async ({
  browser,
}) => {
  const draft = await copyDraft(server, "demo-request-weekly-reports");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page, text } = ana;
  await ana.open(draft);
  await ana.goToEndOf("Dear FOIA Officer:");
  await openByKeys(page);
  await page.keyboard.type("not for the text");
  await page.keyboard.press("Escape");
  await expect(text).toBeFocused();
  await ana.type(" Back.");
  await expect(text.getByText("Dear FOIA Officer: Back.")).toBeVisible();
  await expect(text).not.toContainText("not for the text");
  for (let letter = 0; letter < 5; letter += 1) await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Link" });
  await dialog.getByLabel("Address").fill("https://www.ice.gov/foia");
  await page.keyboard.press("Enter");
  await expect(text.getByRole("link", { name: "Back." })).toBeVisible();
  // In a link it is the link's.
  await expect(text).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+k");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await (await tool(page, "Find and replace")).click();
  // In a field beside the text it searches.
  await expect(page.getByRole("search").getByRole("textbox").first()).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
});

test("pressed while Find is on its way, it has the keys, and gives them to Find when it closes", async ({
  browser,
}) => {
  const draft = await copyDraft(server, "demo-request-weekly-reports");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page, text } = ana;
  let comes: () => void = () => undefined;
  const coming = new Promise<void>((resolve) => (comes = resolve));
  await page.route("**/assets/FindPanel-*.js", async (route) => {
    await coming;
    await route.continue();
  });
  await ana.open(draft);
  await ana.goToEndOf("Dear FOIA Officer:");
  await openByKeys(page);
  await page.keyboard.press("Escape");
  await expect(text).toBeFocused();
  await page.keyboard.press("Control+f");
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await field(page).fill("");
  await page.keyboard.type("wee");
  comes();
  const findField = page.getByPlaceholder("Find", { exact: true });
  await expect(findField).toBeVisible();
  await page.keyboard.type("kly");
  await expect(field(page)).toHaveValue("weekly");
  await page.keyboard.press("Escape");
  await expect(box(page)).toHaveCount(0);
  await expect(findField).toBeFocused();
  await page.keyboard.type("officer");
  await expect(findField).toHaveValue("officer");
  await expect(text.getByText("Dear FOIA Officer:", { exact: true })).toBeVisible();
  await ana.close();
});

test("a comment is opened at its card, and a version at its paragraph with the words marked", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "ilrc.reviewer@example.org");
  const { page } = ana;
  await page.goto(`${server.url}/documents/demo-letter-preservation/versions/1`);
  const block = page.locator("article.frozen [data-id]", { hasText: /\w{6}/u }).nth(3);
  const id = (await block.getAttribute("data-id")) ?? "";
  const [word = ""] = /\w{6,}/u.exec((await block.textContent()) ?? "") ?? [];
  await page.goto("about:blank");
  await page.goto(
    `${server.url}/documents/demo-letter-preservation/versions/1?find=${word}#${encodeURIComponent(id)}`,
  );
  await expect(block).toBeInViewport();
  await expect(block).toBeFocused();
  await expect
    .poll(() =>
      page.evaluate(() => [...(CSS.highlights.get("found") ?? [])].map((range) => String(range))),
    )
    .toContain(word);
});

test("a person of another party is opened by name among the parties of a matter", async ({
  browser,
}) => {
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const { page } = ines;
  await page.goto(`${server.url}/account`);
  await openByKeys(page);
  await (await find(page, "Olga Placeholder", "Olga Placeholder")).click();
  await expect(page).toHaveURL(/\/matters\/[\w-]+#person-demo-council-/u);
  const person = page.locator("#person-demo-council-demo-council-observer");
  await expect(person).toBeInViewport();
  await expectClean(page);
  await ines.close();
});

test("without an answer it says so, keeps what was typed, and finds it when there is one", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.goto(`${server.url}/account`);
  await openByKeys(page);
  await page.route("**/search.json*", (route) => route.abort());
  await field(page).fill("sign out");
  await expect(box(page).getByRole("alert")).toContainText("no answer from the server");
  await expect(field(page)).toHaveValue("sign out");
  await page.unroute("**/search.json*");
  await page.keyboard.press("Enter");
  await expect(chosen(page)).toContainText("Sign out");
  await expect(box(page).getByRole("alert")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/login/u);
});

test("pressed before its code has come, the link keeps the page and its text, and the box opens when it has", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const letGo = await hold(page, "**/assets/{Search,Palette}-*.js");
  await ana.open("demo-request-weekly-reports");
  const desk = page.url();
  await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
  await expect(page.getByText("Loading…")).toBeVisible();
  letGo();
  await expect(field(page)).toBeFocused();
  await find(page, "weekly reports", "Weekly reports");
  expect(page.url()).toBe(desk);
});

test("where no document is, the link and the keys open it as anywhere", async ({ browser }) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.goto(`${server.url}/documents/of-another-life`);
  await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(box(page)).toBeHidden();
  await openByKeys(page);
  await find(page, "weekly reports", "Weekly reports");
});

test("on a phone it is behind a button, and axe finds nothing on it, on its page and where nothing is found", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 390, height: 844 });
  await ana.open("demo-request-weekly-reports");
  await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
  await expect(field(page)).toBeFocused();
  await find(page, "weekly reports", "Weekly reports");
  await expectClean(page);
  await field(page).fill("qqqqqqqq");
  await expect(box(page)).toContainText("Nothing found for “qqqqqqqq”");
  await expectClean(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.url}/search?q=weekly+reports`);
  await expect(page.getByRole("heading", { name: "Documents" })).toBeVisible();
  await expectClean(page);
});

test("on a phone a long query stays within the page, and what was found is in view", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.url}/search?q=${"x".repeat(200)}`);
  await expect(page.getByText("Nothing found for")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expect(async () => {
    await page.goto(`${server.url}/search?q=weekly+reports`);
    await expect(page.locator(".found-excerpt mark").first()).toBeVisible({ timeout: 3_000 });
  }).toPass();
  // Each excerpt shows the first of its words above the line where it is cut.
  const hidden = await page.locator(".found-excerpt").evaluateAll((excerpts) =>
    excerpts
      .filter((excerpt) => {
        const mark = excerpt.querySelector("mark");
        return (
          mark && mark.getBoundingClientRect().bottom > excerpt.getBoundingClientRect().bottom + 1
        );
      })
      .map(({ textContent }) => textContent),
  );
  expect(hidden).toEqual([]);
  await ana.close();
});
