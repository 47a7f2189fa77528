import { expect, type Page } from "@playwright/test";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { copyDraft } from "./support/copied-draft.ts";

/** Pastes that come before the page has loaded what reads them. */

const HTML = "<ol><li>Weekly <b>logs</b></li><li>Daily logs</li></ol>";
const TEXT = "Weekly logs\nDaily logs";

let server: TestServer;
let request: string;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});
test.beforeEach(async () => {
  request = await copyDraft(server, "demo-request-weekly-reports");
});

/** Opens the request, without a service worker's help, with the words in the clipboard. */
async function open(ana: Person): Promise<void> {
  const { page } = ana;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  await ana.open(request);
  await copy(page, HTML, TEXT);
  await ana.goToEndOf("Dear FOIA Officer:");
}

async function copy(page: Page, html: string, text: string): Promise<void> {
  await page.evaluate(
    async ([asHtml, asText]) => {
      const item = {
        "text/html": new Blob([asHtml], { type: "text/html" }),
        "text/plain": new Blob([asText], { type: "text/plain" }),
      };
      await navigator.clipboard.write([new ClipboardItem(item)]);
    },
    [html, text] as const,
  );
}

test("on a slow network a paste right after the page comes in whole, before what is typed on", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page, text } = ana;
  let asked = 0;
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  // As slow as the test wants it, whatever the machine is.
  await page.route("**/assets/read-foreign-*.js", async (route) => {
    asked += 1;
    await arrived;
    await route.continue();
  });
  await open(ana);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+v");
  await ana.type(" and");
  const notice = page.getByText("once this page has loaded what reads them");
  await expect(notice).toBeVisible();
  await ana.type(" more");
  const before = await text.innerText();
  expect(before).toContain("and more");
  expect(before).not.toContain("logs");
  await expect(notice).toBeVisible();
  arrive();
  await expect(text.locator("strong", { hasText: /^logs$/u })).toBeVisible();
  expect(await text.innerText()).toMatch(/Weekly logs\s+Daily logs\s+and more\s/u);
  expect(asked).toBe(1);
  // The caret is still behind what was typed.
  await ana.type("!");
  await expect(text.locator("p", { hasText: "and more!" })).toBeVisible();
  await ana.close();
});

test("where what reads it can't be loaded, a paste comes in as plain text and no word is lost", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page, text } = ana;
  await page.route("**/assets/read-foreign-*.js", (route) => route.abort());
  await open(ana);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+v");
  await expect(page.getByText("They came as plain text")).toBeVisible({ timeout: 20_000 });
  await expect(text.locator("p", { hasText: /^Weekly logs$/u })).toBeVisible();
  await expect(text.locator("p", { hasText: /^Daily logs$/u })).toBeVisible();
  await ana.close();
});
