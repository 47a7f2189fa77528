import { expect, test, type Browser, type Page } from "@playwright/test";
import { checksumOf } from "#server/database/draft-checksum.ts";
import { hydrated } from "./support/held.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const FILED = "demo-request-weekly-reports-filed";
const BANNER = /The draft that is stored here is not the text that was agreed/u;
let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer();
  await server.start();
});
test.afterAll(() => server.remove());

const opened = async (browser: Browser) => {
  const drafter = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await drafter.page.goto(`${server.url}/documents/${FILED}`);
  await hydrated(drafter.page);
  return drafter.page;
};

/** Changes a word of the draft on disk, and its checksum with it where that is asked for. */
async function forge(from: string, to: string, withChecksum: boolean): Promise<void> {
  const database = server.openDatabase();
  const { rows } = await database.execute({
    sql: `SELECT "bytes" FROM "DraftBase" WHERE "documentId" = ?`,
    args: [FILED],
  });
  const bytes = Buffer.from(rows[0]?.["bytes"] as ArrayBuffer);
  const at = bytes.indexOf(from);
  expect(at).toBeGreaterThan(0);
  bytes.write(to, at);
  await database.execute({
    sql: `UPDATE "DraftBase" SET "bytes" = ?1, "checksum" = CASE WHEN ?2 THEN ?3 ELSE "checksum" END
      WHERE "documentId" = ?4`,
    args: [bytes, withChecksum ? 1 : 0, checksumOf(bytes), FILED],
  });
  database.close();
}

test("the desk of a filed document shows the version that was agreed, whatever became of the draft", async ({
  browser,
}) => {
  const page = await opened(browser);
  const text = page.locator("[data-first-paint]");
  // The draft says the same: the editor takes the page over.
  await expect(text.locator(".ProseMirror[contenteditable]")).toHaveCount(1);
  await expect(page.getByText(BANNER)).toHaveCount(0);
  const agreed = await text.innerText();
  await page.close();
  await server.stop();
  await forge("records", "secrets", true);
  await server.start();
  const forged = await opened(browser);
  await expect(forged.getByText(BANNER)).toBeVisible();
  const shown = (page: Page) => page.locator("[data-first-paint]");
  await expect(shown(forged).locator(".ProseMirror[contenteditable]")).toHaveCount(0);
  // Text below the screen is laid out a little later.
  await expect.poll(async () => words(await shown(forged).innerText())).toBe(words(agreed));
  expect(server.output).toContain("a draft is not the version of it");
  await forged.close();
  await server.stop();
  await forge("secrets", "records", false);
  await forge("agency", "bgency", false);
  await server.start();
  const damaged = await opened(browser);
  await expect(damaged.getByText(BANNER)).toBeVisible();
  await expect.poll(async () => words(await shown(damaged).innerText())).toBe(words(agreed));
  expect(server.output).toContain("is damaged");
});

/** Without what the editor draws around lines. */
const words = (text: string) => text.replaceAll(/\s+/gu, " ").trim();
