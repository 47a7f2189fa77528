import { expect, test } from "@playwright/test";
import { rmSync } from "node:fs";
import path from "node:path";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { TestServer } from "./support/server.ts";

/** A server on an empty data folder, as its operator starts it for the first time. */
class NewServer extends TestServer {
  constructor() {
    super();
    for (const end of ["", "-wal", "-shm"]) {
      rmSync(path.join(this.dataDir, `coalition-desk.db${end}`), { force: true });
    }
  }

  /** The token that it printed. */
  async token(): Promise<string> {
    await expect.poll(() => this.output).toContain("/set-up and give this token");
    return /(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}/u.exec(this.output)?.[0] ?? "";
  }
}

let server: NewServer;
test.beforeEach(async () => {
  server = new NewServer();
  await server.start();
});
test.afterEach(() => server.remove());

test.use({ viewport: { width: 390, height: 844 } });

test("[P7] a new workspace is set up on a phone with the token from the log, and no page before leads nowhere", async ({
  page,
}) => {
  const token = await server.token();
  // Whatever somebody opens, the way to the set-up is a press or two away.
  for (const address of ["/", "/login", "/account", "/nowhere/at/all", "/invitations/x"]) {
    await page.goto(`${server.url}${address}`);
    const home = page.getByRole("link", { name: "Go to your home page" });
    if (await home.isVisible()) await home.click();
    await expect(page, address).toHaveURL(/\/set-up$/u);
  }
  await expect(page.getByRole("heading", { name: "Set up this workspace" })).toBeVisible();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth),
    "nothing is wider than the phone",
  ).toBeLessThanOrEqual(390);

  // By keyboard alone, in the order of the page.
  await page.getByLabel("Set-up token").focus();
  for (const typed of [
    token,
    "First Example Organization",
    "First",
    "Oakland",
    "Ada Admin",
    "ada@example.org",
  ]) {
    await page.keyboard.type(typed);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${server.url}/`);
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  await page.goto(`${server.url}/set-up`);
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();

  // The next start has no token to print.
  await server.stop();
  await server.start();
  await expect.poll(() => fetch(`${server.url}/readyz`).then(({ status }) => status)).toBe(200);
  expect(server.output).not.toContain("set-up");
});

test("[P7] the set-up works without a script", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByLabel("Set-up token").fill((await server.token()).toLowerCase());
  await page.getByLabel("Full name").fill("First Example Organization");
  await page.getByLabel("Short name").fill("First");
  await page.getByLabel("Your name").fill("Ada Admin");
  await page.getByLabel("E-mail address").fill("ada@example.org");
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByLabel("No, I administer only").check();
  await page.getByRole("button", { name: "Set up the workspace" }).click();
  await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
  await context.close();
});
