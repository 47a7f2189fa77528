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
