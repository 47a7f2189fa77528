import { expect, type Page } from "@playwright/test";
import { hold, hydrated } from "./support/held.ts";
import { longDraft } from "./support/long-draft.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";

/** Acts of somebody on a page before its scripts run. Nothing is sent. */

const MATTER = "/matters/ice-enforcement-priorities";

let server: TestServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

/** Opens a page whose scripts come only when the returned function is called. */
async function openEarly(page: Page, address: string): Promise<() => Promise<void>> {
  const letGo = await hold(page, "**/assets/entry.client-*.js");
  await page.goto(`${server.url}${address}`, { waitUntil: "commit" });
  return async () => {
    letGo();
    await hydrated(page);
  };
}

test("words that are added to a text before the scripts run stay, and so does the caret", async ({
  browser,
}) => {
  const simon = await Person.signIn(browser, server.url, "council.staff@example.org");
  const { page } = simon;
  const letGo = await openEarly(page, `${MATTER}/edit`);
  const story = page.locator("textarea[name=narrative]");
  await story.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Typed early,");
  await letGo();
  await page.keyboard.type(" and late.");
  await expect(story).toHaveValue(/\S Typed early, and late\.$/u);
  // An emptied form is as the server has it.
  await story.evaluate((area: HTMLTextAreaElement) => area.form?.reset());
  await expect(story).toHaveValue(/[^.]*\.$/u);
  await expect(story).not.toHaveValue(/Typed early/u);
  await simon.close();
});

test("a kind that is chosen before the scripts run offers its layouts, and a layout stays chosen", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const letGo = await openEarly(page, `${MATTER}/documents/new`);
  await page.getByRole("radio", { name: /^Complaint/u }).check();
  await page.getByLabel("Title").fill("Typed early");
  const layout = page.getByRole("radio", { name: /^District of Columbia/u });
  await layout.check();
  await letGo();
  await expect(layout).toBeChecked();
  await expect(page.getByRole("radio", { name: /^Letter 12-point/u })).toHaveCount(0);
  await expect(page.getByRole("radio", { name: /^Complaint/u })).toBeChecked();
  await expect(page.getByLabel("Title")).toHaveValue("Typed early");
  await ana.close();
});

test("what a letter does to the clock is shown where its days were filled in before the scripts ran", async ({
  browser,
}) => {
  const simon = await Person.signIn(browser, server.url, "council.staff@example.org");
  const { page } = simon;
  const record = "/documents/demo-request-weekly-reports-filed/record";
  await page.goto(`${server.url}${record}`);
  await page.getByRole("link", { name: "Record a letter or event" }).click();
  const kind = page.getByRole("link", { name: "They withhold everything" });
  const address = (await kind.getAttribute("href")) ?? "";
  const letGo = await openEarly(page, address);
  await page.getByLabel("Date on the letter").fill("2022-02-11");
  await page.getByLabel("Exemptions").fill("(b)(6)");
  await page.getByLabel("Arrived here").fill("2022-02-14");
  await letGo();
  await expect(page.getByText("With this:")).toBeVisible();
  await simon.close();
});

test("a menu that is pressed before the scripts run opens, and a final act asks", async ({
  browser,
}) => {
  const admin = await Person.signIn(browser, server.url, "council.admin@example.org");
  const { page } = admin;
  let letGo = await openEarly(page, `${MATTER}/parties`);
  await page.getByRole("button", { name: ", your menu" }).click();
  await letGo();
  await expect(page.getByRole("menuitem", { name: "Account" })).toBeVisible();

  await page.unrouteAll();
  letGo = await openEarly(page, `${MATTER}/parties`);
  const remove = page
    .getByRole("listitem")
    .filter({ hasText: "Mijente" })
    .getByRole("button", { name: "Remove" });
  await remove.click();
  await letGo();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Mijente");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(remove).toBeVisible();
  await admin.close();
});

test("a final act whose scripts do not come asks by the browser's own dialog", async ({
  browser,
}) => {
  const admin = await Person.signIn(browser, server.url, "council.admin@example.org");
  const { page } = admin;
  await page.clock.install();
  await openEarly(page, `${MATTER}/parties`);
  const remove = page
    .getByRole("listitem")
    .filter({ hasText: "Mijente" })
    .getByRole("button", { name: "Remove" });
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.url());
  });
  const questions: string[] = [];
  page.on("dialog", (dialog) => {
    questions.push(dialog.message());
    void dialog.dismiss();
  });
  await remove.click();
  await page.clock.runFor(9_000);
  expect(questions).toEqual([]);
  await page.clock.runFor(2_000);
  await expect.poll(() => questions).toHaveLength(1);
  expect(questions[0]).toContain("Mijente");
  // Somebody who says no is asked again at the next press.
  await remove.click();
  await page.clock.runFor(11_000);
  await expect.poll(() => questions).toHaveLength(2);
  expect(sent).toEqual([]);
  await admin.close();
});

test("keys that are pressed while the page comes to life leave it whole", async ({ browser }) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (line) => {
    if (line.type() === "error") errors.push(line.text());
  });
  // One after the other, between all steps of the page's own scripts.
  await page.addInitScript(() => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      document.body?.dispatchEvent(
        new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true }),
      );
      const isWhole = performance.getEntriesByName("hydrated").length > 0;
      if (!isWhole) port2.postMessage(null);
    });
    port1.start();
    port2.postMessage(null);
  });
  for (const address of ["/account", "/", MATTER]) {
    await page.goto(`${server.url}${address}`);
    await hydrated(page);
    await expect(page.getByRole("main")).toBeVisible();
  }
  expect(errors).toEqual([]);
  await ana.close();
});

test("letters that are typed in a draft before its editor is there stand where they were typed", async ({
  browser,
}) => {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const letGo = await openEarly(page, `/documents/${await longDraft(ana, 1, "The end.")}`);
  const last = page.locator(".ProseMirror [data-kind=body]").last();
  // Until all of the page has come, another paragraph is the last.
  await expect(last).toHaveText("The end.");
  await last.click({ position: { x: 2, y: 8 } });
  await page.keyboard.type("Early, xx");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await letGo();
  await expect(last).toHaveText("Early, The end.");
  await page.keyboard.type("and late: ");
  await expect(last).toHaveText("Early, and late: The end.");
  await ana.close();
});
