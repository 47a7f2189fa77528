import { expect } from "@playwright/test";
import { Cable } from "./support/cable.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { StockClient, cookieOf } from "./support/socket.ts";
import { KEEPING_THE_DESK } from "./support/keeping-the-desk.ts";

test.use(KEEPING_THE_DESK);

const REQUEST = "demo-request-weekly-reports";

/** Each has a draft of its own. */
test.describe.configure({ mode: "parallel" });

let server: TestServer;
let draft: string;
const port = () => Number(new URL(server.url).port);

test.beforeEach(async ({ sharedServer }) => {
  server = sharedServer;
  draft = await copyDraft(server, REQUEST);
});

test("three people of three organizations write one request; a pulled cable and a killed server cost no word", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  // It is killed, and the list of its drafts is walked through.
  const server = new TestServer();
  await server.start();
  const cable = await Cable.to(server);
  const ana = await Person.signInByForm(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signInByForm(browser, cable.url, "ilrc.drafter@example.org");
  const dani = await Person.signInByForm(browser, server.url, "mijente.drafter@example.org");
  for (const person of [ana, ines, dani]) {
    // As a person finds it: from home to the matter to the request.
    await person.page.goto(person.url);
    await person.page
      .getByRole("link", { name: /Seeking Records About ICE/ })
      .first()
      .click();
    await person.page
      .getByRole("link", { name: /FOIA request: weekly reports/ })
      .first()
      .click();
    await expect(person.text).toHaveAttribute("contenteditable", "true");
  }

  // Each sees the others' text, caret and name at once.
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.type(" Written by Ana.");
  await ines.goToEndOf("Under the Freedom of Information Act");
  await ines.type(" Written by Ines.");
  await dani.goToEndOf("Written for this software");
  await dani.type(" Written by Dani.");
  for (const person of [ana, ines, dani]) {
    for (const words of ["Written by Ana.", "Written by Ines.", "Written by Dani."]) {
      await expect(person.text).toContainText(words);
    }
    await expect(person.saveState).toHaveText("Saved");
  }
  await expect(ana.text.locator('[data-label="Ines · ILRC"]')).toHaveCount(1);
  await expect(ines.text.locator('[data-label="Ana · Council"]')).toHaveCount(1);
  await expect(ana.text.locator('[data-label="Dani · Mijente"]')).toHaveCount(1);

  // The cable between Ines and the server is pulled. She is told, and goes on writing.
  cable.pull();
  await expect(ines.saveState).toContainText("Offline");
  await ines.type(" Offline words of Ines.");
  await expect(ines.saveState).toContainText("Offline: what you wrote is kept on this device");
  await ana.type(" Meanwhile Ana.");
  await expect(ana.saveState).toHaveText("Saved");
  await expect(ana.text).not.toContainText("Offline words of Ines.");

  // The server is killed in the middle, as a crash would; Ana and Dani go on as well.
  await server.stop("SIGKILL");
  await expect(ana.saveState).toContainText("Offline");
  await ana.type(" Ana in the dark.");
  await dani.type(" Dani in the dark.");
  await server.start();
  cable.plugIn();

  const everything = [
    "Written by Ana. Meanwhile Ana. Ana in the dark.",
    "Written by Ines. Offline words of Ines.",
    "Written by Dani. Dani in the dark.",
  ];
  for (const person of [ana, ines, dani]) {
    for (const words of everything)
      await expect(person.text).toContainText(words, { timeout: 30_000 });
    await expect(person.saveState).toHaveText("Saved", { timeout: 30_000 });
  }
  const whole = () => ana.text.textContent();
  for (const { text } of [ines, dani]) {
    await expect.poll(async () => (await text.textContent()) === (await whole())).toBe(true);
  }

  // All that the page called saved is on disk: the server is killed again, and a newcomer reads it.
  await server.stop("SIGKILL");
  await server.start();
  const newcomer = await new StockClient({
    url: server.url,
    documentId: REQUEST,
    cookie: await cookieOf(server.url, "council.observer@example.org"),
  }).synced();
  for (const words of everything) expect(newcomer.text).toContain(words);
  newcomer.destroy();
  await cable.remove();
  for (const person of [ana, ines, dani]) await person.close();
  await server.remove();
});

test("two people in the same paragraph at the same time lose no letter of each other", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const askedAtFirst = ana.page.waitForResponse(/\/changes\?opened=\d+$/u);
  for (const person of [ana, ines]) await person.open(draft);
  await askedAtFirst;
  // Changes seen as they come are not said to be new since one looked, also where the desk asks late.
  const told: { hasUnseen: boolean }[] = [];
  await ana.page.route(/\/changes\?opened=\d+$/u, async (route) => {
    await expect(ana.text).toContainText("The first of two hands, ");
    const response = await route.fetch();
    told.push(await response.json());
    await route.fulfill({ response });
  });
  await ana.page.reload();
  await expect(ana.text).toHaveAttribute("contenteditable", "true");
  await ana.goToEndOf("Dear FOIA Officer:");
  await ines.goToEndOf("Dear FOIA Officer:");
  await ines.page.keyboard.press("Home");
  const first = "The first of two hands, ";
  const second = " and the second of them";
  await Promise.all([ines.type(first, 30), ana.type(second, 30)]);
  for (const person of [ana, ines]) {
    await expect(person.text.locator("p", { hasText: "Dear FOIA Officer:" })).toHaveText(
      `${first}Dear FOIA Officer:${second}`,
    );
  }
  await expect.poll(() => told.length).toBeGreaterThan(0);
  await ana.page.unrouteAll({ behavior: "ignoreErrors" });
  expect(told.filter(({ hasUnseen }) => hasUnseen)).toEqual([]);
  await expect(ana.page.getByText("since you looked")).toHaveCount(0);
  await ana.close();
  await ines.close();
});

test("one makes a paragraph a numbered one while the other types in it, and every word stays", async ({
  browser,
}) => {
  const cable = await new Cable(port).lay();
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, cable.url, "ilrc.drafter@example.org");
  for (const person of [ana, ines]) await person.open(draft);
  await ines.goToEndOf("Dear FOIA Officer:");
  cable.pull();
  await expect(ines.saveState).toContainText("Offline");
  await ines.type(" Words typed while apart.");
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.page.keyboard.press("Control+Alt+5");
  await ana.type(" Words typed meanwhile.");
  await expect(ana.saveState).toHaveText("Saved");
  cable.plugIn();
  for (const person of [ana, ines]) {
    const block = person.text.locator('[data-kind="numbered"]', { hasText: "Dear FOIA Officer:" });
    await expect(block).toContainText("Words typed while apart.", { timeout: 30_000 });
    await expect(block).toContainText("Words typed meanwhile.");
    await expect(block).toHaveAttribute("data-number", /^1/);
  }
  await cable.remove();
  await ana.close();
  await ines.close();
});

test("undo takes back one's own words and nobody else's", async ({ browser }) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  for (const person of [ana, ines]) await person.open(draft);
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.type(" Mine.");
  await ines.goToEndOf("Under the Freedom of Information Act");
  await ines.type(" Theirs.");
  await expect(ana.text).toContainText("Theirs.");
  await ana.page.keyboard.press("Control+z");
  await expect(ines.text).not.toContainText("Mine.");
  await expect(ana.text).toContainText("Theirs.");
  await ana.close();
  await ines.close();
});

test("the text stands in the page before any script runs, once, and so it does in what other pages ask for", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const at = `${server.url}/documents/${draft}`;
  const html = await (await ana.page.request.get(at)).text();
  expect(html).toContain("Records requested");
  // Not a second time among the data that scripts wake the page up with.
  expect(html.split("Dear FOIA Officer:")).toHaveLength(2);
  const data = await (await ana.page.request.get(`${at}.data`)).text();
  expect(data.split("Dear FOIA Officer:")).toHaveLength(2);

  // Scripts come as they were packed when the program was built.
  const [, script = ""] = /"(\/assets\/[\w.-]+\.js)"/u.exec(html) ?? [];
  const packed = await ana.page.request.get(`${server.url}${script}`, {
    headers: { "Accept-Encoding": "gzip, br" },
  });
  expect(packed.headers()).toMatchObject({ "content-encoding": "br" });
  await ana.close();
});

test("the desk loads again while offline, with what was typed offline, and merges it on return", async ({
  browser,
}) => {
  const cable = await new Cable(port).lay();
  const ines = await Person.signIn(browser, cable.url, "ilrc.drafter@example.org");
  await ines.open(draft);
  await ines.goToEndOf("Dear FOIA Officer:");
  await ines.type(" Before.");
  await expect(ines.saveState).toHaveText("Saved");
  await ines.keptForOffline();
  cable.pull();
  await expect(ines.saveState).toContainText("Offline");
  await ines.goToEndOf("Dear FOIA Officer:");
  await ines.type(" Typed offline.");
  await expect(ines.saveState).toContainText("kept on this device");
  await ines.page.reload();
  await expect(ines.text).toContainText("Before. Typed offline.");
  await expect(ines.text).toHaveAttribute("contenteditable", "true");
  cable.plugIn();
  await expect(ines.saveState).toHaveText("Saved", { timeout: 30_000 });
  const other = await new StockClient({
    url: server.url,
    documentId: draft,
    cookie: await cookieOf(server.url, "council.drafter@example.org"),
  }).synced();
  expect(other.text).toContain("Before. Typed offline.");
  other.destroy();
  await cable.remove();
  await ines.close();
});

test("words typed in the moment in which a dialog gives the keys back stand at the caret", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page, text } = ana;
  await ana.open(draft);
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.type(" We");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search" }).getByRole("combobox")).toBeFocused();
  // As the first task behind the one that moves the focus, as keys of a busy page are.
  await page.evaluate(() => {
    const typed = new MessageChannel();
    typed.port1.addEventListener("message", () =>
      document.execCommand("insertText", false, " write."),
    );
    typed.port1.start();
    document
      .querySelector(".ProseMirror")
      ?.addEventListener("focus", () => typed.port2.postMessage(null), { once: true });
  });
  await page.keyboard.press("Escape");
  await expect(text.getByText("Dear FOIA Officer: We write.")).toBeVisible();
});

test("a dialog that closes leaves a long text where one was reading", async ({ browser }) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page, text } = ana;
  await ana.open(draft);
  await ana.goToEndOf("search shared drives");
  const place = () => page.evaluate(() => Math.round(scrollY));
  const dialogs = [
    ["Search", async () => undefined],
    ["Link", async () => page.keyboard.press("Shift+ArrowLeft")],
  ] as const;
  for (const [name, before] of dialogs) {
    await before();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name })).toBeVisible();
    const there = await place();
    expect(there).toBeGreaterThan(1_000);
    await page.keyboard.press("Escape");
    await expect(text).toBeFocused();
    // Whatever moves it does so in the frames that follow.
    await page.evaluate(() => new Promise((seen) => setTimeout(seen, 300)));
    expect(await place()).toBe(there);
  }
});

test("find and replace changes every place, and Ctrl-Z takes it back", async ({ browser }) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ana.open(draft);
  const count = async () => (await ana.text.innerText()).split("weekly reports").length - 1;
  const before = await count();
  expect(before).toBeGreaterThan(2);
  await ana.text.locator("p").first().click();
  await ana.page.keyboard.press("Control+h");
  await ana.page.getByRole("textbox", { name: "Find", exact: true }).fill("weekly reports");
  await ana.page.getByRole("textbox", { name: /Replace/ }).fill("reports of each week");
  await ana.page.getByRole("button", { name: "Replace all" }).click();
  await expect.poll(count).toBe(0);
  await ana.text.locator("p").first().click();
  await ana.page.keyboard.press("Control+z");
  await expect.poll(count).toBe(before);
  await ana.close();
});
