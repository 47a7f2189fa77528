import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import yauzl from "yauzl";
import { createWriteStream, mkdirSync } from "node:fs";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { hydrated } from "./support/held.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const MATTER = "/matters/ice-enforcement-priorities";

let server: TestServer;
let folder: string;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
  folder = await mkdtemp(path.join(tmpdir(), "archive-"));
});
test.afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true, force: true });
});

test("[A1] an administrator takes a matter along, and whoever has the file checks it with Node alone", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const { page } = await Person.signIn(browser, server.url, "council.admin@example.org");
  await page.goto(`${server.url}${MATTER}`);
  await page.getByRole("link", { name: "Take it along" }).click();
  await expect(page.getByRole("heading", { name: "What it holds" })).toBeVisible();
  await expectClean(page);
  await page.getByRole("button", { name: "Make the archive" }).click();
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await expect(dialog).toContainText("including what looks private");
  await dialog.getByRole("button", { name: "Make the archive" }).click();
  await expect(page.getByText(/^Waiting;|^Being made/u)).toBeVisible();
  // The page tells by itself.
  const link = page.getByRole("link", { name: "Download", exact: true });
  await expect(link).toBeVisible({ timeout: 180_000 });
  await expect(page.getByText("The archive is being made.")).toHaveCount(0);
  await expectClean(page);
  const waiting = page.waitForEvent("download");
  await link.click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^ice-enforcement-priorities-.+\.zip$/u);
  await unpack(await download.path(), folder);
  expect((await readdir(folder)).toSorted()).toEqual(
    [
      "READ-ME.html",
      "data",
      "files.jsonl",
      "manifest.json",
      "matters",
      "record",
      "verify.mjs",
    ].toSorted(),
  );
  const checked = spawnSync(process.execPath, ["verify.mjs"], { cwd: folder, encoding: "utf8" });
  expect(checked.status, checked.stdout + checked.stderr).toBe(0);
});

test("[A1] where one showed too long ago that it is them, the page says so, and asks", async ({
  browser,
}) => {
  const { page } = await Person.signIn(browser, server.url, "council.staff@example.org");
  await page.goto(`${server.url}${MATTER}/take-along`);
  await hydrated(page);
  const database = server.openDatabase();
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  await database.execute({ sql: `UPDATE "Session" SET "createdAt" = ?`, args: [hourAgo] });
  database.close();
  await page.getByRole("button", { name: "Make the archive" }).click();
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await dialog.getByRole("button", { name: "Make the archive" }).click();
  await expect(page.getByRole("heading", { name: "Show that it is you" })).toBeVisible();
  await expect(page.getByText("It is a while ago that you showed that it is you.")).toBeVisible();
  await page.getByLabel("Your password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Use the password" }).click();
  await expect(page.getByText("you are not asked again for ten minutes")).toBeVisible();
  await expect(page.getByText("It is a while ago")).toHaveCount(0);
});

/** Unpacks an archive as any program does. */
function unpack(file: string, to: string): Promise<void> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (opening, zip) => {
      if (opening) {
        reject(opening);
        return;
      }
      zip.on("error", reject);
      zip.on("end", resolve);
      zip.on("entry", (entry: yauzl.Entry) => {
        const target = path.join(to, entry.fileName);
        mkdirSync(path.dirname(target), { recursive: true });
        zip.openReadStream(entry, (error, stream) => {
          if (error) {
            reject(error);
            return;
          }
          const written = stream.pipe(createWriteStream(target));
          written.once("error", reject);
          written.once("close", () => zip.readEntry());
        });
      });
      zip.readEntry();
    });
  });
}
