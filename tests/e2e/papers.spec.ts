import { expect, test } from "@playwright/test";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const MATTER = "/matters/ice-enforcement-priorities";
const REQUEST = "demo-request-weekly-reports-filed";

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer();
  await server.start();
});
test.afterAll(() => server.remove());

/** Puts on record of the filed request its receipt on that day, and a letter with its number. */
async function onRecord(received: string): Promise<void> {
  const database = server.openDatabase();
  const at = "2021-12-01T12:00:00.000+00:00";
  const insert = `INSERT INTO "AgencyEvent" ("id", "documentId", "kind", "dated", "received", "details",
    "note", "recordedById", "recordedAt") VALUES (?, ?, ?, ?, ?, ?, '', 'demo-council-staff', ?)`;
  const office = JSON.stringify({ office: "ICE FOIA Office", isProper: true });
  const number = JSON.stringify({ trackingNumbers: [{ number: "2021-ICFO-00042", office: null }] });
  await database.batch([
    { sql: `DELETE FROM "AgencyEvent" WHERE "documentId" = ?`, args: [REQUEST] },
    { sql: insert, args: ["e2e-received", REQUEST, "received", null, received, office, at] },
    { sql: insert, args: ["e2e-letter", REQUEST, "acknowledged", "2021-09-14", null, number, at] },
  ]);
  database.close();
}

test("a complaint from a filed request prints parties, numbers and dates, follows the record and another court, and has a checklist", async ({
  browser,
}) => {
  await onRecord("2021-09-09");
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const { page } = ana;
  await page.setViewportSize({ width: 1_500, height: 900 });

  const complaint = await test.step("it begins with what the workspace knows", async () => {
    await page.goto(`${server.url}${MATTER}/documents/new`);
    await page.getByRole("radio", { name: /^Complaint/u }).check();
    await page.getByLabel("Title").fill("Complaint: made from the request");
    await page.getByLabel(/Northern District of California/u).check();
    await page.getByLabel(/^FOIA request of September 9, 2021/u).check();
    await expectClean(page);
    await page.getByRole("button", { name: "Create draft" }).click();
    await expect(page).toHaveURL(/\/documents\/[^/]+$/u);
    await expect(ana.text).toHaveAttribute("contenteditable", "true");
    for (const words of [
      "Plaintiff American Immigration Council, of Washington, D.C., is",
      "Plaintiff Immigrant Legal Resource Center, of San Francisco, California, is",
      "Plaintiff Mijente Support Committee is",
      "ICE received the Request on September 9, 2021 and gave it tracking number 2021-ICFO-00042.",
      "A determination was due by October 7, 2021.",
      "Divisional Assignment",
      "Fourth claim: failure to decide on expedited processing",
      "Exhibit A. The Request of September 9, 2021",
    ]) {
      await expect(ana.text).toContainText(words);
    }
    return new URL(page.url()).pathname.split("/").at(-1) ?? "";
  });

  await test.step("what it takes from the record is updated with one click", async () => {
    await onRecord("2021-09-13");
    const again = page.getByRole("button", { name: "Check again" });
    await again.click();
    await expect(
      page.getByRole("link", {
        name: /is printed as October 7, 2021, and it is October 12, 2021 now/iu,
      }),
    ).toBeVisible({ timeout: 30_000 });
    await page.getByRole("button", { name: /^Update all 2 from the record$/u }).click();
    await expect(ana.text).toContainText("A determination was due by October 12, 2021.");
    await expect(page.getByRole("button", { name: /from the record$/u })).toHaveCount(0);
    await expectClean(page);
  });

  await test.step("another court's layout changes what that court asks, and names what is left over", async () => {
    await page.goto(`${server.url}/documents/${complaint}/settings`);
    await page.getByLabel(/District of Columbia/u).check();
    await page.getByRole("button", { name: "Change layout" }).click();
    await expect(page.getByText("The layout was changed.")).toBeVisible();
    await ana.open(complaint);
    await expect(ana.text).toContainText("FOR THE DISTRICT OF COLUMBIA");
    await expect(ana.text).toContainText("Civil Action No.");
    await expect(ana.text).toContainText("[address: not recorded]");
    await expect(ana.text).toContainText("A determination was due by October 12, 2021.");
    await page.goto(`${server.url}/documents/${complaint}/submit`);
    await expect(page.getByText(/“Divisional Assignment”, which only the Northern/u)).toBeVisible();
  });

  await test.step("the checklist says what goes with it, and what is missing can be begun", async () => {
    await page.getByRole("link", { name: "Goes with it" }).click();
    await expect(page.getByRole("heading", { name: "What goes with the complaint" })).toBeVisible();
    const row = page.getByRole("listitem").filter({ hasText: "LCvR 26.1" });
    await expect(row).toContainText("Missing.");
    await expect(page.getByText("895 Freedom of Information Act")).toBeVisible();
    await expectClean(page);
    await row.getByRole("button", { name: /^Begin/u }).click();
    await expect(page).not.toHaveURL(/companions$/u);
    await expect(ana.text).toContainText(
      "American Immigration Council has no parent companies, subsidiaries, affiliates",
    );
    await expect(ana.text).toContainText("CERTIFICATE REQUIRED BY LCVR 26.1");
    await page.goto(`${server.url}/documents/${complaint}/companions`);
    await expect(row).toContainText("There, not filed yet.");
    await page.setViewportSize({ width: 390, height: 844 });
    await expectClean(page);
  });
  await ana.close();
});
