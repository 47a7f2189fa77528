import { expect, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { hydrated } from "./support/held.ts";
import { expectClean } from "./support/looks.ts";
import { test } from "./support/shared-server.ts";
import { onLocalhost, VirtualAuthenticator } from "./support/virtual-authenticator.ts";

const EMAIL = "council.drafter@example.org";

async function signIn(page: Page, url: string, email = EMAIL): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/login/);
}

async function addPasskey(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/account/passkeys`);
  await page.getByLabel("Name", { exact: true }).last().fill(name);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText(`“${name}” was added.`)).toBeVisible();
}

/** Signs out, and answers the session's cookie as gone. */
async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies();
}

test("[P1] a passkey is added, signs in without an address being typed, is renamed and removed", async ({
  browser,
  sharedServer,
}) => {
  const url = onLocalhost(sharedServer.url);
  const page = await (await browser.newContext()).newPage();
  const device = await VirtualAuthenticator.on(page);
  await signIn(page, url);
  await page.goto(`${url}/account`);
  await hydrated(page);
  await expect(page.getByText("You have none. A passkey signs you in")).toBeVisible();
  await page.getByRole("link", { name: "Add a passkey" }).click();
  await expect(page.getByText("None yet.")).toBeVisible();
  await addPasskey(page, url, "My laptop");
  expect(await device.keys()).toBe(1);
  await expect(page.getByText("Kept in several devices.")).toBeVisible();
  await expect(page.getByText("not used yet")).toBeVisible();

  // The same device makes no second one. Enter asks it as the button does.
  await page.getByLabel("Name", { exact: true }).last().press("Enter");
  await expect(page.getByText("This device keeps a passkey of yours already.")).toBeVisible();

  await signOut(page);
  await page.goto(`${url}/login/passkey?next=%2Faccount%2Fpasskeys`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveURL(/account\/passkeys/);
  await expect(page.getByText(/last used/)).toBeVisible();
  const [session] = await page.context().cookies();
  expect(session).toMatchObject({ httpOnly: true });

  await page.getByLabel("Name", { exact: true }).first().fill("Old laptop");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByText("It is called “Old laptop” now.")).toBeVisible();
  await page.getByRole("button", { name: "Remove Old laptop" }).click();
  await page.getByRole("button", { name: "Remove the passkey" }).click();
  await expect(page.getByText("The passkey was removed.")).toBeVisible();

  await signOut(page);
  await page.goto(`${url}/login/passkey`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("No account here has this passkey")).toBeVisible();
  await page.context().close();
});

test("[P1] the sign-in page has the browser offer it in the address's field, and signs in whoever picks it", async ({
  browser,
  sharedServer,
}) => {
  const url = onLocalhost(sharedServer.url);
  const page = await (await browser.newContext()).newPage();
  await VirtualAuthenticator.on(page);
  await signIn(page, url, "council.staff@example.org");
  await addPasskey(page, url, "Staff laptop");
  await signOut(page);
  // A browser's list of suggestions can't be pressed from here: this stands for it.
  await page.addInitScript(() => {
    const { credentials } = navigator;
    const ask = credentials.get.bind(credentials);
    credentials.get = (options) => {
      if (options?.mediation !== "conditional") return ask(options);
      return new Promise((resolve, reject) => {
        const pick = () => void ask({ publicKey: options.publicKey }).then(resolve, reject);
        addEventListener("pick-passkey", pick, { once: true });
        document.documentElement.dataset["offers"] = "passkeys";
      });
    };
  });
  await page.goto(`${url}/login?next=%2Faccount`);
  await expect(page.locator("html")).toHaveAttribute("data-offers", "passkeys");
  await page.evaluate(() => dispatchEvent(new Event("pick-passkey")));
  await expect(page).toHaveURL(/\/account$/u);
  await page.context().close();
});

test("[P1] the sign-in page has a button for it, on a phone, too, and says why where nothing came of it", async ({
  browser,
  sharedServer,
}) => {
  const url = onLocalhost(sharedServer.url);
  const page = await (await browser.newContext()).newPage();
  await page.setViewportSize({ width: 390, height: 844 });
  const device = await VirtualAuthenticator.on(page, { isSynced: false });
  await signIn(page, url);
  await addPasskey(page, url, "Phone");
  await expect(page.getByText("Kept in one device alone.")).toBeVisible();
  await expectClean(page);
  // Nothing of the page is wider than a phone.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await signOut(page);
  // A device whose person shows no finger.
  await device.verifies(false);
  await page.goto(`${url}/login`);
  await expect(page.getByLabel("E-mail")).toHaveAttribute("autocomplete", "username webauthn");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("No passkey was used")).toBeVisible();
  await expect(page).toHaveURL(/login/);

  await expectClean(page);
  await device.verifies(true);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).not.toHaveURL(/login/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.context().close();
});

test("[P1] where it is a while ago that one signed in, one shows again that it is them, by the keyboard alone", async ({
  browser,
  sharedServer,
}) => {
  const url = onLocalhost(sharedServer.url);
  const page = await (await browser.newContext()).newPage();
  await VirtualAuthenticator.on(page);
  await signIn(page, url, "ilrc.drafter@example.org");
  await addPasskey(page, url, "Key");
  const database = sharedServer.openDatabase();
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  await database.execute({ sql: `UPDATE "Session" SET "createdAt" = ?`, args: [hourAgo] });
  database.close();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Show that it is you" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a passkey" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Remove/ })).toHaveCount(0);
  await expectClean(page);
  await page.getByLabel("Your password", { exact: true }).fill("not the password");
  await page.keyboard.press("Enter");
  await expect(page.getByText("That is not your password.").first()).toBeVisible();
  await page.getByRole("button", { name: "Use a passkey" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("you can change your passkeys now")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a passkey" })).toBeVisible();
  await page.context().close();
});

test("[P1] without scripts the pages say that passkeys need one, and the password works", async ({
  browser,
  sharedServer,
}) => {
  const url = onLocalhost(sharedServer.url);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/login`);
  // Not among the words that a page with scripts has, so not found by them.
  await expect(page.locator("noscript p")).toBeVisible();
  await expect(page.locator("noscript p")).toContainText("Passkeys need a script");
  await expect(page.getByRole("button", { name: "Use a passkey" })).toBeHidden();
  await signIn(page, url);
  await page.goto(`${url}/account/passkeys`);
  await expect(page.locator("form noscript p")).toBeVisible();
  await context.close();
});

test("[P1] at an address in numbers, where browsers make none, nothing is offered", async ({
  browser,
  sharedServer,
}) => {
  const page = await (await browser.newContext()).newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await signIn(page, sharedServer.url);
  await page.goto(`${sharedServer.url}/account/passkeys`);
  await expect(page.getByText("Passkeys need an address that begins with https://")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a passkey" })).toHaveCount(0);
  expect(asked.filter((address) => address.includes("/passkeys/sign-in"))).toEqual([]);
  await page.context().close();
});
