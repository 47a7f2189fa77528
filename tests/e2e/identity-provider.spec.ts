import { expect, test, type Browser, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { CLIENT_ID, CLIENT_SECRET, IdentityProviderServer } from "./support/identity-provider.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

// Each goes on from the one before.
test.describe.configure({ mode: "serial" });

const provider = new IdentityProviderServer();
let server: TestServer;
let council: string;

test.beforeAll(async () => {
  await provider.listen();
  server = new TestServer({ ALLOWED_PRIVATE_ADDRESSES: "127.0.0.1" });
  await server.start();
  const database = server.openDatabase();
  const { rows } = await database.execute(
    `SELECT "organizationId" FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
      WHERE u."email" = 'council.admin@example.org'`,
  );
  database.close();
  council = String(rows[0]?.["organizationId"]);
  provider.serve([`${server.url}/sign-in/${council}/callback`]);
});

test.afterAll(async () => {
  await server.remove();
  await provider.close();
});

/** Signs in at the provider, where the browser was led. */
async function signInThere(page: Page, name: string): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`^${provider.issuer}/`, "u"));
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Sign in there" }).click();
  await expect(page).toHaveURL(new RegExp(`^${server.url}/`, "u"));
}

async function link(browser: Browser, email: string, name: string): Promise<Person> {
  const person = await Person.signIn(browser, server.url, email);
  await person.page.goto(`${server.url}/account`);
  await person.page.getByRole("link", { name: "Sign-in of your organizations" }).click();
  await person.page.getByRole("button", { name: /^Link with the sign-in of/u }).click();
  await signInThere(person.page, name);
  await expect(person.page.getByText("Your account is linked.")).toBeVisible();
  return person;
}

test("[P6] an administrator names the organization's provider, and its people come in through it", async ({
  browser,
}) => {
  const admin = await Person.signIn(browser, server.url, "council.admin@example.org");
  const { page } = admin;
  await page.goto(`${server.url}/organizations/${council}/provider`);
  await page.getByLabel("Issuer").fill(`${provider.issuer}/elsewhere`);
  await page.getByLabel("Client id").fill(CLIENT_ID);
  await page.getByLabel(/^Client secret/u).fill(CLIENT_SECRET);
  await page.getByRole("button", { name: "Test and save" }).click();
  await expect(page.getByText("At that address is no sign-in").first()).toBeVisible();
  await page.getByLabel("Issuer").fill(provider.issuer);
  await page.getByLabel(/^Client secret/u).fill(CLIENT_SECRET);
  await page.getByRole("button", { name: "Test and save" }).click();
  await expect(page.getByText("The sign-in answers and is saved.")).toBeVisible();
  await expect(page.locator("body")).not.toContainText(CLIENT_SECRET);

  await (await link(browser, "council.drafter@example.org", "dana there")).close();

  // Somebody who is signed in nowhere, by keys alone, on a phone.
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const phone = await context.newPage();
  await phone.goto(`${server.url}/login?next=%2Faccount`);
  await phone.getByRole("link", { name: "Sign in with your organization" }).press("Enter");
  const slug = phone.getByLabel("Your organization, or your e-mail address");
  await slug.fill("nobody@nowhere.example");
  await slug.press("Enter");
  await expect(phone.getByText("No organization is known by this").first()).toBeVisible();
  await page.goto(`${server.url}/organizations/${council}/provider`);
  const address = await page.getByLabel("Link to the sign-in").inputValue();
  await slug.fill(new URL(address).searchParams.get("organization") ?? "");
  await slug.press("Enter");
  await signInThere(phone, "dana there");
  await expect(phone).toHaveURL(`${server.url}/account`);
  await expect(phone.getByText("council.drafter@example.org").first()).toBeVisible();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

  // Signed out here, they are still signed in there: it asks for no name.
  await context.request.post(`${server.url}/logout`, { form: {} });
  await phone.goto(address);
  await phone.getByRole("button", { name: "Continue" }).click();
  await expect(phone).toHaveURL(`${server.url}/`);
  await context.close();

  // A stranger without a link gets no further.
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(address);
  await stranger.getByRole("button", { name: "Continue" }).click();
  await signInThere(stranger, "a stranger");
  await expect(stranger.getByRole("heading", { name: "You were not signed in" })).toBeVisible();
  await expect(stranger.getByText("no account here is linked")).toBeVisible();
  await stranger.context().close();
  await admin.close();
});

test("[P6] works without a script, and an answer that was used leads nowhere", async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-in/organization?organization=council`);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("link", { name: /^Continue to 127/u }).click();
  const answers: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/callback?")) answers.push(request.url());
  });
  await signInThere(page, "dana there");
  await expect(page).toHaveURL(`${server.url}/`);
  expect(answers).toHaveLength(1);
  const again = await page.goto(answers[0] ?? "");
  expect(again?.status()).toBe(410);
  await expect(page.getByText("This way in was not begun in this browser")).toBeVisible();
  await context.close();
});

test("[P8] who comes in through one organization acts for the others once they have proved a factor of their own", async ({
  browser,
}) => {
  // Somebody of two organizations.
  const database = server.openDatabase();
  const { rows } = await database.execute(
    `SELECT m."organizationId", o."name" FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
      JOIN "Organization" o ON o."id" = m."organizationId" WHERE u."email" = 'ilrc.drafter@example.org'`,
  );
  const ilrc = String(rows[0]?.["organizationId"]);
  await database.execute({
    sql: `INSERT INTO "Membership" ("id", "userId", "organizationId", "createdAt")
      SELECT 'both', "id", ?, ? FROM "User" WHERE "email" = 'council.drafter@example.org'`,
    args: [ilrc, new Date().toISOString()],
  });
  await database.execute(
    `INSERT INTO "MembershipRole" ("membershipId", "role") VALUES ('both', 'drafter')`,
  );
  database.close();

  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-in/organization?organization=council`);
  await page.getByRole("button", { name: "Continue" }).click();
  await signInThere(page, "dana there");
  const refused = await page.goto(`${server.url}/organizations/${ilrc}`);
  expect(refused?.status()).toBe(404);
  await page.goto(server.url);
  await page.getByRole("link", { name: "Prove a factor of your own" }).click();
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByLabel("Password", { exact: true }).press("Enter");
  await expect(page.getByRole("link", { name: "Prove a factor of your own" })).toHaveCount(0);
  const opened = await page.goto(`${server.url}/organizations/${ilrc}`);
  expect(opened?.status()).toBe(200);
  await context.close();
});
