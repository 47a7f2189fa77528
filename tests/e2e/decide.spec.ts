import { expect, type Browser, type Page } from "@playwright/test";
import { Cable } from "./support/cable.ts";
import { copyDraft } from "./support/copied-draft.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { REQUEST, SENTENCE, Suggester } from "./support/suggester.ts";
import { KEEPING_THE_DESK } from "./support/keeping-the-desk.ts";

/** Deciding on suggestions: many at once, those that the draft overtook, and those made offline. */

const GREETING = "Dear FOIA Officer:";

let server: TestServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const at = (browser: Browser, email: string, draft: string) =>
  Suggester.at(browser, server.url, email, { draft });

/** The device's copy of a suggestion that is being written. */
function keptSuggestion(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const all = await indexedDB.databases();
    const name = all.find((each) => each.name?.startsWith("desk-suggestion/"))?.name;
    if (!name) return "";
    const done = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        asked.addEventListener("success", () => resolve(asked.result));
        asked.addEventListener("error", () => reject(asked.error));
      });
    const database = await done(indexedDB.open(name));
    try {
      if (!database.objectStoreNames.contains("unsent")) return "";
      const store = database.transaction("unsent").objectStore("unsent");
      return JSON.stringify(await done(store.getAll()));
    } finally {
      database.close();
    }
  });
}

/** Chooses one of the acts that decide on many, and confirms. */
async function decideAll({ person: { page } }: Suggester, which: string): Promise<void> {
  await page.getByRole("button", { name: "All suggestions" }).click();
  await page.getByRole("menuitem", { name: which }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: /^(Accept|Reject) them$/u }).click();
}

test("[M10] [M11] all of one person become one edit, which one undo takes back; rejecting all is none", async ({
  browser,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ravi = await at(browser, "ilrc.reviewer@example.org", draft);
  await ravi.suggest(GREETING, " First of Ravi.");
  await ravi.suggest(SENTENCE, " Second of Ravi.");
  const lena = await at(browser, "mijente.reviewer@example.org", draft);
  await lena.suggest(SENTENCE, " One of Lena.");

  const ana = await at(browser, "council.drafter@example.org", draft);
  await ana.goTo(SENTENCE);
  await ana.person.type(" Ana was here.");
  await expect(ana.person.saveState).toHaveText("Saved");
  await expect(ana.card("First of Ravi.")).toBeVisible();
  await decideAll(ana, "Accept all 2 of Ravi");
  await expect(ana.told).toContainText("2 suggestions accepted.");
  await expect(ana.paragraph(GREETING)).toHaveText(`${GREETING} First of Ravi.`);
  await expect(ana.paragraph(SENTENCE)).toContainText("Second of Ravi.");
  await expect(ana.paragraph(SENTENCE)).toContainText("Ana was here.");
  // One step takes both back, and nothing else.
  await ana.text.press("Control+z");
  await expect(ana.told).toContainText("2 suggestions open again.");
  await expect(ana.paragraph(GREETING).locator("ins")).toContainText("First of Ravi.");
  await expect(ana.paragraph(SENTENCE)).toContainText("Ana was here.");
  await ana.text.press("Control+Shift+z");
  await expect(ana.paragraph(GREETING)).toHaveText(`${GREETING} First of Ravi.`);
  await expect(ana.paragraph(SENTENCE)).toContainText("Second of Ravi.");

  // Ravi is told on Home, in one line for both.
  const { page } = ravi.person;
  await page.goto(`${server.url}/`);
  const told = page
    .getByRole("link", { name: /Ana Example accepted 2 of your suggestions/u })
    .and(page.locator(`[href^="/documents/${draft}"]`));
  await expect(told).toBeVisible();

  await ana.suggestFromEditing(GREETING, " Of Ana.");
  await expect(ana.card("One of Lena.")).toBeVisible();
  await decideAll(ana, "Reject all 2");
  await expect(ana.told).toContainText("2 suggestions rejected.");
  await expect(ana.text.locator("ins.suggest-inserted")).toHaveCount(0);
  await expect(ana.paragraph(SENTENCE)).toContainText("Second of Ravi.");
  await expect(ana.text).not.toContainText("One of Lena.");
  // There is no edit of it to undo: the step before it goes, and both are open again.
  await ana.text.press("Control+z");
  await expect(ana.paragraph(GREETING).locator("ins")).toContainText("First of Ravi.");
  await told.click();
  await expect(ravi.text).toBeVisible();
});

test("[M22] while one accepts, another types in the same paragraph: no key is lost, and undo takes just the acceptance out", async ({
  browser,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ravi = await at(browser, "ilrc.reviewer@example.org", draft);
  await ravi.suggest(GREETING, " Suggested words.");
  const ida = await at(browser, "ilrc.drafter@example.org", draft);
  const ana = await at(browser, "council.drafter@example.org", draft);
  const typed = " Typed meanwhile, letter by letter.";
  const accept = ana.card("Suggested words.").getByRole("button", { name: "Accept", exact: true });
  await expect(accept).toBeEnabled();
  await ida.goTo(GREETING);
  const typing = ida.person.type(typed);
  // A key in the paragraph at that very moment has her look again: she presses once more.
  await expect(async () => {
    if (await accept.isVisible()) await accept.click();
    await expect(ana.told).toContainText("Accepted.", { timeout: 2_000 });
  }).toPass();
  await typing;
  for (const { text } of [ana, ida, ravi]) {
    await expect(text).toContainText(typed);
    await expect(text).toContainText("Suggested words.");
    await expect(text.locator("ins.suggest-inserted")).toHaveCount(0);
  }
  // Both carets are where they were.
  await ida.person.type(" Still here.");
  await expect(ana.text).toContainText(`${typed} Still here.`);
  await ana.text.press("Control+z");
  await expect(ana.told).toContainText("open again");
  for (const { text } of [ana, ida]) {
    await expect(text).toContainText(`${typed} Still here.`);
    // It is drawn as a suggestion again, and is not in the draft.
    await expect(text.locator("ins.suggest-inserted")).toContainText("Suggested words.");
  }
  await expect(ravi.card("Suggested words.")).toBeVisible();
  // On the card of a decided one, any drafter opens it again.
  await accept.click();
  await expect(ana.told).toContainText("Accepted.");
  const draftRow = await ana.person.page.request.get(`${server.url}/documents/${draft}/threads`);
  const { threads } = (await draftRow.json()) as { threads: { suggestion: { state: string } }[] };
  expect(threads.map(({ suggestion }) => suggestion.state)).toEqual(["accepted"]);
});

test("[M12] where the draft changed the same words, one looks again: nothing is written unasked, and each choice does what it says", async ({
  browser,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ravi = await at(browser, "ilrc.reviewer@example.org", draft);
  const ana = await at(browser, "council.drafter@example.org", draft);

  /** Ravi proposes another word for the last one, and Ana writes a third meanwhile. */
  const clash = async (suggested: string, written: string) => {
    await ravi.goTo(SENTENCE.slice(0, 20));
    await ravi.press("Control+Backspace");
    await ravi.press("Control+Backspace");
    await ravi.person.type(`${suggested}.`);
    await ravi.press("Control+Enter");
    await expect(ravi.told).toContainText("Proposed");
    await ana.showCard(suggested);
    await ana.goTo(SENTENCE.slice(0, 20));
    await ana.press("Control+Backspace");
    await ana.press("Control+Backspace");
    await ana.person.type(`${written}.`);
    await expect(ana.person.saveState).toHaveText("Saved");
    await expect(ana.card(suggested)).toContainText("The draft changed the same words since.");
    await ana.card(suggested).getByRole("button", { name: "Accept", exact: true }).click();
  };
  const { page } = ana.person;
  const dialog = page.getByRole("dialog", { name: "Both changed the same words" });
  const sentence = ana.paragraph(SENTENCE.slice(0, 20));

  await clash("petition", "appeal");
  await expect(dialog).toContainText("Ravi Sample suggested");
  await expect(dialog).toContainText("appeal");
  await expect(dialog).toContainText("petition");
  await dialog.getByRole("button", { name: "Leave it open" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(sentence).toContainText("appeal");
  await expect(ana.card("petition")).toBeVisible();

  await ana.card("petition").getByRole("button", { name: "Accept", exact: true }).click();
  await dialog.getByRole("button", { name: "Take the suggestion’s words" }).click();
  await expect(ana.told).toContainText("Accepted");
  await expect(sentence).toContainText("petition");
  await expect(sentence).not.toContainText("appeal");
  await ana.text.press("Control+z");
  await expect(sentence.locator("ins")).toContainText("petition");
  await ana.card("petition").getByRole("button", { name: "Reject", exact: true }).click();
  await expect(sentence).toContainText("appeal");
  await expect(sentence).not.toContainText("petition");

  await clash("motion", "plea");
  await dialog.getByRole("button", { name: "Keep the draft’s words, take the rest" }).click();
  await expect(ana.told).toContainText("Accepted");
  await expect(sentence).toContainText("plea");
  await expect(sentence).not.toContainText("motion");
});

test.describe("on the device", () => {
  test.use(KEEPING_THE_DESK);

  test("[M9] what is suggested without a connection survives a reload, says so, and is proposed on return", async ({
    browser,
  }) => {
    const draft = await copyDraft(server, REQUEST);
    const cable = await Cable.to(server);
    const ravi = await Suggester.at(browser, cable.url, "ilrc.reviewer@example.org", { draft });
    await expect(ravi.suggesting).toBeVisible();
    await ravi.person.keptForOffline();
    cable.pull();
    await expect(ravi.person.saveState).toContainText("Offline");
    await ravi.goTo(GREETING);
    await ravi.person.type(" Half written");
    await expect(ravi.copy).toContainText("Half written");
    // Words that are being written are stored a moment after the last key.
    await expect.poll(() => keptSuggestion(ravi.person.page)).toContain("Half written");
    await ravi.person.page.reload();
    await expect(ravi.copy).toContainText("Half written");
    await expect(ravi.told).toContainText("This is the suggestion that you were writing.");
    await ravi.copy.press("Control+Enter");
    await expect(ravi.told).toContainText("kept on this device");
    await expect(ravi.text.locator("ins.suggest-inserted")).toContainText("Half written");
    const ana = await at(browser, "council.drafter@example.org", draft);
    await expect(ana.card("Half written")).toHaveCount(0);
    cable.plugIn();
    await expect(ana.text.locator("ins.suggest-inserted")).toContainText("Half written", {
      timeout: 30_000,
    });
    await cable.remove();
  });
});
