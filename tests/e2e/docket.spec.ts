import { expect, test } from "@playwright/test";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const MATTER = "/matters/ice-enforcement-priorities";
const DOCKET = `${MATTER}/dockets/demo-docket-weekly-reports`;
const COMPLAINT = "demo-complaint-weekly-reports";

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

test("a case number that one organization records on the docket stands in the caption of another's open desk, and in both complaints", async ({
  browser,
}) => {
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const simon = await Person.signIn(browser, server.url, "council.staff@example.org");

  const second = await test.step("a second complaint of the lawsuit picks its docket", async () => {
    const { page } = ines;
    await page.goto(`${server.url}${MATTER}/documents/new`);
    await page.getByRole("radio", { name: /^Complaint/u }).check();
    await page.getByLabel("Title").fill("First amended complaint");
    await page.getByLabel("Docket").selectOption({
      label:
        "Immigrant Legal Resource Center et al. v. U.S. Immigration and Customs Enforcement, no case number recorded",
    });
    await expectClean(page);
    await page.getByLabel(/Northern District of California/u).check();
    await page.getByRole("button", { name: "Create draft" }).click();
    await expect(page).toHaveURL(/\/documents\/[^/]+$/u);
    await expect(ines.text).toContainText("Case No. [case number]");
    return new URL(page.url()).pathname.split("/").at(-1) ?? "";
  });

  await ines.open(COMPLAINT);
  await expect(ines.text).toContainText("Case No. [case number]");
  let loads = 0;
  ines.page.on("load", () => {
    loads += 1;
  });
  await ines.goToEndOf("1.");
  const before = await ines.page.evaluate(() => performance.timeOrigin);

  await test.step("staff of another organization types the number once", async () => {
    const { page } = simon;
    await page.goto(`${server.url}${MATTER}`);
    await page.getByRole("link", { name: /^Immigrant Legal Resource Center et al/u }).click();
    await expect(page).toHaveURL(`${server.url}${DOCKET}`);
    await expectClean(page);
    await page.getByRole("link", { name: "Parties, signers and addresses" }).click();
    await expectClean(page);
    await page.getByLabel("Case number").fill("3:21-cv-09281");
    await page.getByLabel("Judge").fill("Hon. Example");
    await page.getByRole("button", { name: "Save docket" }).click();
    await expect(page).toHaveURL(`${server.url}${DOCKET}`);
    await expect(page.locator("main")).toContainText("3:21-cv-09281");
    await expect(page.locator("main")).toContainText("FOIA request of September 9, 2021");
  });

  await test.step("the open desk shows it, without loading again, and the caret stays in the text", async () => {
    await expect(ines.text).toContainText("Case No. 3:21-cv-09281");
    expect(loads).toBe(0);
    expect(await ines.page.evaluate(() => performance.timeOrigin)).toBe(before);
    await expect(ines.text).toBeFocused();
  });

  await test.step("the other complaint of the lawsuit shows it, and the next lawsuit does not", async () => {
    await ines.open(second);
    await expect(ines.text).toContainText("Case No. 3:21-cv-09281");
    await ines.page.goto(`${server.url}/documents/demo-complaint-outside-priorities`);
    await expect(ines.page.locator(".prose").first()).toContainText("Case No. [case number]");
  });

  await test.step("who had the docket open before overwrites nothing: both are saved, or both values shown", async () => {
    const { page } = ines;
    await page.goto(`${server.url}${DOCKET}/edit`);
    const other = await simon.page.context().newPage();
    await other.goto(`${server.url}${DOCKET}/edit`);
    await other.getByLabel("Judge").fill("Hon. Another");
    await other.getByRole("button", { name: "Save docket" }).click();
    await expect(other).toHaveURL(`${server.url}${DOCKET}`);
    await page.getByLabel("Judge").fill("Hon. Third");
    await page.getByLabel("Division").fill("San Francisco Division");
    await page.getByRole("button", { name: "Save docket" }).click();
    await expect(page.getByRole("alert")).toContainText(
      "saved the same field while you were typing",
    );
    await expect(page.getByLabel("Judge")).toHaveValue("Hon. Third");
    await expect(page.getByText("Hon. Another")).toBeVisible();
    await other.reload();
    await expect(other.locator("main")).toContainText("Hon. Another");
    await page.getByRole("button", { name: "Take theirs for “Judge”" }).click();
    await page.getByRole("button", { name: "Save docket" }).click();
    await expect(page).toHaveURL(`${server.url}${DOCKET}`);
    await expect(page.locator("main")).toContainText("Hon. Another");
    await expect(page.locator("main")).toContainText(/San Francisco Division/iu);
  });
  await ines.close();
  await simon.close();
});

test("a signer's bar number is typed once, with the keyboard alone, and stands in an open complaint", async ({
  browser,
}) => {
  const dani = await Person.signIn(browser, server.url, "mijente.drafter@example.org");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  await dani.open(COMPLAINT);
  await expect(dani.text).toContainText("State Bar No. [not recorded]");
  const { page } = ana;
  await page.goto(`${server.url}/documents/${COMPLAINT}/facts`);
  await expectClean(page);
  // Words that were typed here are not lost on the way.
  await page.getByLabel("Title of the paper").fill("First Complaint");
  await page.getByRole("button", { name: "Save and edit signers" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${server.url}${MATTER}/facts?from=${COMPLAINT}#shared-signers`);
  await expectClean(page);
  const bar = page.getByLabel("Bar number").nth(4);
  await bar.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("California State Bar No. 000001");
  await page.keyboard.press("Enter");
  // Back on the page from which one came.
  await expect(page).toHaveURL(`${server.url}/documents/${COMPLAINT}/facts`);
  await expect(dani.text).toContainText("California State Bar No. 000001");
  await expect(page.getByLabel("Title of the paper")).toHaveValue("First Complaint");
  await dani.close();
  await ana.close();
});
