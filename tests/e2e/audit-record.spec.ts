import { expect } from "@playwright/test";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

const MATTER = "/matters/ice-enforcement-priorities";

test("the record of a matter is read from its page, line by line, and leads to the things", async ({
  browser,
  sharedServer: { url },
}) => {
  const { page } = await Person.signIn(browser, url, "ilrc.reviewer@example.org");
  await page.goto(`${url}${MATTER}`);
  await page.getByRole("link", { name: "Read the record" }).click();
  await expect(page).toHaveURL(`${url}${MATTER}/record`);
  const lines = page.getByRole("list", { name: "Lines of the record" }).getByRole("listitem");
  await expect(lines.first()).toBeVisible();
  await page.getByText("Show only some of the lines").click();
  await page.getByLabel("Kind").selectOption("Review and sign-off");
  await page.getByRole("button", { name: "Show these lines" }).click();
  await expect(page).toHaveURL(/kind=review/u);
  const signed = lines.filter({ hasText: "signed off version" }).first();
  await expect(signed).toContainText(/ for (?:ILRC|Council|Mijente)/u);
  await signed.getByRole("link", { name: /version/u }).click();
  await expect(page).toHaveURL(/\/versions\/\d+$/u);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("the record needs no script, and its file of JSON lines says the same", async ({
  browser,
  sharedServer: { url },
}) => {
  const person = await Person.signIn(browser, url, "council.drafter@example.org");
  const storageState = await person.page.context().storageState();
  const context = await browser.newContext({ javaScriptEnabled: false, storageState });
  const page = await context.newPage();
  await page.goto(`${url}${MATTER}/record`);
  await page.getByText("Show only some of the lines").click();
  await page.getByLabel("Kind").selectOption("Filing");
  await page.getByRole("button", { name: "Show these lines" }).click();
  await expect(page).toHaveURL(/kind=filing/u);
  const lines = page
    .getByRole("list", { name: "Lines of the record" })
    .locator("li > p:first-child");
  // The address changes before the page is read to its end.
  await expect(lines.first()).toBeVisible();
  const said = await lines.allInnerTexts();
  expect(said.length).toBeGreaterThan(0);
  const link = page.getByRole("link", { name: "Download JSON lines" });
  const answer = await context.request.get(
    new URL((await link.getAttribute("href")) ?? "", url).href,
  );
  expect(answer.headers()["content-type"]).toContain("application/x-ndjson");
  const told = (await answer.text())
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { readonly sentence: string }).sentence);
  expect(told.slice(0, said.length)).toEqual(said);
});

test("the workspace’s record has one’s own account, and nothing of anybody else’s", async ({
  browser,
  sharedServer: { url },
}) => {
  const { page } = await Person.signIn(browser, url, "stranger@example.org");
  await page.goto(`${url}/account`);
  await page.getByRole("link", { name: "What is recorded of your account" }).click();
  await expect(page).toHaveURL(/\/record\?kind=account/u);
  await expect(async () => {
    await page.reload();
    await expect(page.locator("main")).toContainText("signed in with a password.", {
      timeout: 500,
    });
  }).toPass();
  await page.goto(`${url}/record`);
  await expect(page.locator("main")).not.toContainText("Council");
  const answer = await page.context().request.get(`${url}${MATTER}/record.jsonl`);
  expect(answer.status()).toBe(404);
});

test("on a phone the first lines stand on the first screen, and choosing is one tap away", async ({
  browser,
  sharedServer: { url },
}) => {
  const { page } = await Person.signIn(browser, url, "council.drafter@example.org");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${url}/`);
  await page.getByRole("button", { name: ", your menu" }).click();
  await page.getByRole("menuitem", { name: "Record" }).click();
  await expect(page).toHaveURL(`${url}/record`);
  const lines = page.getByRole("list", { name: "Lines of the record" }).getByRole("listitem");
  await expect(lines.first()).toBeInViewport();
  const fold = page.getByText("Show only some of the lines");
  await expect(fold).toBeInViewport();
  await fold.click();
  await page.getByLabel("Kind").selectOption("Filing");
  await page.getByRole("button", { name: "Show these lines" }).click();
  await expect(page.locator("main")).toContainText("You see only lines of the kind “Filing”.");
  await expect(lines.first()).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("axe finds nothing on either page of the record, in any look", async ({
  browser,
  sharedServer: { url },
}) => {
  const { page } = await Person.signIn(browser, url, "council.admin@example.org");
  await page.goto(`${url}${MATTER}/record`);
  await expectClean(page);
  await page.goto(`${url}/record?kind=workspace&from=2099-01-01`);
  await expectClean(page);
});
