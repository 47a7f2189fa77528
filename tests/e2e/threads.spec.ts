import { expect, type Locator, type Page } from "@playwright/test";
import { Cable } from "./support/cable.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { longDraft } from "./support/long-draft.ts";
import { expectClean } from "./support/looks.ts";
import { hold } from "./support/held.ts";
import { Person } from "./support/people.ts";
import { pressRecall, pressSubmit } from "./support/submitting.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { KEEPING_THE_DESK } from "./support/keeping-the-desk.ts";

/** Comments beside a text, as two people of two organizations use them (M1 to M6). */

const REQUEST = "demo-request-weekly-reports";
const FILED = "demo-request-weekly-reports-filed";

let server: TestServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

/** Selects words of the text, as a mouse would, once they stand there in one piece. */
async function select(page: Page, words: string, root = ".ProseMirror"): Promise<void> {
  const tried = () =>
    page.locator(root).evaluate((text: HTMLElement, wanted) => {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(wanted) ?? -1;
        if (at < 0) continue;
        node.parentElement?.scrollIntoView({ block: "center" });
        text.focus();
        getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
        return true;
      }
      return false;
    }, words);
  await expect.poll(tried, `the words “${words}”`).toBe(true);
}

/** The words that are marked for comments. */
const marked = (person: Person): Locator => person.text.locator(".thread-mark");
const card = (page: Page, name: RegExp): Locator => page.getByRole("article", { name });

/** Comments on what is selected, and waits until the server has it. */
async function comment(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+Alt+m");
  const box = page.getByRole("textbox", { name: "Your comment" });
  await expect(box).toBeFocused();
  await box.fill(words);
  await page.keyboard.press("Control+Enter");
  await expect(box).toHaveCount(0);
}

test("[M1, M4, M5] two people talk beside a sentence while both edit it", async ({ browser }) => {
  const draft = await copyDraft(server, REQUEST);
  const [ana, ines] = await Promise.all([
    Person.signIn(browser, server.url, "council.drafter@example.org"),
    Person.signIn(browser, server.url, "ilrc.drafter@example.org"),
  ]);
  for (const { page } of [ana, ines]) await page.setViewportSize({ width: 1400, height: 900 });
  await Promise.all([ana.open(draft), ines.open(draft)]);

  await select(ana.page, "three organizations");
  await comment(ana.page, "Which three?");
  await expect(marked(ana)).toHaveText("three organizations");
  // It comes to the other by itself.
  await expect(marked(ines)).toHaveText("three organizations");
  await marked(ines).click();
  const at = card(ines.page, /Comment by Ana Example of Council on “three organizations”/u);
  await expect(at).toContainText("Which three?");
  await at
    .getByRole("textbox", { name: "Reply to Ana Example" })
    .fill("Council, ILRC and Mijente.");
  await ines.page.keyboard.press("Control+Enter");
  await expect(card(ana.page, /three organizations/u)).toContainText("Council, ILRC and Mijente.");

  // One splits the paragraph in the very words, while the other types before them.
  await select(ines.page, "Department of Homeland Security, 6 C.F.R.");
  await ines.page.keyboard.press("ArrowLeft");
  await select(ana.page, "organizations");
  await ana.page.keyboard.press("ArrowLeft");
  await Promise.all([ines.type("great ", 15), ana.page.keyboard.press("Enter")]);
  for (const person of [ana, ines]) {
    await expect(person.text).toContainText("great Department of Homeland Security");
    await expect(marked(person)).toHaveText(["three ", "organizations"]);
  }

  // Cut and pasted elsewhere, the words take the comment along, on both screens.
  await ana.page.keyboard.press("Backspace");
  await expect(marked(ana)).toHaveText("three organizations");
  await select(ana.page, "three organizations");
  await ana.page.keyboard.press("Control+x");
  await expect(card(ana.page, /three organizations/u)).toContainText("These words were removed");
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.page.keyboard.press("Control+v");
  for (const person of [ana, ines]) {
    await expect(marked(person)).toHaveText("three organizations");
    await expect(
      person.text.locator("p", { has: person.page.locator(".thread-mark") }),
    ).toContainText("Dear FOIA");
  }

  // Resolved, it is out of the way for both, and can be opened again.
  await card(ines.page, /three organizations/u)
    .getByRole("button", { name: "Resolve" })
    .click();
  await ines.page.keyboard.press("Escape");
  await expect(marked(ana)).toHaveCount(0);
  const filter = ines.page.getByRole("combobox", { name: "Which comments are shown" });
  await filter.selectOption("resolved");
  await card(ines.page, /three organizations/u)
    .getByRole("button")
    .first()
    .click();
  await ines.page.getByRole("button", { name: "Open again" }).click();
  await expect(marked(ana)).toHaveText("three organizations");
  await Promise.all([ana.close(), ines.close()]);
});

test("[M1] beside a short text, the page scrolls to the end of a long talk", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ana.page.setViewportSize({ width: 1400, height: 900 });
  const draft = await longDraft(ana, 0);
  await ana.open(draft);
  await comment(ana.page, "It says too little about the records.\n".repeat(60));
  const reply = card(ana.page, /Comment by Ana Example/u).getByRole("textbox", {
    name: "Reply to Ana Example",
  });
  // Cards find their places while one scrolls: who reads on scrolls on.
  await expect(async () => {
    await reply.scrollIntoViewIfNeeded();
    await expect(reply).toBeInViewport({ timeout: 1_000 });
  }).toPass();
  await ana.close();
});

test("[M6] the card that a link leads to is on the screen as a whole, also where it grows at the end of a text", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 1400, height: 760 });
  const draft = await longDraft(ana, 3, "The very end.");
  await ana.open(draft);
  await select(page, "The very end.");
  await comment(page, "Does it end well?");
  const talk = card(page, /The very end/u);
  const address = await talk.getAttribute("id");
  // As where a suggestion's words or the newest replies come after the card, whenever this test looks.
  await page.addInitScript(() => {
    const grow = ({ target }: Event) => {
      if (!(target instanceof HTMLElement) || !target.id.startsWith("thread-")) return;
      removeEventListener("focusin", grow);
      setTimeout(() => (target.style.paddingBlockEnd = "16rem"), 500);
    };
    addEventListener("focusin", grow);
  });
  await page.goto("about:blank");
  await page.goto(`${server.url}/documents/${draft}#${address}`);
  await expect(talk).toBeFocused();
  await expect(talk).toHaveCSS("padding-block-end", "256px");
  await expect(talk).toBeInViewport({ ratio: 1 });

  // Whoever writes on before the comments have come keeps the caret: no key goes to the card.
  await page.goto("about:blank");
  const letCome = await hold(page, "**/threads");
  await page.goto(`${server.url}/documents/${draft}#${address}`);
  await expect(ana.text).toHaveAttribute("contenteditable", "true");
  await ana.goToEndOf("The very end.");
  await ana.type(" On and");
  letCome();
  await expect(talk).toHaveAttribute("data-active", "true");
  await ana.type(" on.");
  await expect(ana.text).toContainText("The very end. On and on.");
  await expect(ana.text).toBeFocused();
  await ana.close();
});

test("where there is room for comments, they take the place of nothing that one is about to press or asked for", async ({
  browser,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 1400, height: 900 });
  await ana.open(draft);
  await select(page, "three organizations");
  await comment(page, "Which three?");
  await expect(card(page, /three organizations/u)).not.toContainText("Sending");
  const people = page.getByRole("complementary", { name: "People and sign-off" });
  const link = people.getByRole("link", { name: "Versions" });
  const isMarked = () => expect(marked(ana)).toHaveText("three organizations");

  const first = await hold(page, "**/threads");
  await page.reload();
  await link.hover();
  first();
  await isMarked();
  await expect(link).toBeVisible();
  // Unused, they make room.
  await page.mouse.move(10, 10);
  await page.reload();
  await isMarked();
  await expect(link).toHaveCount(0);

  await page.unrouteAll();
  const second = await hold(page, "**/threads");
  await page.reload();
  await people.getByRole("button", { name: "People and sign-off" }).click();
  await page.mouse.move(10, 10);
  await page.locator("body").evaluate(() => (document.activeElement as HTMLElement).blur());
  second();
  await isMarked();
  await expect(link).toBeVisible();
  await ana.close();
});

test("[M19] a comment is begun with its box and its words in the window, and nothing moves", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const draft = await longDraft(ana, 3);
  await page.setViewportSize({ width: 1440, height: 900 });
  await ana.open(draft);
  const box = page.getByRole("region", { name: "New comment" });
  const element = page.locator(".thread-mark-new");
  const key = () => page.keyboard.press("Control+Alt+m");
  /** By the mouse alone: what looks for the button would scroll. */
  const button = async () => {
    const place = await page
      .getByRole("button", { name: "Comment", exact: true })
      .first()
      .boundingBox();
    if (!place) throw new Error("no button");
    await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  };
  /** Puts a paragraph's first line to a height of the window, selects its first word, and begins. */
  const begin = async (place: number, height: number, press: () => Promise<void>) => {
    const line = ana.text.locator(":scope > *").nth(place);
    await line.evaluate((block, y) => {
      scrollTo({ top: scrollY + block.getBoundingClientRect().top - y, behavior: "instant" });
      const [letters] = block.childNodes;
      if (letters) getSelection()?.setBaseAndExtent(letters, 0, letters, 8);
    }, height);
    const before = await page.evaluate(() => scrollY);
    await press();
    await expect(page.getByRole("textbox", { name: "Your comment" })).toBeFocused();
    await expect(box).toBeInViewport({ ratio: 1 });
    await expect(element).toBeInViewport({ ratio: 1 });
    await page.keyboard.type("A");
    await expect(box).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => scrollY)).toBe(before);
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Escape");
    await expect(box).toHaveCount(0);
    expect(await page.evaluate(() => scrollY)).toBe(before);
  };
  for (const [width, place, press] of [
    [1280, 3, key],
    [1440, 6, button],
    [1680, 9, key],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    for (const height of [260, 500, 860]) await begin(place, height, press);
  }
  await ana.close();
});

test("words that are refused while one writes on are kept beside them", async ({ browser }) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 1400, height: 900 });
  await ana.open(draft);
  await select(page, "three organizations");
  await comment(page, "Which three?");
  const talk = card(page, /three organizations/u);
  await expect(talk).not.toContainText("Sending");
  const notSent = page.getByRole("region", { name: "Not sent" });

  // Each of these is refused once somebody writes something else.
  let refuse: (() => void) | null = null;
  await page.route("**/threads", async (route) => {
    const { do: what } = (route.request().postDataJSON() ?? {}) as { readonly do?: string };
    if (what !== "begin" && what !== "reply" && what !== "edit") return route.continue();
    await new Promise<void>((resolve) => (refuse = resolve));
    const refusal = { code: "conflict", sentence: "The workspace says no." };
    await route.fulfill({ status: 409, json: { ok: false, refusal } });
  });
  const isAsked = () => expect.poll(() => refuse !== null).toBe(true);
  const refused = async (words: string) => {
    refuse?.();
    refuse = null;
    await expect(notSent).toContainText("Not sent: The workspace says no.");
    await expect(notSent).toContainText(words);
    await notSent.getByRole("button", { name: "Drop it" }).click();
    await expect(notSent).toHaveCount(0);
  };

  const reply = talk.getByRole("textbox", { name: "Reply to Ana Example" });
  await reply.fill("The first answer.");
  await page.keyboard.press("Control+Enter");
  await isAsked();
  await reply.fill("The second, half writ");
  await refused("The first answer.");
  await expect(reply).toHaveValue("The second, half writ");
  await reply.fill("");

  await talk.getByRole("button", { name: "Edit" }).click();
  const box = page.getByRole("textbox", { name: "Your comment" });
  await box.fill("Which three, exactly?");
  await page.keyboard.press("Control+Enter");
  await isAsked();
  await refused("Which three, exactly?");
  await expect(talk).toContainText("Which three?");

  await select(page, "FOIA Officer");
  await comment(page, "Who is that?");
  await isAsked();
  await select(page, "Background");
  await page.keyboard.press("Control+Alt+m");
  await box.fill("The next one");
  await refused("Who is that?");
  await expect(box).toHaveValue("The next one");
  await expect(page.getByRole("region", { name: "New comment" })).toContainText("Background");
  await ana.close();
});

test("[M2] a thread of one organization is seen by its people, and by nobody of a partner", async ({
  browser,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ana.page.setViewportSize({ width: 1400, height: 900 });
  await ana.open(draft);
  await select(ana.page, "Requesters");
  await ana.page.getByRole("button", { name: "Comment", exact: true }).last().click();
  await ana.page.getByRole("radio", { name: "Only Council" }).check();
  const box = ana.page.getByRole("textbox", { name: "Your comment" });
  await box.pressSequentially("Between us: @Ro");
  // Only one's own people are offered.
  const people = ana.page.getByRole("listbox", { name: "People" });
  await expect(people.getByRole("option")).toHaveText([/Rosa Sample/u]);
  await ana.page.keyboard.press("Enter");
  await expect(box).toHaveValue("Between us: @Rosa Sample ");
  await ana.page.keyboard.press("Control+Enter");
  await expect(card(ana.page, /Requesters/u)).toContainText("Only Council");
  await expect(card(ana.page, /Requesters/u)).not.toContainText("Sending");

  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const answer = await ines.page.context().request.get(`${server.url}/documents/${draft}/threads`);
  expect(answer.status()).toBe(200);
  expect(await answer.text()).not.toContain("Between us");
  await ines.page.setViewportSize({ width: 1400, height: 900 });
  await ines.open(draft);
  await ines.page.getByRole("button", { name: "Comments and suggestions" }).click();
  await expect(ines.page.getByText("No comments yet.")).toBeVisible();
  await expect(marked(ines)).toHaveCount(0);

  const rosa = await Person.signIn(browser, server.url, "council.reviewer@example.org");
  const address = await ana.page.locator("article[id^=thread-]").getAttribute("id");
  await rosa.page.goto(`${server.url}/documents/${draft}#${address}`);
  // A link leads to the card.
  await expect(card(rosa.page, /Requesters/u)).toBeFocused();
  await expect(card(rosa.page, /Requesters/u)).toContainText("Between us: @Rosa Sample");
  await Promise.all([ana.close(), ines.close(), rosa.close()]);
});

test.describe("on the device", () => {
  test.use(KEEPING_THE_DESK);

  test("what is written without a connection is kept over a reload, and sent on return", async ({
    browser,
  }) => {
    const draft = await copyDraft(server, REQUEST);
    const cable = await Cable.to(server);
    const ana = await Person.signIn(browser, cable.url, "council.drafter@example.org");
    await ana.page.setViewportSize({ width: 1400, height: 900 });
    await ana.open(draft);
    await expect(ana.saveState).toHaveText("Saved");
    await expect(ana.page.getByRole("button", { name: "Comments", exact: true })).toBeVisible();
    await ana.keptForOffline();
    cable.pull();
    await expect(ana.saveState).toContainText("Offline");
    await select(ana.page, "FOIA Officer");
    await comment(ana.page, "Who is that now?");
    await expect(card(ana.page, /FOIA Officer/u)).toContainText("Kept on this device");
    await ana.page.reload();
    await expect(ana.text).toHaveAttribute("contenteditable", "true");
    await ana.page.keyboard.press("Alt+PageDown");
    await expect(card(ana.page, /FOIA Officer/u)).toContainText("Who is that now?");
    cable.plugIn();
    const told = async () => {
      const answer = await ana.page
        .context()
        .request.get(`${server.url}/documents/${draft}/threads`, {
          headers: { cookie: await cookies(ana.page) },
        });
      return answer.text();
    };
    await expect.poll(told, { timeout: 30_000 }).toContain("Who is that now?");
    await expect(card(ana.page, /FOIA Officer/u)).not.toContainText("Kept on this device");
    await ana.close();
    await cable.remove();
  });
});

async function cookies(page: Page): Promise<string> {
  const list = await page.context().cookies();
  return list.map(({ name, value }) => `${name}=${value}`).join("; ");
}

test("all of it works by keyboard, axe finds nothing, and on a phone it is a sheet from below", async ({
  browser,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 1400, height: 900 });
  await ana.open(draft);
  await ana.goToEndOf("Dear FOIA Officer:");
  // Without a selection, on the paragraph at the caret.
  await page.keyboard.press("Control+Alt+m");
  const box = page.getByRole("textbox", { name: "Your comment" });
  await expect(box).toBeFocused();
  await expectClean(page, () => expect(box).toBeVisible());
  await page.keyboard.type("Dropped");
  await page.keyboard.press("Escape");
  const question = page.getByRole("alertdialog", { name: "Drop what you wrote?" });
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(box).toHaveValue("Dropped");
  await box.fill("First.");
  await page.keyboard.press("Control+Enter");
  const first = card(page, /Dear FOIA Officer/u);
  await expect(first).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(ana.text).toBeFocused();
  await select(page, "Background");
  await comment(page, "Second.");
  const second = card(page, /Background/u);
  await expect(second).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(ana.text).toBeFocused();
  await page.keyboard.press("Alt+PageUp");
  await expect(first).toBeFocused();
  await page.keyboard.press("Alt+PageDown");
  await expect(second).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(second.getByRole("button", { name: "Edit" })).toBeFocused();
  // Another card that is opened meanwhile costs no word of a change.
  await page.keyboard.press("Enter");
  const changing = second.getByRole("textbox", { name: "Your comment" });
  await expect(changing).toBeFocused();
  // Somebody who leaves the words as they are is asked nothing.
  await page.keyboard.press("Escape");
  await expect(changing).toHaveCount(0);
  await expect(question).toHaveCount(0);
  await second.getByRole("button", { name: "Edit" }).press("Enter");
  await expect(changing).toBeFocused();
  await page.keyboard.type(" And more.");
  await first.getByRole("button").first().click();
  await expect(changing).toHaveCount(0);
  await second.getByRole("button").first().click();
  await expect(changing).toHaveValue("Second. And more.");
  await second.getByRole("button", { name: "Cancel" }).first().click();
  await page.getByRole("button", { name: "Drop it" }).click();
  await expect(changing).toHaveCount(0);
  await expect(second).toContainText("Second.");

  // On a phone the card is in the sheet.
  await expectClean(page, () => expect(second).toBeVisible());
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("dialog", { name: "Comments" })).toContainText("Second.");
  await page.getByRole("button", { name: "Close" }).click();
  await page.locator(".thread-mark", { hasText: "Dear FOIA Officer" }).click();
  await expect(
    page.getByRole("dialog", { name: "Comments" }).getByRole("article", { name: /Dear FOIA/u }),
  ).toContainText("First.");
  // The one whose words are tapped is the one that is shown (M19).
  await page.getByRole("button", { name: "Close" }).click();
  await page.locator(".thread-mark", { hasText: "Background" }).click();
  await expect(second).toHaveAttribute("data-active", "true");
  await expect(second).toBeInViewport({ ratio: 1 });
  // Whoever opens one in the sheet stands at its words when it is closed.
  await page.getByRole("button", { name: "Close" }).click();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const words = page.locator(".thread-mark", { hasText: "Dear FOIA Officer" });
  await expect(words).not.toBeInViewport();
  await page.getByRole("button", { name: "Comments" }).click();
  await first.getByRole("button").first().click();
  await expect(first).toHaveAttribute("data-active", "true");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(words).toBeInViewport();
  await ana.close();
});

test("[M4] on a version, who reviews comments on its words, and who observes reads", async ({
  browser,
}) => {
  const ravi = await Person.signIn(browser, server.url, "ilrc.reviewer@example.org");
  const { page } = ravi;
  await page.setViewportSize({ width: 1440, height: 900 });
  // The right to comment is told only once the words are selected: the offer comes all the same.
  const selected = await hold(page, "**/threads");
  await page.goto(`${server.url}/documents/${FILED}/versions/1`);
  const beside = page.getByRole("complementary", { name: "Comments" });
  await expect(beside.getByRole("combobox", { name: "Which comments are shown" })).toBeVisible();
  await select(page, "three organizations", ".frozen .prose");
  selected();
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Your comment" })).toBeFocused();
  await page.keyboard.type("Were they four?");
  await page.keyboard.press("Control+Enter");
  await expect(card(page, /three organizations/u)).toContainText("On version 1");
  const highlighted = () =>
    page.evaluate(() => [...(CSS.highlights.get("thread-mark-active") ?? [])].map(String));
  await expect.poll(highlighted).toEqual(["three organizations"]);
  await expectClean(page);
  await ravi.close();

  const otis = await Person.signIn(browser, server.url, "ilrc.observer@example.org");
  await otis.page.goto(`${server.url}/documents/${FILED}/filed`);
  await otis.page.getByRole("button", { name: /^Comments \(1\)/u }).click();
  await card(otis.page, /three organizations/u)
    .getByRole("button")
    .click();
  await expect(card(otis.page, /three organizations/u)).toContainText("Were they four?");
  await expect(otis.page.getByRole("textbox")).toHaveCount(0);
  await otis.close();
});

/** Presses words where they stand in a text. */
async function pressWords(page: Page, words: string, inText: string): Promise<void> {
  const place = await page.locator(inText).evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const at = node.nodeValue?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      node.parentElement?.scrollIntoView({ block: "center" });
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error(`no ${wanted}`);
  }, words);
  await page.mouse.click(place.x, place.y);
}

test("[M28, M2] on a version, a partner sees a comment at once without asking, and nothing of one organization's own", async ({
  browser,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await ana.page.goto(`${server.url}/documents/${draft}/submit`);
  await pressSubmit(ana.page);
  await expect(ana.page).not.toHaveURL(/submit$/u);
  const cable = await Cable.to(server);
  const ravi = await Person.signIn(browser, cable.url, "ilrc.reviewer@example.org");
  for (const { page } of [ana, ravi]) await page.setViewportSize({ width: 1440, height: 900 });
  // Each notice that comes to the partner, and each time that the page asks for all threads.
  const notices: string[] = [];
  let asked = 0;
  ravi.page.on("websocket", (socket) => {
    expect(socket.url()).toContain("notices=1");
    socket.on("framereceived", ({ payload }) => notices.push(payload.toString("latin1")));
  });
  ravi.page.on("request", (request) => {
    if (request.method() === "GET" && request.url().endsWith("/threads")) asked += 1;
  });
  for (const [{ page }, url] of [
    [ana, server.url],
    [ravi, cable.url],
  ] as const) {
    await page.goto(`${url}/documents/${draft}/review?show=text`);
    await expect(page.getByText("No comments yet.")).toBeVisible();
  }
  await expect.poll(() => notices.join("")).toContain(`"status":"in_review"`);
  const before = { notices: notices.join("").split(`"threads"`).length, asked };

  // Beginning a comment moves nothing, and its box is wholly in the window (M19).
  await select(ana.page, "Requesters", ".frozen .prose");
  const sheet = ana.page.locator(".frozen");
  const place = await sheet.boundingBox();
  await ana.page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(ana.page.getByRole("region", { name: "New comment" })).toBeInViewport({ ratio: 1 });
  expect(await sheet.boundingBox()).toEqual(place);
  await ana.page.getByRole("radio", { name: "Only Council" }).check();
  await ana.page.getByRole("textbox", { name: "Your comment" }).fill("Between us.");
  await ana.page.keyboard.press("Control+Enter");
  await expect(card(ana.page, /Requesters/u)).not.toContainText("Sending");
  await select(ana.page, "FOIA Officer", ".frozen .prose");
  await comment(ana.page, "Name her.");
  await expect(card(ravi.page, /FOIA Officer/u)).toContainText("Name her.");
  // One notice came, and it asked for that thread alone.
  expect(notices.join("").split(`"threads"`).length).toBe(before.notices + 1);
  expect(asked).toBe(before.asked);
  await expect(card(ravi.page, /Requesters/u)).toHaveCount(0);

  // A press on the words opens the card at them, wholly in the window.
  await pressWords(ravi.page, "FOIA Officer", ".frozen .prose");
  await expect(card(ravi.page, /FOIA Officer/u)).toHaveAttribute("data-active", "true");
  await expect(card(ravi.page, /FOIA Officer/u)).toBeInViewport({ ratio: 1 });

  // Without a connection it says so; on return it has what was missed.
  cable.pull();
  await expect(ravi.page.getByText("You are offline. New comments come")).toBeVisible();
  await select(ana.page, "Background", ".frozen .prose");
  await comment(ana.page, "While you were away.");
  cable.plugIn();
  await expect(card(ravi.page, /Background/u)).toContainText("While you were away.", {
    timeout: 30_000,
  });
  await expect(ravi.page.getByText("You are offline. New comments come")).toHaveCount(0);
  await Promise.all([ana.close(), ravi.close()]);
  await cable.remove();
});

test("[M4] a comment on a version stays on its words when these are changed in the draft that is open again", async ({
  browser,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const ravi = await Person.signIn(browser, server.url, "ilrc.reviewer@example.org");
  for (const { page } of [ana, ravi]) await page.setViewportSize({ width: 1440, height: 900 });
  await ana.page.goto(`${server.url}/documents/${draft}/submit`);
  await pressSubmit(ana.page);
  await expect(ana.page).not.toHaveURL(/submit$/u);
  await ana.page.goto(`${server.url}/documents/${draft}/review`);
  await ravi.page.goto(`${server.url}/documents/${draft}/review`);
  await select(ravi.page, "FOIA Officer", ".frozen .prose");
  await ravi.page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(ravi.page.getByRole("textbox", { name: "Your comment" })).toBeFocused();
  await ravi.page.keyboard.type("Name her.");
  await ravi.page.keyboard.press("Control+Enter");
  await expect(card(ravi.page, /FOIA Officer/u)).toContainText("Name her.");

  // Other words are suggested where they stand in the text.
  await ravi.page.getByRole("link", { name: "suggest them at its desk" }).click();
  await expect(ravi.page.getByRole("button", { name: "Mode: Suggesting" })).toBeVisible();

  await pressRecall(ana.page);
  await ana.open(draft);
  await expect(marked(ana)).toHaveText("FOIA Officer");
  await select(ana.page, "Officer");
  await ana.page.keyboard.type("Director");
  await expect(marked(ana)).toHaveText("FOIA Director");
  // A screen reader may be told the same at this moment, in words of its own.
  await expect(ana.page.getByTestId("save-state")).toHaveText("Saved");
  await ana.open(draft);
  await expect(marked(ana)).toHaveText("FOIA Director");
  await expect(card(ana.page, /FOIA Officer/u)).toContainText("Name her.");
  for (const person of [ana, ravi]) await person.close();
});
