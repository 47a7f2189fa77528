import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const MATTER = "ice-enforcement-priorities";

let server: TestServer;
let folder: string;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
  folder = await mkdtemp(path.join(tmpdir(), "bringing-"));
});
test.afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Takes the matter along as somebody of its lead, and returns the file. */
async function archiveOf(browser: Browser): Promise<string> {
  const { page } = await Person.signIn(browser, server.url, "council.admin@example.org");
  await page.goto(`${server.url}/matters/${MATTER}/take-along`);
  await press(page, "Make the archive");
  const link = page.getByRole("link", { name: "Download", exact: true });
  await expect(link).toBeVisible({ timeout: 180_000 });
  const waiting = page.waitForEvent("download");
  await link.click();
  const file = path.join(folder, "matter.zip");
  await (await waiting).saveAs(file);
  await page.context().close();
  return file;
}

/** Presses a button that asks once more, and says yes. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await dialog.getByRole("button", { name }).click();
}

test("[A3] an administrator brings a matter in, having seen what is in it, and works on with it", async ({
  browser,
}) => {
  test.setTimeout(480_000);
  const file = await archiveOf(browser);
  const { page } = await Person.signIn(browser, server.url, "ilrc.admin@example.org");
  await page.goto(`${server.url}/matters/new`);
  await page.getByRole("link", { name: "Bring one in with an archive" }).click();
  await expect(page.getByRole("heading", { name: "Choose the archive" })).toBeVisible();
  await expectClean(page);
  await page.getByLabel("The archive").setInputFiles(file);
  await page.getByRole("button", { name: "Send it" }).click();
  await expect(page).toHaveURL(/bring-archive\/[0-9a-f-]+$/u);
  // The page tells by itself.
  await expect(page.getByRole("heading", { name: "What is in it" })).toBeVisible({
    timeout: 180_000,
  });
  await expect(page.getByText("Everybody in it comes as a stand-in")).toBeVisible();
  await expectClean(page);
  await page
    .getByLabel("Immigrant Legal Resource Center is, in the archive")
    .selectOption({ index: 1 });
  await press(page, "Bring it in");
  const link = page.locator("main").getByRole("link", { name: /priorities/iu });
  await expect(link).toBeVisible({ timeout: 240_000 });
  await link.click();
  await expect(page).toHaveURL(new RegExp(`matters/${MATTER}-2$`, "u"));
  await expectClean(page);
  await page.getByRole("link", { name: "Read the record" }).click();
  const lines = page.getByRole("list", { name: "Lines of the record" });
  await expect(lines.getByText(/ brought “.+” in with an archive\./u)).toHaveCount(1);
});

test("[A3] without scripts: what is no archive is named as such, and can be discarded", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const { page: signedIn } = await Person.signIn(browser, server.url, "ilrc.admin@example.org");
  const storageState = await signedIn.context().storageState();
  const context = await browser.newContext({ javaScriptEnabled: false, storageState });
  const page = await context.newPage();
  const file = path.join(folder, "words.zip");
  await writeFile(file, "words, and no archive");
  await page.goto(`${server.url}/bring-archive`);
  await page.getByLabel("The archive").setInputFiles(file);
  await page.getByRole("button", { name: "Send it" }).click();
  await expect(page.getByText("Being unpacked, checked and read")).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("It is no ZIP file that can be read")).toBeVisible();
  }).toPass({ timeout: 120_000 });
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("heading", { name: "Choose the archive" })).toBeVisible();
  await expect(page.getByText("words.zip")).toHaveCount(0);
});
