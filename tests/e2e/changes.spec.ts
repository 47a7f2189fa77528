import { gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import * as Y from "yjs";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

const REQUEST = "demo-request-weekly-reports";
const OPENING = "Dear FOIA Officer:";

test("[M14] [M15] [M16] who looks at a draft again is told what others changed, sees it in the text, puts words back and ticks off", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  const bar = page.getByRole("region", { name: "Changes" });
  const news = page.getByRole("status").filter({ hasText: "since you looked" });
  const leave = () => page.goto(`${server.url}/`);
  /** Beacons of a page that is left are told to nobody but the server. */
  const marks = async () => {
    const database = server.openDatabase();
    try {
      const sql = `SELECT 1 FROM "DraftRead" WHERE "documentId" = ?`;
      return (await database.execute({ sql, args: [draft] })).rows.length;
    } finally {
      database.close();
    }
  };

  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await test.step("she looks, goes, and a partner writes and deletes", async () => {
    await ana.open(draft);
    await leave();
    await expect.poll(marks).toBe(1);
    await ines.open(draft);
    await ines.goToEndOf(OPENING);
    await ines.type(" Written by Ines.");
    await ines.page.keyboard.press("Home");
    await ines.page.keyboard.press("Control+Delete");
    await expect(ines.saveState).toHaveText("Saved");
  });

  await test.step("home and the desk say how much is new, quietly", async () => {
    // Counted in the worker; a page waits for that only for a moment, and the next one has it.
    await expect(async () => {
      await page.goto(`${server.url}/`);
      const link = page
        .getByRole("link", { name: /2 changes by ILRC since you looked/u })
        .and(page.locator(`[href="/documents/${draft}"]`));
      await expect(link).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await ana.open(draft);
    await expect(news).toHaveText("2 changes by ILRC since you looked.");
    await expect(ana.text.locator(".change")).toHaveCount(0);
    // Leaving without looking at them keeps them new.
    await leave();
    await ana.open(draft);
    await expect(news).toHaveText("2 changes by ILRC since you looked.");
  });

  const gone = ana.text.locator("del.change-out");
  await test.step("the text shows what came and what is gone, with who did it", async () => {
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(bar).toContainText(/2 changes since .*: 2 by Ines .* \(ILRC\)/su);
    await expect(ana.text.locator(".change-in")).toHaveText("Written by Ines.");
    await expect(ana.text.locator(".change-in")).toHaveAttribute("title", /^Ines .* \(ILRC\), /u);
    await expect(gone).toHaveText("Dear ");
    await expect(gone).toHaveAttribute("aria-label", /^Deleted by Ines .*: Dear/u);
    await page.keyboard.press("Alt+Shift+PageDown");
    await expect(bar).toContainText("1 of 2:");
    await expect(bar).toContainText("deleted “Dear”");
  });

  await test.step("old words are put back for everybody, in one undo step", async () => {
    await page.getByRole("button", { name: "Put the old words back" }).click();
    await expect(gone).toHaveCount(0);
    await expect(ines.text).toContainText(`${OPENING} Written by Ines.`);
    await ana.text.press("Control+z");
    await expect(gone).toHaveText("Dear ");
  });

  await test.step("what others write meanwhile is drawn, too", async () => {
    await ines.goToEndOf("Written by Ines.");
    await ines.type(" And more.");
    await expect(ana.text.locator(".change-in").last()).toHaveText(/And more\./u);
  });

  await test.step("one change is ticked off for her alone, and closing marks all as seen", async () => {
    // On a phone in one bar, with the others a quarter of the screen at most (M32).
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("button", { name: "Next change" }).click();
    const { height = 844 } = (await page.locator(".desk-bars").boundingBox()) ?? {};
    expect(height).toBeLessThanOrEqual(844 / 4);
    const ticked = page.waitForResponse(
      (answer) => answer.url().endsWith("/changes") && answer.request().method() === "POST",
    );
    await bar.getByRole("button", { name: /^Seen/u }).click();
    expect((await ticked).status()).toBe(200);
    await expect(bar).toContainText("(1 seen)");
    const looked = page.waitForResponse(/\/looked$/u);
    await bar.getByRole("button", { name: "Close" }).click();
    expect((await looked).status()).toBe(204);
    await expect(ana.text.locator(".change")).toHaveCount(0);
    await leave();
    await ana.open(draft);
    await page.keyboard.press("Control+Alt+d");
    await expect(page.locator(".desk-bars")).toContainText(/No changes since|no earlier moment/u);
    await expect(news).toHaveCount(0);
  });
});

test("[M14] after a restore one is led to the texts, and to another moment, instead of nothing", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const { page } = ana;
  const bars = page.locator(".desk-bars");
  await page.goto(`${server.url}/documents/${draft}/versions`);
  await page.getByLabel("Name").fill("Before the restore");
  await page.getByRole("button", { name: "Keep as a version" }).click();
  await expect(page.getByText(/The draft is kept as version/u)).toBeVisible();
  await ines.open(draft);
  await ines.goToEndOf(OPENING);
  await ines.type(" One.");
  await expect(ines.saveState).toHaveText("Saved");
  await page.evaluate(
    (draft) => fetch(`/documents/${draft}/looked`, { method: "POST", body: new URLSearchParams() }),
    draft,
  );
  await page.goto("about:blank");
  await ines.type(" Two.");
  await expect(ines.saveState).toHaveText("Saved");
  // The state that she looked at has words that the draft does not have any more, as after a restore.
  const lost = new Y.Doc();
  lost.get("default", Y.XmlText).insert(0, "Words that a restore took away.");
  const database = server.openDatabase();
  await database.execute({
    sql: `INSERT OR REPLACE INTO "DraftBaseline" ("documentId", "generation", "sequence", "at", "bytes")
        SELECT "documentId", "generation", "sequence", "at", ? FROM "DraftRead"
        WHERE "documentId" = ? AND "userId" = (SELECT "id" FROM "User" WHERE "email" = ?)`,
    args: [gzipSync(Y.encodeStateAsUpdate(lost)), draft, ana.email],
  });
  database.close();

  await ana.open(draft);
  await expect(bars).toContainText("the draft was restored since");
  const compare = bars.getByRole("link", { name: "Compare the texts" });
  const texts = await page.context().newPage();
  await texts.goto(new URL((await compare.getAttribute("href")) ?? "", server.url).href);
  await expect(
    texts.getByRole("heading", { name: /From version \d+ to the draft/u }),
  ).toBeVisible();
  await expect(texts.getByText("One. Two.")).toBeVisible();
  await texts.close();
  // Another moment, from where she stands.
  const since = bars.getByRole("combobox", { name: "Changes since" });
  await since.selectOption({ label: await since.locator("option").nth(1).innerText() });
  await expect(page.getByRole("region", { name: "Changes" })).toBeVisible();
  await expect(ana.text.locator(".change-in").first()).toContainText("One. Two.");
});
