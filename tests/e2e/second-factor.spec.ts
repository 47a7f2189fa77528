import { expect, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { CodeApp } from "#tests/support/code-app.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { onLocalhost, VirtualAuthenticator } from "./support/virtual-authenticator.ts";

/** A second factor, in a browser as wide as a phone and by keys alone where that is said. */

const PHONE = { width: 390, height: 844 } as const;

/** The app of the secret on the page. */
async function appOn(page: Page): Promise<CodeApp> {
  return new CodeApp((await page.locator("[data-secret]").textContent()) ?? "");
}

async function givePassword(page: Page, url: string, email: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByLabel("Password", { exact: true }).press("Enter");
}

/** No page is wider than the phone. */
async function expectNarrow(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(PHONE.width);
}

test("[P3] a code app is set up on a phone, asked for at the sign-in, and a recovery code stands in", async ({
  browser,
  sharedServer: { url },
}) => {
  const email = "council.observer@example.org";
  const context = await browser.newContext({ viewport: PHONE, acceptDownloads: true });
  const page = await context.newPage();
  await givePassword(page, url, email);
  await expect(page).not.toHaveURL(/login/);
  await page.goto(`${url}/account`);
  await page.getByRole("link", { name: "Code app and recovery codes" }).click();
  await page.getByRole("button", { name: "Set up a code app" }).click();
  await expect(page.getByRole("img", { name: /QR code/u })).toBeVisible();
  await expectNarrow(page);
  const app = await appOn(page);
  // By keys alone.
  await page.getByLabel("Code that the app shows").focus();
  await page.keyboard.type(app.at(new Date()));
  await page.keyboard.press("Enter");
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const [first = "", second = ""] = await codes.allTextContents();
  await expectNarrow(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("coalition-desk-recovery-codes.txt");

  await context.clearCookies();
  await givePassword(page, url, email);
  await expect(page.getByRole("heading", { name: "Code of your app" })).toBeVisible();
  await expectNarrow(page);
  // Whoever has the password alone sees no page.
  const other = await context.newPage();
  await other.goto(`${url}/account`);
  await expect(other).toHaveURL(/login/);
  await other.close();
  await page.getByLabel("Code", { exact: true }).fill(app.wrongAt(new Date()));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("That code is not right");
  await page.getByLabel("Code", { exact: true }).fill(first.toUpperCase());
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/sign-in/);
  await page.goto(`${url}/account/second-factor`);
  await expect(page.getByText("9 recovery codes are left.")).toBeVisible();

  await page.getByRole("button", { name: "Remove the code app" }).click();
  await expect(page.getByText("The code app and its recovery codes were removed.")).toBeVisible();
  expect(second).toMatch(/^[\da-z-]{19}$/u);
});

test("[P3] whoever lacks a required factor sets one up, a passkey or a code, and goes on where they wanted", async ({
  browser,
}) => {
  const server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
  try {
    const url = onLocalhost(server.url);
    const admin = await Person.signIn(browser, url, "council.admin@example.org");
    await admin.page.goto(`${url}/organizations`);
    await admin.page
      .getByRole("link", { name: /Council/u })
      .first()
      .click();
    await admin.page.getByRole("link", { name: "Signing in", exact: true }).click();
    await expect(admin.page.getByText("Password alone").first()).toBeVisible();
    await admin.page.getByLabel("A passkey or a code is required to sign in").check();
    await admin.page.getByRole("button", { name: "Save" }).click();
    await expect(admin.page.getByText("The requirements are saved.")).toBeVisible();

    // A reviewer makes a passkey.
    const context = await browser.newContext({ viewport: PHONE });
    const page = await context.newPage();
    await VirtualAuthenticator.on(page);
    await page.goto(`${url}/account`);
    await page.getByLabel("E-mail").fill("council.reviewer@example.org");
    await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("requires a passkey or a code")).toBeVisible();
    await expectNarrow(page);
    await page.goto(`${url}/organizations`);
    await expect(page).toHaveURL(/sign-in\/factor\?next=%2Forganizations/u);
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await expect(page.getByRole("heading", { name: "You are in" })).toBeVisible();
    await page.getByRole("link", { name: "Continue" }).click();
    await expect(page).toHaveURL(`${url}/organizations`);
    await context.close();

    // Staff sets up an app, without a script.
    const plain = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const staff = await plain.newPage();
    await givePassword(staff, url, "council.staff@example.org");
    await staff.getByRole("button", { name: "Set up a code app" }).click();
    const app = await appOn(staff);
    await staff.getByLabel("Code that the app shows").fill(app.at(new Date()));
    await staff.getByRole("button", { name: "Set up the app" }).click();
    await expect(
      staff.getByRole("list", { name: "Recovery codes" }).getByRole("listitem"),
    ).toHaveCount(10);
    await staff.getByRole("link", { name: "Continue" }).click();
    await expect(staff.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(staff).toHaveURL(`${url}/`);
    await plain.close();

    await admin.page.reload();
    await expect(admin.page.getByText("Code app", { exact: true })).toBeVisible();
    await expect(admin.page.getByText("Passkey", { exact: true })).toBeVisible();
  } finally {
    await server.remove();
  }
});
