import { expect } from "@playwright/test";
import { Person } from "./support/people.ts";
import { test } from "./support/shared-server.ts";

const REQUEST = "/documents/demo-request-weekly-reports";

test("[Help] the help of a screen is one press away: in the header, on the phone and at the desk in the menu", async ({
  browser,
  sharedServer: { url },
}) => {
  const drafter = await Person.signIn(browser, url, "council.drafter@example.org");
  const { page } = drafter;
  await page.goto(`${url}/matters/ice-enforcement-priorities`);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Help" }).click();
  await expect(page).toHaveURL(`${url}/help/matter`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A matter and its parties");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${url}/matters/ice-enforcement-priorities/dockets/new`);
  await expect(page.getByRole("link", { name: "Help", exact: true })).toBeHidden();
  const isWide = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
  expect(await isWide()).toBe(false);
  await page.getByRole("button", { name: /, your menu$/u }).click();
  await page.getByRole("menuitem", { name: "Help" }).click();
  await expect(page).toHaveURL(`${url}/help/docket#new-docket`);
  await expect(page.getByRole("heading", { name: "New docket" })).toBeInViewport();
  await page.goto(`${url}/help/people`);
  expect(await isWide()).toBe(false);

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${url}${REQUEST}`);
  await page.getByRole("button", { name: /, your menu$/u }).click();
  await page.getByRole("menuitem", { name: "Help" }).click();
  await expect(page).toHaveURL(`${url}/help/drafting`);
  await drafter.close();
});

test.describe("without scripts, and without an account", () => {
  test.use({ javaScriptEnabled: false });

  test("[Help] every page is read, with its pictures", async ({ page, sharedServer: { url } }) => {
    await page.goto(`${url}/login`);
    await page.getByRole("link", { name: "Help" }).click();
    await expect(page).toHaveURL(`${url}/help/sign-in`);
    await page.getByRole("link", { name: "Help", exact: true }).first().click();
    await page.goto(`${url}/help`);
    await page.getByRole("link", { name: "Review and sign-off" }).click();
    const picture = page.getByRole("img", { name: "A reviewer signs a version" });
    const source = await picture.getAttribute("src");
    const answer = await page.request.get(`${url}${source}`);
    expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "image/png"]);
  });
});
