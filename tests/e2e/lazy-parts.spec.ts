import { expect, type Page } from "@playwright/test";
import { Cable } from "./support/cable.ts";
import { hold } from "./support/held.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { KEEPING_THE_DESK } from "./support/keeping-the-desk.ts";
import { tool } from "./support/toolbar.ts";

test.use(KEEPING_THE_DESK);

/** Menus and dialogs whose code comes after the page. */

const PARTS = [
  "AccountItems",
  "ConfirmDialogContent",
  "DialogContent",
  "FindPanel",
  "InsertItems",
  "KeyboardHelp",
  "KindItems",
  "LinkDialog",
  "LinkLine",
  "SlashMenu",
  "TableItems",
  "read-foreign",
];

let server: TestServer;
let request: string;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});
test.beforeEach(async () => {
  request = await copyDraft(server, "demo-request-weekly-reports");
});

/** Holds files of that name back until it is told to let them go. */
const holdBack = (page: Page, name: string) => hold(page, `**/assets/${name}-*.js`);

test("a menu that is pressed before its code has come opens when it comes, and works", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page, text } = ana;
  const letGo = await holdBack(page, "KindItems");
  await ana.open(request);
  await ana.goToEndOf("Dear FOIA Officer:");
  const button = page.getByRole("button", { name: /^Kind of paragraph/u });
  await button.click();
  await expect(button).toBeVisible();
  await expect(page.getByRole("menu")).toHaveCount(0);
  letGo();
  await page.getByRole("menuitemradio", { name: "Quotation" }).click();
  await expect(text.locator("blockquote", { hasText: "Dear FOIA Officer:" })).toBeVisible();
  await expect(text).toBeFocused();
  // From then on the menu is there.
  await button.click();
  await expect(page.getByRole("menuitemradio", { name: "Quotation" })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(text).toBeFocused();
  await ana.close();
});

test("what is typed for a dialog that has not come yet does not go into the text", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page, text } = ana;
  const letGo = await holdBack(page, "DialogContent");
  await ana.open(request);
  await ana.goToEndOf("Dear FOIA Officer:");
  await page.keyboard.press("Control+/");
  await ana.type("zzz");
  letGo();
  const dialog = page.getByRole("dialog", { name: "Keyboard" });
  await expect(dialog).toBeVisible();
  await expect(text).not.toContainText("zzz");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(text).toBeFocused();
  await ana.type(" Typed on.");
  await expect(text).toContainText("Dear FOIA Officer: Typed on.");
  await ana.close();
});

test("[M1] [M9] what is typed for a comment or a suggestion before its code has come does not go into the text", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const text = page.getByRole("textbox", { name: /^Text of/u });
  const greeting = text.locator("p", { hasText: "Dear FOIA Officer:" });
  const [letGo, letAnswer] = [await holdBack(page, "Margin"), await hold(page, "**/threads")];
  await ana.open(request);
  await ana.goToEndOf("Dear FOIA Officer:");
  await page.keyboard.press("Shift+Home");
  await page.keyboard.press("Control+Alt+m");
  await ana.type("zzz");
  letGo();
  // Its code is there, and not yet what one may write.
  await expect(page.getByRole("combobox", { name: "Which comments are shown" })).toBeVisible();
  await ana.type("zzz");
  await expect(greeting).toHaveText("Dear FOIA Officer:");
  letAnswer();
  await expect(page.getByRole("textbox", { name: "Your comment" })).toBeFocused();
  await expect(text).not.toContainText("zzz");
  await page.keyboard.press("Escape");
  await expect(text).toBeFocused();
  await ana.close();

  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const letSuggest = await holdBack(ines.page, "Margin");
  await ines.open(request);
  await ines.goToEndOf("Dear FOIA Officer:");
  await ines.page.keyboard.press("Control+Alt+x");
  await ines.type("zzz");
  const draft = ines.page.getByRole("textbox", { name: /^Text of/u });
  await expect(draft).not.toContainText("zzz");
  letSuggest();
  await expect(draft).toBeFocused();
  await expect(draft).toHaveAttribute("data-suggesting");
  await ines.type(" Good day.");
  await expect(
    ines.page.getByRole("textbox", { name: "Suggestion that you are writing" }),
  ).toContainText("Dear FOIA Officer: Good day.");
  await ines.close();
});

test("once the page has been at rest, all of them open without a connection, also after a reload", async ({
  browser,
}) => {
  const cable = await Cable.to(server);
  const ana = await Person.signIn(browser, cable.url, "council.drafter@example.org");
  const { page, text } = ana;
  await ana.open(request);
  await expect
    .poll(() => keptParts(page), { timeout: 60_000 })
    .toEqual(PARTS.map((name) => `${name} is kept`));
  await ana.keptForOffline();
  cable.pull();
  await expect(ana.saveState).toContainText("Offline");
  await openAll(ana);

  await page.reload();
  await expect(text).toHaveAttribute("contenteditable", "true");
  await openAll(ana);
  await pasteHtml(page, "<ol><li>Pasted <b>offline</b></li></ol>");
  await expect(text.locator("strong", { hasText: "offline" })).toBeVisible();
  await ana.close();
});

/** Which of the parts the device keeps. */
async function keptParts(page: Page): Promise<string[]> {
  const addresses = await page.evaluate(async () => {
    const files = await (await caches.open("desk-assets")).keys();
    return files.map(({ url }) => url);
  });
  return PARTS.filter((name) => addresses.some((url) => url.includes(`/assets/${name}-`))).map(
    (name) => `${name} is kept`,
  );
}

/** Pastes HTML at the caret, as a clipboard would bring it. */
async function pasteHtml(page: Page, html: string): Promise<void> {
  await page.locator(".ProseMirror").evaluate((text, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", pasted);
    text.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, html);
}

async function openAll({ page, text }: Person): Promise<void> {
  await text.locator("p", { hasText: "Dear FOIA Officer:" }).first().click();
  for (const name of [/^Kind of paragraph/u, "Insert", "Table", /^Mode: /u, /, your menu$/u]) {
    await page.getByRole("button", { name, exact: name === "Insert" || name === "Table" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
  }
  await page.getByRole("button", { name: "Find and replace" }).click();
  await expect(page.getByLabel("Find", { exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await (await tool(page, "Keyboard")).click();
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}
