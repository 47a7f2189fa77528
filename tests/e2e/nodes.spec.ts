import { pressSubmit } from "./support/submitting.ts";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { tool } from "./support/toolbar.ts";

// Things that are put into the text and not typed, by keyboard alone, by several people at once.

const LINE = "Plaintiffs ask the Court to declare";
const SECOND = "set interim priorities for immigration enforcement";
const THIRD = "By a request dated September 9, 2021 (the Request)";

let server: TestServer;
let complaint: string;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});
test.beforeEach(async () => {
  complaint = await copyDraft(server, "demo-complaint-weekly-reports");
});

const drafter = (browser: Parameters<typeof Person.signIn>[0], at: "council" | "ilrc") =>
  Person.signIn(browser, server.url, `${at}.drafter@example.org`);

const menu = (page: Page) => page.getByRole("listbox", { name: "Insert" });

/** "/" with the beginning of a name, and Enter. */
async function slash(person: Person, name: string): Promise<void> {
  await person.type(` /${name}`);
  await expect(menu(person.page)).toBeVisible();
  await person.page.keyboard.press("Enter");
  await expect(menu(person.page)).toBeHidden();
}

async function noViolations(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

test("the slash menu puts each thing in by keyboard", async ({ browser }) => {
  const ana = await drafter(browser, "council");
  await ana.open(complaint);
  const { page, text } = ana;
  const line = text.locator("p", { hasText: LINE }).first();
  await ana.goToEndOf(LINE);

  await ana.type(" /foot");
  await expect(menu(page).getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await expect(text).toHaveAttribute("aria-activedescendant", /.+/u);
  await noViolations(page);
  await page.keyboard.press("Enter");
  await expect(menu(page)).toBeHidden();
  await expect(text).not.toHaveAttribute("aria-activedescendant", /.+/u);
  await ana.type("The words of the note.");
  await expect(line.locator("[data-footnote] .note").last()).toHaveText("The words of the note.");
  await page.keyboard.press("Enter");
  await slash(ana, "tracking");
  await expect(line.locator('[data-field="trackingNumber"]')).toBeVisible();

  await page.keyboard.press("Enter");
  await slash(ana, "quot");
  await ana.type("Quoted.");
  await expect(text.locator("blockquote", { hasText: "Quoted." })).toBeVisible();

  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  for (const [name, selector] of [
    ["page", "hr[data-page-break]"],
    ["caption", "[data-caption]"],
    ["signature block immigrant", "[data-signature-block]"],
    ["table", "table"],
  ] as const) {
    const before = await text.locator(selector).count();
    await slash(ana, name);
    await expect(text.locator(selector)).toHaveCount(before + 1);
  }
  await ana.close();
});

test("a reference is looked up by keyboard and follows what another person puts in, copies, moves and takes away", async ({
  browser,
}) => {
  const ana = await drafter(browser, "council");
  const ines = await drafter(browser, "ilrc");
  await ana.open(complaint);
  await ines.open(complaint);
  await ana.goToEndOf(LINE);
  await slash(ana, "cross");
  const dialog = ana.page.getByRole("dialog", { name: "Cross-reference" });
  await expect(dialog.getByRole("combobox")).toBeFocused();
  await ana.type("2-3");
  await expect(dialog.getByRole("option")).toHaveCount(2);
  await noViolations(ana.page);
  await expect(dialog.getByText("It will read: ¶¶ 2–3")).toBeVisible();
  await ana.page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();

  const reference = (person: Person) =>
    person.text.locator("p", { hasText: LINE }).first().locator("[data-reference]").last();
  for (const person of [ana, ines]) await expect(reference(person)).toHaveText("¶¶ 2–3");
  // The other one puts a paragraph before them.
  await ines.goToEndOf("This is an action under the Freedom of Information Act");
  await ines.page.keyboard.press("Enter");
  await ines.type("A paragraph that was not there.");
  const reads = async (words: string) => {
    for (const person of [ana, ines]) await expect(reference(person)).toHaveText(words);
  };
  await reads("¶¶ 3–4");

  const selectAll = (words: string) =>
    ines.text.locator("p", { hasText: words }).first().click({ clickCount: 3 });
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await ines.page.keyboard.press(key);
  };

  // A copy of one of them comes between: the range from the first to the last holds it.
  await ines.goToEndOf(SECOND);
  await press("Control+Shift+D");
  for (const person of [ana, ines]) {
    await expect(person.text.locator("p", { hasText: SECOND })).toHaveCount(2);
  }
  await reads("¶¶ 3–5");

  // The first of them is taken away: the reference names what is left, and says so.
  await selectAll(SECOND);
  await press("Control+x", "Backspace", "Backspace");
  await reads("¶¶ 3–4");
  for (const person of [ana, ines]) {
    await expect(reference(person)).toHaveAttribute("data-shortened", "");
    await expect(
      person.page.getByText("names a range whose first or last paragraph is gone", {
        exact: false,
      }),
    ).toBeVisible();
  }
  // It is put in below the other, and is still the end of the range.
  await selectAll(THIRD);
  await press("ArrowRight", "Enter", "Control+v");
  await reads("¶¶ 4–5");

  // A paragraph above all of them is taken away.
  await selectAll("A paragraph that was not there.");
  await press("Backspace", "Backspace", "Backspace");
  await reads("¶¶ 3–4");
  await ana.close();
  await ines.close();
});

test("a link is made by keyboard alone: the words, Ctrl-K, its address, Enter", async ({
  browser,
}) => {
  const ana = await drafter(browser, "council");
  await ana.open(complaint);
  await ana.goToEndOf(LINE);
  await ana.type(" ICE");
  for (let letter = 0; letter < 3; letter += 1) await ana.page.keyboard.press("Shift+ArrowLeft");
  await ana.page.keyboard.press("Control+k");
  const address = ana.page.getByRole("dialog", { name: "Link" }).getByLabel("Address");
  await expect(address).toBeFocused();
  await ana.type("https://www.ice.gov/foia");
  await ana.page.keyboard.press("Enter");
  const link = ana.text.locator("p", { hasText: LINE }).first().getByRole("link", { name: "ICE" });
  await expect(link).toHaveAttribute("href", "https://www.ice.gov/foia");
  await expect(ana.text).toBeFocused();
  await ana.close();
});

test("a footnote that one writes is seen by the other, who writes in it too", async ({
  browser,
}) => {
  const ana = await drafter(browser, "council");
  const ines = await drafter(browser, "ilrc");
  await ana.open(complaint);
  await ines.open(complaint);
  await ana.goToEndOf(LINE);
  await ana.page.keyboard.press("Control+Alt+f");
  await ana.type("First words.");
  const note = (person: Person) =>
    person.text.locator("p", { hasText: LINE }).first().locator(".note").last();
  await expect(note(ines)).toHaveText("First words.");
  await note(ines).click();
  await ines.page.keyboard.press("End");
  await ines.type(" More words.");
  await expect(note(ana)).toHaveText("First words. More words.");
  await ana.close();
  await ines.close();
});

test("footnotes far down have their own numbers before the page has woken up, in the line and at their boxes", async ({
  browser,
}) => {
  const ana = await drafter(browser, "council");
  await ana.open(complaint);
  for (const [place, words] of [
    ["Each Plaintiff is a person within the meaning", "Words of the second note."],
    ["A failure to respond to a request for expedited", "Words of the third note."],
  ] as const) {
    await ana.goToEndOf(place);
    await ana.page.keyboard.press("Control+Alt+f");
    await ana.type(words);
  }
  await expect(ana.saveState).toHaveText("Saved");

  const silent = await browser.newContext();
  await silent.addCookies(await ana.page.context().cookies());
  const page = await silent.newPage();
  await page.route("**/*.js", (route) => route.abort());
  await page.goto(`${server.url}/documents/${complaint}`);
  const devtools = await silent.newCDPSession(page);
  await expect(page.locator("[data-top-first] .notes .note").first()).toBeVisible();
  /** The number before the words of each of the two, as somebody hears it who can't see it. */
  const numbers = async () => {
    const { nodes } = await devtools.send("Accessibility.getFullAXTree");
    const words = nodes
      .filter(({ role }) => role?.value === "StaticText")
      .map(({ name }) => String(name?.value).trim())
      .filter((said) => said !== "");
    return words.flatMap((said, at) => (said.startsWith("Words of the") ? [words[at - 1]] : []));
  };
  const inLine = () =>
    page
      .locator(".prose [data-footnote]")
      .evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark, "::before").content));
  await expect.poll(inLine).toEqual(['"1"', '"2"', '"3"']);
  await expect.poll(numbers).toEqual(["2", "3"]);
  await silent.close();
  await ana.close();
});

test("a reference whose place is gone is seen at once, and keeps the text from being submitted", async ({
  browser,
}) => {
  const ana = await drafter(browser, "council");
  await ana.open(complaint);
  const { page, text } = ana;
  await ana.goToEndOf("This is an action under the Freedom of Information Act");
  await page.keyboard.press("Enter");
  await ana.type("Soon to be gone.");
  await ana.goToEndOf(LINE);
  await slash(ana, "cross");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await ana.type("soon gone");
  await page.keyboard.press("Enter");
  const reference = text.locator("p", { hasText: LINE }).first().locator("[data-reference]").last();
  await expect(reference).toHaveText("¶ 2");

  await text.locator("p", { hasText: "Soon to be gone." }).click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await expect(reference).toHaveAttribute("data-lost", "");
  await expect(page.getByText("A cross-reference leads to a place that is gone.")).toBeVisible();
  await noViolations(page);
  await expect(ana.saveState).toHaveText("Saved");

  await page.getByRole("link", { name: "Submit for review" }).first().click();
  await pressSubmit(page);
  await expect(page.getByText("leads to a place that is gone", { exact: false })).toBeVisible();
  await page.getByRole("link", { name: "Go to that place" }).click();
  await expect(reference).toBeInViewport();
  await expect(text).toBeFocused();
  await ana.close();
});

test("printed by the browser, the desk is the paper alone, whatever stands around it on the screen", async ({
  browser,
}) => {
  const ana = await drafter(browser, "council");
  await ana.open(complaint);
  const { page, text } = ana;
  await page.setViewportSize({ width: 1_900, height: 900 });
  await (await tool(page, "Pages as they will be filed")).click();
  await expect(page.getByRole("img", { name: /^Page 1 of/u })).toBeVisible();
  const around = [
    page.locator("header.desk-bars"),
    page.getByRole("complementary", { name: "Outline and matter" }),
    page.getByRole("complementary", { name: "Pages" }),
  ];
  for (const part of around) await expect(part).toBeVisible();
  const sheet = page.locator(".sheet").first();
  await expect(sheet).not.toHaveCSS("box-shadow", "none");

  await page.emulateMedia({ media: "print" });
  for (const part of around) await expect(part).toBeHidden();
  await expect(text.locator("p", { hasText: LINE }).first()).toBeVisible();
  await expect(sheet).toHaveCSS("box-shadow", "none");
  // The paper has the whole width: nothing is cut off, and the first line is at the top.
  const place = await sheet.boundingBox();
  expect(place?.x).toBeLessThan(2);
  expect(place?.y).toBeLessThan(2);
  await ana.close();
});

test("keys that a busy page takes late act where the one before them put the caret", async ({
  browser,
}) => {
  const ana = await drafter(browser, "council");
  await ana.open(complaint);
  const { page, text } = ana;
  const devtools = await page.context().newCDPSession(page);
  /** Presses them while the page is busy, so that they are delivered one right after the other. */
  const pressAtOnce = async (...keys: readonly (readonly [key: string, code: number])[]) => {
    await page.evaluate(() => {
      setTimeout(() => {
        const end = performance.now() + 300;
        while (performance.now() < end);
      });
    });
    await Promise.all(
      keys.flatMap(([key, windowsVirtualKeyCode]) =>
        (["rawKeyDown", "keyUp"] as const).map((type) =>
          devtools.send("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode }),
        ),
      ),
    );
  };
  const line = text.locator("p", { hasText: SECOND }).first();
  const firstLine = { position: { x: 200, y: 8 } };
  await line.click(firstLine);
  await pressAtOnce(["End", 35], ["Enter", 13]);
  await expect(line).toHaveText(/^Department\) set interim/u);
  await line.click(firstLine);
  // The first takes its number away, the second joins it.
  await pressAtOnce(["Home", 36], ["Backspace", 8], ["Backspace", 8]);
  await expect(line).toHaveText(/Security \(the Department\) set interim/u);
  await ana.close();
});
