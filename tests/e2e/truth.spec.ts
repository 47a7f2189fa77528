import { pressRecall, pressSubmit } from "./support/submitting.ts";
import { expect, type Locator, type Page } from "@playwright/test";
import type { Client } from "@libsql/client";
import { Cable } from "./support/cable.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import { StallingCable } from "./support/stalling-cable.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { KEEPING_THE_DESK } from "./support/keeping-the-desk.ts";

test.use(KEEPING_THE_DESK);

/** The desk says what is true of one's words, and keeps them, whatever happens to the connection. */

const REQUEST = "demo-request-weekly-reports";
const FIRST = "Dear FOIA Officer:";

/** Each has a draft of its own. */
test.describe.configure({ mode: "parallel" });

let server: TestServer;
let database: Client;
let draft: string;

test.beforeEach(async ({ sharedServer }) => {
  server = sharedServer;
  draft = await copyDraft(server, REQUEST);
  database = server.openDatabase();
});
test.afterEach(() => database.close());

const port = () => Number(new URL(server.url).port);

async function atDesk(...args: Parameters<typeof Person.signIn>): Promise<Person> {
  const person = await Person.signIn(...args);
  await person.open(draft);
  await expect(person.saveState).toHaveText("Saved");
  return person;
}

/** All that the save line says from now on, in its order, however briefly. */
async function listening({ saveState }: Person): Promise<() => Promise<string[]>> {
  const said = await saveState.evaluateHandle((words) => {
    const all = [words.textContent ?? ""];
    const line = words.parentElement!;
    const look = () => {
      const now = line.firstElementChild?.textContent ?? "";
      if (now !== all.at(-1)) all.push(now);
    };
    new MutationObserver(look).observe(line, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    return all;
  });
  return () => said.jsonValue();
}

/** The whole of a line, whatever stands around its words in the page. */
function line(page: Page) {
  return page.locator(".ProseMirror p", { hasText: FIRST }).first();
}

/** Somebody else submits the draft, with the page that is there for it. */
async function submit(page: Page): Promise<void> {
  await page.goto(`${server.url}/documents/${draft}/submit`);
  await pressSubmit(page);
  await expect(page).not.toHaveURL(/submit$/, { timeout: 60_000 });
}

async function recall(page: Page): Promise<void> {
  await page.goto(`${server.url}/documents/${draft}/review`);
  await pressRecall(page);
}

test(
  "a laptop that slept says that words are not saved until they are",
  { tag: "@slow" },
  async ({ browser }) => {
    const cable = await new StallingCable(port).lay();
    const ana = await atDesk(browser, cable.url, "council.drafter@example.org");
    await ana.goToEndOf(FIRST);
    const said = await listening(ana);
    cable.stall();
    await ana.type(" Typed into nothing.");
    await expect.poll(said).toEqual(["Saved", "Saving…", "Not saved yet, trying again"]);

    const session = await ana.page.context().newCDPSession(ana.page);
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await new Promise((resolve) => {
      setTimeout(resolve, 25_000);
    });
    await session.send("Page.setWebLifecycleState", { state: "active" });
    // Nobody answers on the old socket, so it is given up.
    await expect(ana.saveState).toContainText("kept on this device");
    cable.carryOn();
    await expect(ana.saveState).toHaveText("Saved", { timeout: 30_000 });
    const ines = await atDesk(browser, server.url, "ilrc.drafter@example.org");
    await expect(line(ines.page)).toContainText("Typed into nothing.");
    await cable.remove();
  },
);

test("a session that ended elsewhere stops the desk, which keeps the words and takes them on", async ({
  browser,
}) => {
  const cable = await new Cable(port).lay();
  const ana = await atDesk(browser, cable.url, "council.drafter@example.org");
  cable.pull();
  await expect(ana.saveState).toContainText("Offline");
  await ana.goToEndOf(FIRST);
  await ana.type(" Before I was signed out.");
  await database.execute({
    sql: "DELETE FROM Session WHERE userId = (SELECT id FROM User WHERE email = ?)",
    args: [ana.email],
  });
  cable.plugIn();
  await expect(ana.saveState).toContainText("Signed out: what you wrote is kept on this device");
  await expect(ana.text).toHaveAttribute("contenteditable", "false");

  await ana.page.getByRole("link", { name: "Sign in again" }).click();
  await ana.page.getByLabel("E-mail").fill(ana.email);
  await ana.page.getByLabel("Password", { exact: true }).fill("coalition-demo");
  await ana.page.getByRole("button", { name: "Sign in" }).click();
  await expect(ana.saveState).toHaveText("Saved");
  await expect(line(ana.page)).toContainText("Before I was signed out.");
  await cable.remove();
});

test("a page of an older schema is sent to load again, and its words arrive", async ({
  browser,
}) => {
  const cable = await new Cable(port).lay();
  const ana = await Person.signIn(browser, cable.url, "council.drafter@example.org");
  // Once asked to, this page claims to be of the time before a deployment that raised the schema.
  await ana.page.addInitScript(() => {
    const Now = WebSocket;
    globalThis.WebSocket = class extends Now {
      constructor(url: string | URL, protocols?: string | string[]) {
        const old = "isOld" in globalThis;
        super(old ? String(url).replace(/schema=\d+/u, "schema=0") : url, protocols);
      }
    };
  });
  await ana.open(draft);
  await expect(ana.saveState).toHaveText("Saved");
  // Before the cable is pulled: a socket on its way would be let through when it is back.
  await ana.page.evaluate(() => void Object.assign(globalThis, { isOld: true }));
  cable.pull();
  await expect(ana.saveState).toContainText("Offline");
  await ana.goToEndOf(FIRST);
  await ana.type(" From an older page.");
  cable.plugIn();
  await expect(ana.saveState).toContainText(
    "Load the page again: what you wrote is kept on this device",
  );
  await ana.page.getByRole("button", { name: "Load the page again" }).click();
  await expect(ana.saveState).toHaveText("Saved");
  await expect(line(ana.page)).toContainText("From an older page.");
  await cable.remove();
});

test("while the server can't write, nothing is called saved; then it is", async ({ browser }) => {
  const ana = await atDesk(browser, server.url, "council.drafter@example.org");
  await ana.goToEndOf(FIRST);
  // A full disk does this to every commit, as far as the page can tell.
  const lock = await database.transaction("write");
  await lock.execute({
    sql: "UPDATE Document SET sequence = sequence WHERE id = ?",
    args: [draft],
  });
  await ana.type(" Waiting for the disk.");
  await expect(ana.saveState).toHaveText("Not saved yet, trying again");
  await lock.rollback();
  await expect(ana.saveState).toHaveText("Saved");
  await ana.page.reload();
  await expect(line(ana.page)).toContainText("Waiting for the disk.");
});

test("words typed into the freeze are offered, and go back in once the draft reopens", async ({
  browser,
}) => {
  const cable = await new Cable(port).lay();
  const ana = await atDesk(browser, cable.url, "council.drafter@example.org");
  cable.pull();
  await expect(ana.saveState).toContainText("Offline");
  await ana.goToEndOf(FIRST);
  await ana.type(" Too late.");
  await expect(ana.saveState).toContainText("kept on this device");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await submit(ines.page);
  cable.plugIn();
  await expect(ana.saveState).toContainText("Read-only: in review");
  await expect(ana.page.locator(".desk-bars")).toContainText(
    "Ines Example (ILRC) submitted this draft.",
  );
  await expect(ana.text).toHaveAttribute("contenteditable", "false");
  await expect(line(ana.page)).not.toContainText("Too late.");
  await ana.page.getByRole("button", { name: "Look at your words" }).click();
  const offer = ana.page.getByRole("dialog");
  await expect(offer.locator("mark")).toHaveText("Too late.");
  await expect(offer.getByRole("button", { name: "Put into the draft" })).toHaveCount(0);
  await ana.page.keyboard.press("Escape");

  // The header that it is compared with has whole seconds.
  const recalledAt = Math.floor(Date.now() / 1_000) * 1_000;
  await recall(ines.page);
  await expect(ana.page.locator(".desk-bars")).toContainText(
    /Ines Example \(ILRC\) took it back from review: “.+”\.? You can write again\./,
  );
  await expect(ana.saveState).toHaveText("Saved");
  await expect(ana.text).toHaveAttribute("contenteditable", "true");
  await ana.page.getByRole("button", { name: "Look at your words" }).click();
  await ana.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await ana.page.getByRole("button", { name: "Put into the draft" }).click();
  await expect(line(ana.page)).toContainText("Too late.");
  // She sees where they are, and writes on.
  await expect(line(ana.page)).toBeInViewport();
  await expect(ana.text).toBeFocused();
  await expect(ana.saveState).toHaveText("Saved");
  await expect(ana.page.getByRole("button", { name: "Look at your words" })).toHaveCount(0);

  // The kept page follows: loaded again without a connection, it opens the draft as it is now.
  const keptSince = () =>
    ana.page.evaluate(async (path) => {
      for (const name of await caches.keys()) {
        const page = await (await caches.open(name)).match(path);
        // On a busy machine the one in review may be kept only now.
        if (!page || (await page.clone().text()).includes("Read-only: in review")) continue;
        return Date.parse(page.headers.get("date") ?? "");
      }
      return 0;
    }, `/documents/${draft}`);
  await expect.poll(keptSince, { timeout: 60_000 }).toBeGreaterThanOrEqual(recalledAt);
  cable.pull();
  await expect(ana.saveState).toHaveText("Offline: everything so far is saved");
  await ana.page.reload();
  await expect(ana.saveState).toHaveText("Offline: everything so far is saved");
  await expect(line(ana.page)).toContainText("Too late.");
  await cable.remove();
});

/** How far below the window's top an element stands, once nothing scrolls or grows above it any more. */
async function restingPlace(element: Locator): Promise<number> {
  let place = NaN;
  const moved = async () => {
    const before = place;
    place = await element.evaluate((found) => found.getBoundingClientRect().top);
    return place - before;
  };
  await expect.poll(moved, { intervals: [500] }).toBe(0);
  return place;
}

test("a draft that is frozen while somebody types has, with what they are offered, all that they typed, once", async ({
  browser,
}) => {
  const ana = await atDesk(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await ana.goToEndOf(FIRST);
  const words = Array.from({ length: 400 }, (_, index) => ` w${index}`).join("");
  let isOver = false;
  const typing = (async () => {
    for (const key of words) {
      if (isOver) return;
      await ana.page.keyboard.press(key === " " ? "Space" : key);
    }
  })();
  await submit(ines.page);
  await expect(ana.saveState).toContainText("Read-only: in review");
  isOver = true;
  await typing;
  await expect(ana.text).toHaveAttribute("contenteditable", "false");
  // Once her page has the text that the server has, what was taken is not among what is offered.
  const other = await Person.signIn(browser, server.url, "mijente.drafter@example.org");
  await other.page.goto(`${server.url}/documents/${draft}`);
  const text = await line(other.page).innerText();
  await expect(line(ana.page)).toHaveText(text);
  // Blanks that she goes on typing page nothing, in the text that took the place of hers either: the line is
  // still before her eyes, where it was once all that came above it is there.
  await expect(line(ana.page)).toBeInViewport();
  const before = await restingPlace(line(ana.page));
  for (let blank = 0; blank < 4; blank += 1) await ana.page.keyboard.press("Space");
  expect(await restingPlace(line(ana.page))).toBe(before);
  const taken = text.slice(text.indexOf(FIRST) + FIRST.length);
  expect(taken.length).toBeGreaterThan(0);
  const look = ana.page.getByRole("button", { name: "Look at your words" });
  await expect(async () => {
    let offered = "";
    if (await look.isVisible()) {
      await look.click();
      offered = await ana.page.getByRole("dialog").locator("mark").innerText();
      await ana.page.keyboard.press("Escape");
      await expect(ana.page.getByRole("dialog")).toHaveCount(0);
    }
    const all = (taken + offered).replaceAll(/\s+/gu, " ");
    expect(words.startsWith(all), `taken “${taken}”, offered “${offered}”`).toBe(true);
  }).toPass({ timeout: 30_000 });
});

test("two tabs of one person write in one draft, also after both were offline", async ({
  browser,
}) => {
  const cable = await new Cable(port).lay();
  const ana = await atDesk(browser, cable.url, "council.drafter@example.org");
  const second = await ana.page.context().newPage();
  await second.goto(`${cable.url}/documents/${draft}`);
  await expect(second.getByTestId("save-state")).toHaveText("Saved");

  await ana.goToEndOf(FIRST);
  await ana.type(" First tab.");
  await expect(line(second)).toContainText("First tab.");
  cable.pull();
  await expect(ana.saveState).toContainText("Offline");
  await expect(second.getByTestId("save-state")).toContainText("Offline");
  await ana.type(" Offline one.");
  await line(second).click();
  await second.keyboard.press("Home");
  await second.keyboard.type("Offline two. ");
  await expect(second.getByTestId("save-state")).toContainText("kept on this device");
  await second.waitForTimeout(500);
  await second.close();
  cable.plugIn();
  await expect(ana.saveState).toHaveText("Saved");
  // The words of the tab that was closed lie on the device, and come with the next visit.
  await ana.page.reload();
  await expect(ana.saveState).toHaveText("Saved");
  await expect(line(ana.page)).toContainText(
    "Offline two. Dear FOIA Officer: First tab. Offline one.",
  );
  const ines = await atDesk(browser, server.url, "ilrc.drafter@example.org");
  await expect(line(ines.page)).toContainText("Offline two.");
  await cable.remove();
});

test("words whose footnote somebody removed meanwhile are offered to their writer, those in a paragraph stay", async ({
  browser,
}) => {
  const cable = await new Cable(port).lay();
  const ana = await atDesk(browser, cable.url, "council.drafter@example.org");
  const ines = await atDesk(browser, server.url, "ilrc.drafter@example.org");
  await ines.goToEndOf(FIRST);
  await ines.page.keyboard.press("Control+Alt+f");
  await ines.type("See the letter.");
  await ines.page.keyboard.press("Escape");
  const note = line(ana.page).locator(".note").last();
  await expect(note).toHaveText("See the letter.");
  await expect(ines.saveState).toHaveText("Saved");
  cable.pull();
  await expect(ana.saveState).toContainText("Offline");
  await note.click();
  await ana.page.keyboard.press("End");
  await ana.type(" Unseen in the note.");
  await expect(note).toHaveText("See the letter. Unseen in the note.");
  await line(ana.page).click({ position: { x: 5, y: 5 } });
  await ana.page.keyboard.press("Home");
  await ana.type("Unseen in the paragraph. ");
  await line(ines.page).click({ clickCount: 3, position: { x: 5, y: 5 } });
  await ines.page.keyboard.press("Delete");
  await ines.page.keyboard.press("Delete");
  await expect(ines.saveState).toHaveText("Saved");
  await expect(line(ines.page)).toHaveCount(0);
  cable.plugIn();
  await ana.page.getByRole("button", { name: "Look at your words" }).click();
  const dialog = ana.page.getByRole("dialog");
  await expect(dialog).toContainText("Unseen in the note.");
  await expect(dialog).not.toContainText("Unseen in the paragraph.");
  for (const person of [ana, ines]) {
    await expect(person.text).toContainText("Unseen in the paragraph.");
  }
  await cable.remove();
});

test("leaving asks first where the device keeps no copy of unsaved words", async ({ browser }) => {
  const cable = await new Cable(port).lay();
  const ana = await Person.signIn(browser, cable.url, "council.drafter@example.org");
  await ana.page.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", { value: undefined });
  });
  await ana.open(draft);
  await expect(ana.saveState).toHaveText("Saved");
  cable.pull();
  await expect(ana.saveState).toContainText("Offline");
  await ana.goToEndOf(FIRST);
  await ana.type(" x");
  await expect(ana.saveState).toHaveText(
    "Offline: what you wrote is only in this window, keep it open",
  );
  const asked = ana.page.waitForEvent("dialog");
  void ana.page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  cable.plugIn();
  await expect(ana.saveState).toHaveText("Saved");
  await cable.remove();
});
