import { expect, test } from "@playwright/test";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

test("[A1] an organization's administrator consents to archives of its own conversations, and takes it back", async ({
  browser,
}) => {
  const { page } = await Person.signIn(browser, server.url, "council.admin@example.org");
  await page.goto(`${server.url}/organizations`);
  await page.getByRole("link", { name: "American Immigration Council" }).first().click();
  await page.getByRole("link", { name: "Archives" }).click();
  await expect(page.getByRole("heading", { name: "Archives", level: 1 })).toBeVisible();
  const no = page.getByRole("radio", { name: "Leave them out" });
  const yes = page.getByRole("radio", { name: "Take them along" });
  await expect(no).toBeChecked();
  await expectClean(page);

  await yes.check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(
    page.getByText("Saved. It holds for archives that are made from now on."),
  ).toBeVisible();
  await expect(page.getByText(/ consented on /u)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 800 });
  await expectClean(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectClean(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await no.check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/ consented on /u)).toBeHidden();
  await page.goto(`${server.url}/record`);
  await expect(page.getByText(/ took back the consent of /u)).toBeVisible();
  await expect(page.getByText(/ consented for /u)).toBeVisible();
});
