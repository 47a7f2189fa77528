import { expect, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

/** Forms that meet a broken connection, or the end of a session (M31). */

const MATTER = "/matters/ice-enforcement-priorities";
const WORDS = "A letter that was typed in a train";

async function typeDraft(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}${MATTER}/documents/new`);
  await page.getByRole("radio").first().check();
  await page.getByLabel("Title").fill(name);
}

const send = (page: Page) => page.locator("main form button[type=submit]").last().click();

test("[M31] a form whose answer is lost stays, says so, and what it asks for is done once", async ({
  browser,
  sharedServer: { url },
}) => {
  const { page } = await Person.signIn(browser, url, "council.drafter@example.org");
  await typeDraft(page, url, WORDS);
  const form = page.url();
  // Nobody answers.
  await page.route("**/documents/new.data*", (route) => route.abort("connectionrefused"), {
    times: 1,
  });
  await send(page);
  await expect(page.getByRole("alert").first()).toContainText(
    "it is not known whether this arrived",
  );
  await expect(page.getByLabel("Title")).toHaveValue(WORDS);
  // It arrives, and the answer does not.
  await page.route(
    "**/documents/new.data*",
    async (route) => {
      await route.fetch({ maxRedirects: 0 });
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await send(page);
  await expect(page.getByRole("alert").first()).toContainText(
    "it is not known whether this arrived",
  );
  await send(page);
  await expect(page.getByRole("alert").first()).toContainText("It was not done again");
  expect(page.url()).toBe(form);
  await page.goto(`${url}${MATTER}`);
  await expect(page.getByRole("link", { name: WORDS })).toHaveCount(1);
});

test("[M31] a form of a session that ended stays, and is sent after signing in again elsewhere", async ({
  browser,
  sharedServer: { url },
}) => {
  const { page } = await Person.signIn(browser, url, "council.drafter@example.org");
  const context = page.context();
  const title = `${WORDS}, later`;
  await typeDraft(page, url, title);
  await context.clearCookies();
  await send(page);
  await expect(page.getByRole("alert").first()).toContainText("You were signed out");
  await expect(page.getByLabel("Title")).toHaveValue(title);
  const other = await context.newPage();
  await other.goto(`${url}/login`);
  await other.getByLabel("E-mail").fill("council.drafter@example.org");
  await other.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other).not.toHaveURL(/login/u);
  await send(page);
  await expect(page).toHaveURL(/\/documents\/[^/]+$/u);
});

test("[M31] on a phone, what stands in a form stays while the server is away or the session is over, and is sent later", async ({
  browser,
  sharedServer,
}) => {
  const { url } = sharedServer;
  const ana = await Person.signIn(browser, url, "council.drafter@example.org");
  const simon = await Person.signIn(browser, url, "council.staff@example.org");
  for (const { page } of [ana, simon]) await page.setViewportSize({ width: 390, height: 844 });
  const title = `${WORDS}, with the server away`;
  await typeDraft(ana.page, url, title);
  const { page } = simon;
  await page.goto(`${url}/documents/demo-request-weekly-reports-filed/record`);
  await page.getByRole("link", { name: "Record a letter or event" }).click();
  await page.getByRole("link", { name: "They withhold everything" }).click();
  await expect(page).toHaveURL(/says=withheld/u);
  const letter = page.url();
  const stays = async () => {
    expect(page.url()).toBe(letter);
    await expect(page.getByLabel("Date on the letter")).toHaveValue("2022-02-11");
    await expect(page.getByLabel("Exemptions")).toHaveValue("(b)(5)");
  };
  // The effect on the clock is asked for behind each key, and asking leads nowhere.
  const askedWith = (typed: string) =>
    page.waitForResponse((answer) => answer.request().postData()?.includes(typed) ?? false);
  const asked = askedWith("2022-02-11");
  await page.getByLabel("Date on the letter").fill("2022-02-11");
  await page.getByLabel("Exemptions").fill("(b)(5)");
  expect((await asked).status()).not.toBe(401);
  await page.context().clearCookies();
  const refused = askedWith("2022-02-14");
  await page.getByLabel("Arrived here").fill("2022-02-14");
  expect((await refused).status()).toBe(401);
  await page.waitForTimeout(500);
  await stays();

  await sharedServer.stop();
  try {
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByRole("alert").first()).toContainText(
      "it is not known whether this arrived",
    );
    await stays();
    await send(ana.page);
    await expect(ana.page.getByRole("alert").first()).toContainText(
      "it is not known whether this arrived",
    );
    await expect(ana.page.getByLabel("Title")).toHaveValue(title);
  } finally {
    await sharedServer.start();
  }
  await send(ana.page);
  await expect(ana.page).toHaveURL(/\/documents\/[^/]+$/u);
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(page.getByRole("alert").first()).toContainText("You were signed out");
  await stays();
});
