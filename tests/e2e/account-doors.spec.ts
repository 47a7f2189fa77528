import { expect, test } from "@playwright/test";
import { listenForMail } from "#tests/support/smtp-server.ts";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { freePort } from "#tests/support/free-port.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const DRAFT = "demo-request-weekly-reports";
const NEW_PASSWORD = "an open window in the morning";
const PHONE = { width: 390, height: 844 };

let server: TestServer;
let mail: Awaited<ReturnType<typeof listenForMail>>;
test.beforeAll(async () => {
  mail = await listenForMail();
  // Links in mails have the port before the server starts.
  const port = await freePort();
  server = new TestServer({
    PORT: String(port),
    APP_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: mail.url,
    MAIL_FROM: "Desk <desk@example.org>",
    SIGN_IN_TRIES_PER_ADDRESS: "1000",
  });
  await server.start();
});
test.afterAll(async () => {
  await server.remove();
  await mail.close();
});

/** The link in the letter with that subject that came to an address. */
async function linkIn(subject: string, to: string): Promise<string> {
  const letter = () =>
    mail.letters.find(
      (one) => one.subject === subject && one.to?.some(({ address }) => address === to),
    );
  await expect.poll(() => letter()?.subject, { timeout: 20_000 }).toBe(subject);
  return /http:\/\/127\.0\.0\.1:\d+\/\S+/u.exec(letter()?.text ?? "")?.[0] ?? "";
}

test("[P4] a lost password is chosen anew on a phone, by keys alone, and an open draft is closed elsewhere", async ({
  browser,
}) => {
  const email = "ilrc.drafter@example.org";
  const elsewhere = await Person.signIn(browser, server.url, email);
  await elsewhere.open(DRAFT);
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.goto(`${server.url}/login`);
  await page.getByRole("link", { name: "Choose a new one" }).press("Enter");
  await expectClean(page);
  await page.setViewportSize(PHONE);
  await page.getByLabel("E-mail address").fill(email);
  await page.keyboard.press("Enter");
  await expect(page.getByText("a link is on its way to it")).toBeVisible();

  await page.goto(await linkIn("Choose a new password", email));
  await expectClean(page);
  await page.setViewportSize(PHONE);
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/login\?password=changed/u);
  await expect(elsewhere.page.getByText(/signed out/iu).first()).toBeVisible();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${server.url}/`);
  await context.close();
  await elsewhere.close();
});

test("[P4] works without scripts", async ({ browser }) => {
  const email = "ilrc.staff@example.org";
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.url}/password/forgotten`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByText("a link is on its way to it")).toBeVisible();
  await page.goto(await linkIn("Choose a new password", email));
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your new password is set")).toBeVisible();
  await context.close();
});

test("[P4] an address is changed once both mailboxes confirmed it", async ({ browser }) => {
  const before = "ilrc.observer@example.org";
  const after = "otis@example.net";
  const otis = await Person.signIn(browser, server.url, before);
  const { page } = otis;
  await page.goto(`${server.url}/account`);
  await page.getByRole("link", { name: "Change it" }).click();
  await expectClean(page);
  await page.getByLabel("New e-mail address").fill(after);
  await page.getByLabel("Your password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Ask for the change" }).click();
  await expect(page.getByText("A change waits")).toBeVisible();
  await expectClean(page);

  const mailbox = await (await browser.newContext()).newPage();
  await mailbox.goto(await linkIn("Confirm your new e-mail address", after));
  await expectClean(mailbox);
  await mailbox.getByRole("button", { name: `Confirm at ${after}` }).click();
  await expect(mailbox.getByText("Nothing has changed yet")).toBeVisible();
  await mailbox.goto(await linkIn("Your e-mail address is to be changed", before));
  await mailbox.getByRole("button", { name: `Confirm at ${before}` }).click();
  await expect(mailbox.getByRole("heading", { name: "The address was changed" })).toBeVisible();
  await page.goto(`${server.url}/account`);
  await expect(page.getByText(after).first()).toBeVisible();
  expect(await linkIn("Your e-mail address was changed", after)).toContain("/account");
  await mailbox.context().close();
  await otis.close();
});

test("[P4] [P8] who was let in again is there for one organization, until a link in their mailbox proves that it is them", async ({
  browser,
}) => {
  const email = "mijente.reviewer@example.org";
  const database = server.openDatabase();
  // Remedios reviews for the ILRC, too.
  await database.execute(
    `INSERT INTO "Membership" ("id", "userId", "organizationId", "createdAt")
      VALUES ('elsewhere', 'demo-mijente-reviewer', 'demo-ilrc', '2021-01-01T00:00:00.000+00:00')`,
  );
  await database.execute(
    `INSERT INTO "MembershipRole" ("membershipId", "role") VALUES ('elsewhere', 'reviewer')`,
  );
  database.close();
  const mara = await Person.signIn(browser, server.url, "mijente.admin@example.org");
  await mara.page.goto(`${server.url}/organizations/demo-mijente/people/demo-mijente-reviewer`);
  await mara.page.getByRole("button", { name: "Make a link" }).click();
  await mara.page.getByRole("button", { name: "Make the link" }).click();
  const field = mara.page.getByLabel("Link for Remedios Sample");
  await expect(field).toBeVisible();
  await expectClean(mara.page);
  const link = await field.inputValue();
  expect(await linkIn("You can be let in again", email)).toContain("/password/forgotten");

  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.goto(link);
  await expect(page.getByText(/you act for .* alone/u)).toBeVisible();
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText(/You are here for .* alone, which let you in/u)).toBeVisible();
  await expectClean(page);
  await page.setViewportSize(PHONE);
  const ilrc = `${server.url}/organizations/demo-ilrc`;
  expect((await page.goto(ilrc))?.status()).toBe(404);

  await page.goto(server.url);
  await page.getByRole("link", { name: "Prove a factor of your own" }).click();
  await expectClean(page);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByText("Open it in this browser")).toBeVisible();
  const own = await linkIn("Show that this sign-in is yours", email);
  // In another browser it is nothing: not for Mara, who made the link.
  expect((await mara.page.goto(own))?.status()).toBe(410);
  await page.goto(own);
  await page.getByRole("button", { name: "Yes, it is mine" }).click();
  await expect(page.getByText("reaches all of your organizations")).toBeVisible();
  expect((await page.goto(ilrc))?.status()).toBe(200);
  await context.close();
  await mara.close();
});

test("[P5] the devices say where they are, and all others are signed out at once", async ({
  browser,
}) => {
  const email = "mijente.drafter@example.org";
  const other = await Person.signIn(browser, server.url, email);
  await other.open(DRAFT);
  const here = await Person.signIn(browser, server.url, email);
  const { page } = here;
  await page.goto(`${server.url}/account`);
  await expect(page.getByText(/with a password, from 127\.0\.0\.1/u)).toHaveCount(2);
  await expectClean(page);
  await page.getByRole("button", { name: "Sign out on all others" }).click();
  await page.getByRole("button", { name: "Sign out there" }).click();
  await expect(page.getByText("Your other devices were signed out.")).toBeVisible();
  await expect(other.page.getByText(/signed out/iu).first()).toBeVisible();
  await expect(page.getByText(/with a password, from 127\.0\.0\.1/u)).toHaveCount(1);
  await here.close();
  await other.close();
});
