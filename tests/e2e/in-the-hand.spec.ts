import { expect, type Locator } from "@playwright/test";
import { fontsOf } from "#tests/typesetting/reading.ts";
import { SCRIPT_TEXTS } from "#tests/typesetting/script-texts.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { hydrated } from "./support/held.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { REQUEST, SENTENCE, Suggester } from "./support/suggester.ts";

/** Where things stand: at hand, in the window, and not moved by an act. */

const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1280, height: 800 };
const MATTER = "/matters/ice-enforcement-priorities";

/** Brings a paragraph to this height of the window, and selects its first letters. */
async function selectAt(line: Locator, height: number): Promise<void> {
  await line.evaluate((block, y) => {
    scrollTo({ top: scrollY + block.getBoundingClientRect().top - y, behavior: "instant" });
    const [letters] = block.childNodes;
    if (letters) getSelection()?.setBaseAndExtent(letters, 0, letters, 8);
  }, height);
}

/** Where the first letter of a paragraph stands in the window, in whole pixels. */
const firstLetterOf = (line: Locator) =>
  line.evaluate((block) => {
    const letters = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode();
    const range = document.createRange();
    if (letters) range.setStart(letters, 0);
    if (letters) range.setEnd(letters, 1);
    const { x, y } = range.getBoundingClientRect();
    return [Math.round(x), Math.round(y)];
  });

const lineOf = (person: Person, words: string) =>
  person.text.locator(":scope > *", { hasText: words }).first();

const ownServers: TestServer[] = [];
test.afterEach(() => Promise.all(ownServers.splice(0).map((server) => server.remove())));

test("[M19] on a phone a comment is begun from the bar with its box and its words in the window", async ({
  browser,
  sharedServer,
}) => {
  const draft = await copyDraft(sharedServer, REQUEST);
  const ana = await Person.signIn(browser, sharedServer.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize(PHONE);
  await ana.open(draft);
  for (const [words, height] of [
    ["Dear FOIA Officer", 160],
    ["Under the Freedom of Information Act", 420],
    [SENTENCE, 700],
  ] as const) {
    await selectAt(lineOf(ana, words), height);
    await page.getByRole("button", { name: "Comment", exact: true }).click();
    const box = page.getByRole("textbox", { name: "Your comment" });
    await expect(box).toBeFocused();
    await page.keyboard.type("Which?");
    await expect(box).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("region", { name: "New comment" })).toContainText(
      words.slice(0, 8),
    );
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("dialog", { name: "Comments" })).toContainText("Which?");
    await page.getByRole("button", { name: "Close" }).click();
    await expect(page.locator(".thread-mark", { hasText: words.slice(0, 8) })).toBeInViewport({
      ratio: 1,
    });
  }
});

test("[M26] no letter moves when one begins to suggest in a paragraph or a heading, and none below it", async ({
  browser,
  sharedServer,
}) => {
  const draft = await copyDraft(sharedServer, REQUEST);
  const ravi = await Person.signIn(browser, sharedServer.url, "ilrc.reviewer@example.org");
  const { page } = ravi;
  const copy = page.locator(".suggest-overlay .ProseMirror > *").first();
  for (const [size, words, next] of [
    [LAPTOP, SENTENCE, "Background"],
    [LAPTOP, "Background", "The executive branch"],
    [PHONE, SENTENCE, "Background"],
  ] as const) {
    await page.setViewportSize(size);
    await ravi.open(draft);
    const line = lineOf(ravi, words);
    await line.evaluate((block) => block.scrollIntoView({ block: "center", behavior: "instant" }));
    const at = async (written: Locator) => [
      await firstLetterOf(written),
      await firstLetterOf(lineOf(ravi, next)),
    ];
    const before = await at(line);
    await line.click({ position: { x: 40, y: 8 } });
    await page.keyboard.press("End");
    await page.keyboard.type("!");
    await expect(copy).toContainText("!");
    expect([size.width, words, ...(await at(copy))]).toEqual([size.width, words, ...before]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Drop it" }).click();
  }
});

test("a footnote stands beside the sheet’s lines where there is room, else under its paragraph, and breaks none", async ({
  browser,
  sharedServer,
}) => {
  const ana = await Person.signIn(browser, sharedServer.url, "council.drafter@example.org");
  const { page } = ana;
  const paragraph = ana.text.locator("p:has(.note)").first();
  for (const [width, place] of [
    [1680, "beside"],
    [1280, "under"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await ana.open(REQUEST);
    const found = await paragraph.evaluate((block) => {
      const note = block.querySelector(".note")?.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(block);
      const lines = [...range.getClientRects()].filter(
        ({ left, right, top, bottom }) =>
          !note ||
          left >= note.right ||
          right <= note.left ||
          top >= note.bottom ||
          bottom <= note.top,
      );
      const own = block.getBoundingClientRect();
      return {
        isBeside: (note?.left ?? 0) >= own.right,
        isUnder: (note?.top ?? 0) >= Math.max(...lines.map(({ bottom }) => bottom)) - 1,
      };
    });
    expect(found).toEqual({ isBeside: place === "beside", isUnder: place === "under" });
  }
});

test("a heading without a space in it makes no page wider, in the text or in the outline", async ({
  browser,
  sharedServer,
}) => {
  const ana = await Person.signIn(browser, sharedServer.url, "council.drafter@example.org");
  const { page } = ana;
  await ana.open(await copyDraft(sharedServer, REQUEST));
  const long = "W".repeat(160);
  await ana.text.locator("h2").first().click();
  await page.keyboard.press("End");
  await page.keyboard.type(long);
  const outline = page.getByRole("navigation", { name: "Outline" });
  await expect(outline.getByRole("link", { name: long })).toBeVisible();
  const wider = () =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll("nav[aria-label=Outline], .sheet")]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map(({ className, tagName }) => `${tagName}.${className}`),
    );
  expect(await wider()).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await wider()).toEqual([]);
  await ana.close();
});

test("headings and block quotes of a draft stand apart as they print", async ({
  browser,
  sharedServer,
}) => {
  const ana = await Person.signIn(browser, sharedServer.url, "council.drafter@example.org");
  await ana.open(REQUEST);
  const margins = await ana.page.evaluate(() => {
    const sheet = document.querySelector(".sheet");
    const text = document.createElement("div");
    text.className = "prose";
    text.innerHTML = "<p>A</p><h2>B</h2><h3>C</h3><blockquote>D</blockquote>";
    sheet?.append(text);
    const of = (name: string) => {
      const style = getComputedStyle(text.querySelector(name) ?? text);
      return [style.marginTop, style.marginInlineStart].map(parseFloat);
    };
    return { p: of("p"), h2: of("h2"), h3: of("h3"), quote: of("blockquote") };
  });
  expect(margins).toEqual({ p: [0, 0], h2: [22.4, 0], h3: [16, 0], quote: [0, 48] });
  const [first, second] = await Promise.all(
    ["Each Requester makes", "Background"].map((words) => lineOf(ana, words).boundingBox()),
  );
  expect(Math.round((second?.y ?? 0) - (first?.y ?? 0) - (first?.height ?? 0))).toBe(22);
});

test("a matter fits two screens of a laptop, and at twice the size no page scrolls sideways", async ({
  browser,
}) => {
  // No test before it has added documents to its matter.
  const server = new TestServer();
  ownServers.push(server);
  await server.start();
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${server.url}${MATTER}`);
  await hydrated(page);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(
    1800,
  );
  await page.setViewportSize({ width: 640, height: 400 });
  for (const path of [
    "/",
    MATTER,
    `${MATTER}/record`,
    `/documents/${REQUEST}`,
    "/documents/demo-letter-preservation/review",
    "/documents/demo-complaint-weekly-reports/submit",
  ]) {
    await page.goto(`${server.url}${path}`);
    const wider = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    await expect.poll(wider, path).toBe(0);
  }
});

test("[M32] a suggestion opens at a press on its words at every width", async ({
  browser,
  sharedServer,
}) => {
  const draft = await copyDraft(sharedServer, REQUEST);
  const { url } = sharedServer;
  const ravi = await Suggester.at(browser, url, "ilrc.reviewer@example.org", { draft });
  await ravi.suggest("Dear FOIA Officer:", " Good day.");
  const ana = await Suggester.at(browser, url, "council.drafter@example.org", { draft });
  const { page } = ana.person;
  for (const width of [768, 1024]) {
    await page.setViewportSize({ width, height: 800 });
    await page.reload();
    await expect(ana.text).toHaveAttribute("contenteditable", "true");
    await ana.text.locator("ins.suggest-inserted").click();
    await expect(ana.card("Good day.").first()).toBeInViewport({ ratio: 1 });
  }
});

test("letters of other scripts are drawn with the fonts in which they are printed, which come with the first of them", async ({
  browser,
  sharedServer,
}) => {
  const draft = await copyDraft(sharedServer, REQUEST);
  const ana = await Person.signIn(browser, sharedServer.url, "council.drafter@example.org");
  const { page } = ana;
  const loaded = () =>
    page.evaluate(() =>
      [...document.fonts]
        .filter(({ status }) => status === "loaded")
        .map(({ family }) => family.replaceAll(/["\s]/gu, "")),
    );
  await ana.open(draft);
  await expect(ana.saveState).toHaveText("Saved");
  expect((await loaded()).filter((family) => !/^(?:Tinos|PublicSans)/u.test(family))).toEqual([]);
  await ana.goToEndOf("Dear FOIA Officer");
  for (const words of Object.values(SCRIPT_TEXTS)) {
    await page.keyboard.press("Enter");
    await page.keyboard.insertText(words);
  }
  await expect(ana.saveState).toHaveText("Saved");
  const pdf = await page.context().request.get(`${sharedServer.url}/documents/${draft}.pdf`);
  const printed = (await fontsOf(await pdf.body())).map(({ name }) =>
    name
      .replace(/^[A-Z]+\+/u, "")
      .replaceAll("-", "")
      .toLowerCase(),
  );
  // On the desk two more stand for all of them until the first such letter is there.
  const drawn = async () =>
    [...new Set(await loaded())]
      .filter((family) => !/^(?:PublicSans|Scripts$|Han$)/u.test(family))
      .map((family) => family.replace("Variable", "").toLowerCase())
      .sort();
  const familiesPrinted = async () => {
    const families = await drawn();
    return [
      ...new Set(printed.map((name) => families.find((family) => name.startsWith(family)) ?? name)),
    ].sort();
  };
  await expect.poll(drawn).toHaveLength(15);
  expect(await familiesPrinted()).toEqual(await drawn());
  const { Hebrew: hebrew = "", Korean: korean = "" } = SCRIPT_TEXTS;
  const direction = (words: string) =>
    lineOf(ana, words).evaluate((block) => getComputedStyle(block).direction);
  expect([await direction(hebrew), await direction(korean)]).toEqual(["rtl", "ltr"]);
});
