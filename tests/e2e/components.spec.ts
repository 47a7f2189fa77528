import { expect, test } from "@playwright/test";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const RECORD = "/documents/demo-request-weekly-reports-filed/record";
const CBP = "CBP FOIA Division";

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

test("[L51] staff record that a second component has the request, and its letters count for it alone", async ({
  browser,
}) => {
  const { page } = await Person.signIn(browser, server.url, "council.staff@example.org");

  await test.step("its receipt gives it a clock of its own, told before it is recorded", async () => {
    await page.goto(`${server.url}${RECORD}/new?says=received`);
    await expect(page.getByText(/The request is with ICE FOIA Office/u)).toBeVisible();
    await page.getByLabel("Arrived at the agency").fill("2021-10-12");
    await page.getByLabel("Office").fill(CBP);
    await expect(page.getByText(/due Oct 22, 2021 to Nov 9, 2021/u)).toBeVisible();
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByText(/It is on record/u)).toBeVisible();
    await page.goto(`${server.url}${RECORD}`);
    await expect(
      page.getByText(/constructively exhausted at CBP FOIA Division since November 10, 2021/u),
    ).toBeVisible();
    await expect(page.getByRole("region", { name: CBP })).toContainText("Determination due");
    await expectClean(page);
  });

  await test.step("a letter names the component, and what it lacks of the statute stands beside it", async () => {
    await page.goto(`${server.url}${RECORD}/new?says=all-records`);
    await page.getByLabel("Component").selectOption(CBP);
    await page.getByLabel("Date on the letter").fill("2022-02-01");
    await page.getByLabel("Help of the FOIA Public Liaison and of OGIS").selectOption("Of neither");
    await expect(page.getByText("must appeal.", { exact: false })).toBeVisible();
    await expectClean(page);
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByText(/It is on record/u)).toBeVisible();
    await page.goto(`${server.url}${RECORD}`);
    await expect(page.getByRole("heading", { name: `Determination, ${CBP}` })).toBeVisible();
    await expect(
      page.getByText("It lacks the help of its FOIA Public Liaison and of OGIS"),
    ).toBeVisible();
    await expect(page.getByRole("region", { name: "ICE FOIA Office" })).toContainText(
      "Constructively exhausted",
    );
    await expect(page.getByRole("region", { name: CBP })).toContainText("appeal");
    await page.setViewportSize({ width: 390, height: 800 });
    await expectClean(page);
  });
});
