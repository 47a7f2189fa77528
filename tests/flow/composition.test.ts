import path from "node:path";
import { chromium, type Browser, type CDPSession, type Page } from "@playwright/test";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CHROMIUM_FLAGS, chromium as installed } from "#tests/support/chromium.ts";

/** Words composed by an input method in real Chromium, while another edits the same paragraph. */
let browser: Browser;
let script: string;
let page: Page;
let keys: CDPSession;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, "support/composing-page.ts")],
    bundle: true,
    write: false,
    format: "iife",
    logLevel: "silent",
  });
  script = outputFiles[0]!.text;
  browser = await chromium.launch({ executablePath: installed(), args: CHROMIUM_FLAGS });
});
afterAll(() => browser?.close());

beforeEach(async () => {
  page = await browser.newPage();
  await page.setContent("<!doctype html><body></body>");
  await page.addScriptTag({ content: script });
  keys = await page.context().newCDPSession(page);
  return () => page.close();
});

/** Shows these words in the input method so far. */
const compose = (text: string) =>
  keys.send("Input.imeSetComposition", {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
/** The person takes what it offers. */
const accept = (text: string) => keys.send("Input.insertText", { text });
const lines = (whose: "me" | "other") => page.evaluate((who) => flowPage.lines(who), whose);

async function expectBoth(text: string[]): Promise<void> {
  await expect.poll(() => lines("me")).toEqual(text);
  expect(await lines("other")).toEqual(text);
  expect(await page.evaluate(() => flowPage.drawn())).toEqual(text);
  expect(await page.evaluate(() => flowPage.state())).toMatchObject({ failed: false, rows: null });
}

describe("a word that is being composed", () => {
  test("is whole when another types before it in the same paragraph", async () => {
    await page.evaluate(() => flowPage.putCaret("fox"));
    await compose("に");
    await compose("にほ");
    await page.evaluate(() => flowPage.otherTypes("very ", "quick"));
    expect(await page.evaluate(() => flowPage.state())).toMatchObject({ composing: true });
    await compose("にほん");
    await accept("日本");
    await expectBoth(["First one.", "The very quick brown 日本fox.", "Last one."]);
  });

  test("is whole when another splits the paragraph before it, and while it goes on", async () => {
    await page.evaluate(() => flowPage.putCaret("fox"));
    await compose("に");
    await page.evaluate(() => flowPage.otherSplits("brown"));
    await compose("にほ");
    await page.evaluate(() => flowPage.otherTypes("red ", "brown"));
    await compose("にほん");
    await accept("日本");
    await expectBoth(["First one.", "The quick ", "red brown 日本fox.", "Last one."]);
  });

  test("does not keep another's words in another paragraph from being drawn", async () => {
    await page.evaluate(() => flowPage.putCaret("fox"));
    await compose("に");
    await page.evaluate(() => flowPage.otherTypes("And the ", "Last"));
    expect((await lines("me")).at(-1)).toBe("And the Last one.");
    expect(await page.evaluate(() => flowPage.state())).toMatchObject({ composing: true });
    await compose("にほ");
    await accept("日本");
    await expectBoth(["First one.", "The quick brown 日本fox.", "And the Last one."]);
  });

  test("is seen by the other while it is being composed", async () => {
    await page.evaluate(() => flowPage.putCaret("fox"));
    await compose("にほ");
    await expect.poll(async () => (await lines("other"))[1]).toBe("The quick brown にほfox.");
    await accept("日本");
    await expectBoth(["First one.", "The quick brown 日本fox.", "Last one."]);
  });
});
