// Measures what a key costs in Find, in Chromium with the production build, in a draft of 150 pages in
// which the letter looked for stands 20,000 times: `npm run bench:find`, after `npm run build`.
import { chromium as playwright } from "@playwright/test";
import { timed, watchKeys } from "#tests/e2e/support/key-times.ts";
import { longDraft } from "#tests/e2e/support/long-draft.ts";
import { Person } from "#tests/e2e/support/people.ts";
import { makeSeededFolder, TestServer } from "#tests/e2e/support/server.ts";
import { CHROMIUM_FLAGS, chromium } from "#tests/support/chromium.ts";

process.env["SEEDED_FOLDER"] ??= makeSeededFolder();
const server = new TestServer();
await server.start();
const browser = await playwright.launch({ executablePath: chromium(), args: CHROMIUM_FLAGS });
try {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const id = await longDraft(ana, 150, "The word jurisdiction stands here alone.");
  await ana.open(id);
  await watchKeys(page);
  const keys = (...all: string[]) => all.map((key) => () => page.keyboard.press(key));
  const row = async (what: string, ...acts: (() => Promise<unknown>)[]) => {
    const { longest, longestTask } = await timed(page, ...acts);
    console.log(`${what.padEnd(44)} key to paint ${longest} ms, longest task ${longestTask} ms`);
  };
  await page.locator(".ProseMirror p").first().click();
  await row("typing beside it, before", ..."before".split("").map((k) => keys(k)[0]!));
  await page.keyboard.press("Control+h");
  await page.getByLabel("Find", { exact: true }).waitFor();
  await page.waitForTimeout(500);
  await row("the word at the end, letter by letter", ...keys(..."jurisdiction"));
  await row("taking it back", ...keys(...Array.from({ length: 12 }, () => "Backspace")));
  await row("e", ...keys("e"));
  await page.waitForTimeout(1500);
  console.log("  ", await page.locator("search output").innerText());
  await row("Enter ×8", ...keys(...Array.from({ length: 8 }, () => "Enter")));
  await row("Shift+Enter ×12", ...keys(...Array.from({ length: 12 }, () => "Shift+Enter")));
  const press = (label: string) => () => page.getByLabel(label).click();
  await row("Whole words, on and off", press("Whole words"), press("Whole words"));
  await row("Match case, on and off", press("Match case"), press("Match case"));
  await row("wheel ×10", ...Array.from({ length: 10 }, () => () => page.mouse.wheel(0, 1500)));
  await page.locator(".ProseMirror p").nth(300).click();
  await row("typing in the text meanwhile", ...keys(..."some words"));
  await page.getByLabel("Replace with").fill("E");
  await row(
    "Replace ×4",
    ...Array.from(
      { length: 4 },
      () => () => page.getByRole("button", { name: "Replace", exact: true }).click(),
    ),
  );
  await row("Replace all", () => page.getByRole("button", { name: "Replace all" }).click());
  await page.waitForTimeout(6000);
  console.log(
    "  ",
    await page.evaluate(() => window.keyTimes.tasks),
    await page.locator("search output").innerText(),
  );
  await row("Escape", ...keys("Escape"));
  await row("Undo", ...keys("Control+z"));
  await page.waitForTimeout(4000);
  console.log("  ", await page.evaluate(() => window.keyTimes.tasks));
} finally {
  await browser.close();
  await server.remove();
}
