import { expect, type Browser } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";
import { pressRecall, pressSubmit } from "./support/submitting.ts";
import { REQUEST, SENTENCE, Suggester } from "./support/suggester.ts";
import { tool } from "./support/toolbar.ts";

let url: string;
let draft: string;
test.beforeEach(async ({ sharedServer }) => {
  ({ url } = sharedServer);
  draft = await copyDraft(sharedServer, REQUEST);
});

const at = (browser: Browser, email: string, state?: "false") =>
  Suggester.at(browser, url, email, { draft, ...(state ? { state } : {}) });

test("[M8] [M9] [M11] [M12] a reviewer suggests, the draft moves on, and a drafter accepts", async ({
  browser,
}) => {
  // Somebody who looks at the draft, and again when it has been changed.
  const mira = await at(browser, "mijente.drafter@example.org");
  await mira.person.page.goto(`${url}/`);
  const ravi = await at(browser, "ilrc.reviewer@example.org");
  // People who may not edit are always suggesting, and nothing that they type is in the draft.
  await expect(ravi.suggesting).toBeVisible();
  await expect(ravi.person.saveState).toContainText("Suggesting");
  await ravi.goTo("Dear FOIA Officer:");
  await ravi.person.type(" Good day.");
  await expect(ravi.copy.locator(".suggest-inserted").first()).toBeVisible();
  await ravi.press("Enter");
  await ravi.person.type("A second paragraph.");
  await ravi.press("Escape");
  const drop = ravi.person.page.getByRole("alertdialog");
  await expect(drop).toContainText("Drop what you wrote?");
  await drop.getByRole("button", { name: "Cancel" }).click();
  await ravi.copy.click();
  await ravi.press("Control+Enter");
  await expect(ravi.told).toContainText("Proposed");

  const ana = await at(browser, "council.drafter@example.org");
  await expect(ana.text.locator("ins.suggest-inserted")).toContainText("Good day.");
  await expect(ana.text.locator("ins.suggest-inserted")).toContainText("A second paragraph.");
  // She goes on in the same paragraph: both stay.
  await ana.paragraph("Dear FOIA Officer").click();
  await ana.press("Home");
  await ana.person.type("My ");
  await ana.press("Control+Alt+Enter");
  await expect(ana.told).toContainText("Accepted");
  await expect(ana.paragraph("My Dear FOIA Officer: Good day.")).toBeVisible();
  await expect(ravi.text).toContainText("My Dear FOIA Officer: Good day.");
  await expect(ravi.text).toContainText("A second paragraph.");
  // The next one only takes words out.
  await ravi.goTo(SENTENCE);
  for (const _letter of " to all.") await ravi.press("Backspace");
  await ravi.press("Control+Enter");
  await ana.paragraph(SENTENCE).click();
  await expect(ana.text.locator(".suggest-deleted")).toHaveText(" to all.");
  await ana.press("Control+Alt+Enter");
  await expect(ana.paragraph(SENTENCE)).toContainText(/is a response$/u);
  await expect(ana.person.saveState).toHaveText("Saved");
  // A change names who accepted it, and whose idea it was.
  await mira.person.open(draft);
  await mira.person.page.getByRole("button", { name: "Show", exact: true }).click();
  const came = mira.text.locator(".change-in", { hasText: "Good day." });
  const gone = mira.text.locator(".change-out", { hasText: "to all." });
  for (const change of [came, gone]) {
    await expect(change).toHaveAttribute("title", /^Ana .*, suggested by Ravi .* \(ILRC\), /u);
  }
  // One step takes each back.
  await ana.text.press("Control+z");
  await expect(ana.paragraph(SENTENCE)).toContainText(/is a response to all\.$/u);
  await expect(ana.text).toContainText("Good day.");
  await ana.text.press("Control+z");
  // It is open again, and drawn as it was before: words that stand in the draft are not drawn as new ones.
  await expect(ana.text.locator("ins.suggest-inserted")).toContainText("Good day.");
  await expect(ana.text).toContainText("My Dear FOIA Officer:");
});

test("[M10] [M11] of competing suggestions one is drawn, two accept in the same second, and a clash asks", async ({
  browser,
}) => {
  const ravi = await at(browser, "ilrc.reviewer@example.org");
  await ravi.suggest(SENTENCE, " First idea.");
  const ana = await at(browser, "council.drafter@example.org");
  await ana.press("Control+Alt+x");
  await ana.suggest(SENTENCE, " Second idea.");
  await ana.press("Control+Alt+x");
  await expect(ana.suggesting).toHaveCount(0);
  await expect(ana.text.locator("ins.suggest-inserted")).toHaveCount(1);

  const ines = await at(browser, "ilrc.drafter@example.org");
  await expect(ines.text.locator("ins.suggest-inserted")).toHaveCount(1);
  for (const each of [ana, ines]) {
    await each.goTo(SENTENCE);
    await each.showCard("First idea.");
  }
  const accept = (each: Suggester) =>
    each.card("First idea.").getByRole("button", { name: "Accept", exact: true }).click();
  const told = [await ana.allTold(), await ines.allTold()];
  await Promise.all([accept(ana), accept(ines)]);
  const howOften = async (words: RegExp) => {
    const all = await Promise.all(told.map((each) => each()));
    return all.flat().filter((sentence) => words.test(sentence)).length;
  };
  await expect.poll(() => howOften(/^Accepted\./u)).toBe(1);
  // The other is told that somebody is at it, or a moment later that somebody has accepted it.
  await expect
    .poll(() =>
      howOften(/^Somebody (?:is accepting|has accepted) .*Nothing (?:more )?was changed/u),
    )
    .toBe(1);
  // Drawn as a suggestion it stood there before, too.
  await expect(ana.text.locator("ins.suggest-inserted", { hasText: "First idea." })).toHaveCount(0);
  await expect
    .poll(async () => (await ana.paragraph(SENTENCE).innerText()).split("First idea.").length - 1)
    .toBe(1);
});

test("[M20] [M32] at 1280 px the margin is open where something waits; where it is closed, a press on words that are only drawn opens their card", async ({
  browser,
}) => {
  const ravi = await at(browser, "ilrc.reviewer@example.org");
  await ravi.suggest(SENTENCE, " First idea.");
  const ana = await Person.signIn(browser, url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 1280, height: 800 });
  await ana.open(draft);
  const card = page.getByRole("article", {
    name: /^Suggestion by Ravi .*: Insert “First idea\.”/u,
  });
  await expect(card).toBeVisible();
  const { height = 0 } = (await card.boundingBox()) ?? {};
  expect(height).toBeLessThan(125);
  await page.keyboard.press("Control+Alt+Shift+m");
  await expect(card).toHaveCount(0);
  const drawn = ana.text.locator("ins.suggest-inserted", { hasText: "First idea." });
  await drawn.scrollIntoViewIfNeeded();
  const before = await drawn.boundingBox();
  // It may begin on one line and end on the next.
  const [x, y] = await drawn.evaluate((words): readonly [number, number] => {
    const last = [...words.getClientRects()].at(-1) ?? new DOMRect();
    return [last.x + last.width / 2, last.y + last.height / 2];
  });
  await page.mouse.click(x, y);
  await expect(card).toHaveAttribute("data-active", "true");
  await expect(card).toBeInViewport({ ratio: 1 });
  // Their frame is drawn a pixel larger; the words stand where they stood.
  const after = await drawn.boundingBox();
  expect(after?.x).toBe(before?.x);
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
  await expectClean(page);
});

test("[M8] [M13] submitting asks what becomes of a suggestion; on the frozen version one can suggest, and take it later", async ({
  browser,
}) => {
  const ravi = await at(browser, "ilrc.reviewer@example.org");
  await ravi.suggest(SENTENCE, " Left open.");
  const ana = await Person.signIn(browser, url, "council.drafter@example.org");
  await ana.page.goto(`${url}/documents/${draft}/submit`);
  await expect(ana.page.getByRole("heading", { name: "Still open beside the text" })).toBeVisible();
  await expect(ana.page.getByRole("link", { name: /^Suggestion by/u })).toBeVisible();
  await ana.page.getByLabel("Leave it open for after").check();
  await pressSubmit(ana.page);
  await expect(ana.page).not.toHaveURL(/submit$/u, { timeout: 60_000 });

  // A frozen text takes suggestions once one asks for it, and no key before.
  const lena = await at(browser, "mijente.reviewer@example.org", "false");
  await expect(lena.text.locator("ins.suggest-inserted")).toHaveCount(1);
  await expect(lena.suggesting).toHaveCount(0);
  await lena.press("Control+Alt+x");
  await lena.suggest("Dear FOIA Officer:", " On the version.");
  await expect(lena.text.locator("ins.suggest-inserted")).toHaveCount(2);

  // Back in draft, both are taken with one click each.
  await ana.page.goto(`${url}/documents/${draft}/review`);
  await pressRecall(ana.page);
  const drafter = await at(browser, "council.drafter@example.org");
  for (const words of ["Left open.", "On the version."]) {
    const card = drafter.card(words);
    await card.getByRole("button", { name: "Accept", exact: true }).click();
    await expect(drafter.told).toContainText("Accepted");
    await expect(card).toHaveCount(0);
  }
  await expect(drafter.paragraph("Dear FOIA Officer:")).toHaveText(
    "Dear FOIA Officer: On the version.",
  );
  await expect(drafter.paragraph(SENTENCE)).toContainText("Left open.");
});

test("[M2] [M9] a suggestion for one's own organization, with the reason, is read by nobody of a partner", async ({
  browser,
}) => {
  const [ravi, ana] = [
    await at(browser, "ilrc.reviewer@example.org"),
    await at(browser, "council.drafter@example.org"),
  ];
  const { page } = ravi.person;
  await expect(ravi.suggesting).toBeVisible();
  await ravi.goTo(SENTENCE);
  await ravi.person.type(" Between us first.");
  await ravi.bar.getByLabel("Read by").selectOption("Only ILRC");
  await ravi.bar.getByLabel("Why").fill("The Council may think otherwise.");
  await expect(ravi.bar).toContainText("Suggesting to ILRC only.");
  await expectClean(page);
  await ravi.press("Enter");
  await expect(ravi.told).toContainText("Proposed");
  await ravi.showCard("Between us first.");
  const card = ravi.card("Between us first.");
  await expect(card).toContainText("The Council may think otherwise.");
  await expect(card).toContainText("Only ILRC");
  // Suggestions that follow are for the same readers until others are chosen.
  await ravi.suggest("Dear FOIA Officer:", " Also between us.");
  const ines = await at(browser, "ilrc.drafter@example.org");
  await expect(ines.text.locator("ins.suggest-inserted")).toHaveCount(2);
  // A partner sees what is for everybody, and nothing else.
  await ravi.goTo("Dear FOIA Officer:");
  await ravi.person.type(" For all.");
  await ravi.bar.getByLabel("Read by").selectOption("Everybody of the matter");
  await ravi.bar.getByLabel("Read by").press("Control+Enter");
  await expect(ana.text.locator("ins.suggest-inserted", { hasText: "For all." })).toHaveCount(1);
  await expect(ana.person.page.locator("body")).not.toContainText("etween us");
  await expect(ana.person.page.locator("body")).not.toContainText("may think otherwise");
});

test("[M7] [M9] a link and a cross-reference go into the suggestion, of who may not edit too", async ({
  browser,
}) => {
  const ravi = await at(browser, "ilrc.reviewer@example.org");
  const { page } = ravi.person;
  await expect(ravi.suggesting).toBeVisible();
  await ravi.goTo(SENTENCE);
  await ravi.person.type(" See ");
  await expect(ravi.copy).toContainText("See");
  // Places of the whole draft, though the copy has one paragraph.
  await page.getByRole("button", { name: "Insert" }).click();
  await page.getByRole("menuitem", { name: /^Cross-reference/u }).click();
  const picker = page.getByRole("dialog", { name: "Cross-reference" });
  await picker.getByRole("combobox").fill("2");
  await ravi.press("Enter");
  await expect(picker).toHaveCount(0);
  await expect(ravi.copy).toContainText("See Request No. 2");
  // A link to words of the same suggestion.
  await expect(ravi.copy).toBeFocused();
  await ravi.person.type(" and ");
  await (await tool(ravi.person.page, "Link")).click();
  const link = page.getByRole("dialog", { name: "Link" });
  await link.getByLabel("Address").fill("www.ice.gov/foia");
  await ravi.press("Enter");
  await expect(link).toHaveCount(0);
  await expect(ravi.copy.getByRole("link", { name: "https://www.ice.gov/foia" })).toBeVisible();
  await expect(ravi.copy).toBeFocused();
  await ravi.press("Control+Enter");
  await expect(ravi.told).toContainText("Proposed");
  await ravi.showCard("https://www.ice.gov/foia");
  const card = ravi.card("https://www.ice.gov/foia");
  await card.getByRole("button").first().click();
  await card.getByText("In full").click();
  await expect(card).toContainText("See Request No. 2 and");

  // Without a copy, what is put in opens one, and is not proposed unasked.
  await ravi.goTo("Dear FOIA Officer:");
  await ravi.press("Shift+Home");
  await ravi.press("Control+k");
  await link.getByLabel("Address").fill("foia@example.org");
  await ravi.press("Enter");
  await expect(link).toHaveCount(0);
  await expect(ravi.copy.getByRole("link", { name: "Dear FOIA Officer:" })).toBeVisible();
  await expect(ravi.copy).toBeFocused();
  await ravi.press("Control+Enter");
  await expect(ravi.told).toContainText("Proposed");
});
