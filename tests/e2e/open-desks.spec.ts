import { expect, test } from "@playwright/test";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";
import { KEEPING_THE_DESK } from "./support/keeping-the-desk.ts";

test.use(KEEPING_THE_DESK);

const DRAFT = "demo-request-weekly-reports";

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer();
  await server.start();
});
test.afterAll(() => server.remove());

test("an open desk shows a new title, other required organizations and a party less, without a reload", async ({
  browser,
}) => {
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const admin = await Person.signIn(browser, server.url, "council.admin@example.org");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  // Wide enough for the margin that says whose sign-off is needed.
  await ines.page.setViewportSize({ width: 1700, height: 900 });
  await ines.open(DRAFT);
  await ines.page.evaluate(() => {
    document.body.dataset["since"] = "the first load";
  });
  const needed = ines.page.locator("section", { hasText: "Sign-off" }).locator("li .chip");
  await expect(needed).toHaveCount(3);

  // The server is too busy when the desk first asks whether the page can be loaded: it asks again.
  let refused = 0;
  await ines.page.route(`**/documents/${DRAFT}`, async (route) => {
    if (route.request().method() !== "HEAD" || refused > 0) return route.continue();
    refused += 1;
    await route.fulfill({ status: 503 });
  });
  await ana.page.goto(`${server.url}/documents/${DRAFT}/settings`);
  await ana.page.getByLabel("Title of the document").fill("Renamed while others write");
  await ana.page.getByRole("button", { name: "Change title" }).click();
  await expect(ines.page.getByRole("heading", { level: 1 })).toHaveText(
    "Renamed while others write",
  );
  expect(refused).toBe(1);
  // Her own form has it, too: pressed again it puts nothing back.
  await expect(ana.page.getByText("The title was changed.")).toBeVisible();
  await expect(ana.page.getByLabel("Title of the document")).toHaveValue(
    "Renamed while others write",
  );

  await admin.page.goto(`${server.url}/documents/${DRAFT}/settings`);
  await admin.page.getByRole("checkbox", { name: /Mijente/ }).uncheck();
  await admin.page.getByRole("button", { name: "Change sign-off" }).click();
  await expect(needed).toHaveCount(2);
  // Her own page has the answer, too, and puts nothing back that she does next.
  await expect(admin.page.getByText("It was changed whose sign-off")).toBeVisible();
  await expect(admin.page.getByRole("checkbox", { name: /Mijente/ })).not.toBeChecked();
  await admin.page.getByRole("checkbox", { name: /Mijente/ }).check();
  await admin.page.getByRole("button", { name: "Change sign-off" }).click();
  await expect(needed).toHaveCount(3);

  const matter = await ines.page.locator('a[href^="/matters/"]').first().getAttribute("href");
  await admin.page.goto(`${server.url}${matter}/parties`);
  await admin.page
    .getByRole("listitem")
    .filter({ hasText: "Mijente" })
    .getByRole("button", { name: "Remove" })
    .click();
  const question = admin.page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Remove Mijente" }).click();
  await expect(needed).toHaveCount(2);

  await expect(ines.text).toHaveAttribute("contenteditable", "true");
  expect(await ines.page.evaluate(() => document.body.dataset["since"])).toBe("the first load");
  for (const person of [ines, admin, ana]) await person.close();
});
