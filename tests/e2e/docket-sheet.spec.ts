import { expect, test, type Page } from "@playwright/test";
import { hold, hydrated } from "./support/held.ts";
import { expectClean } from "./support/looks.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const MATTER = "/matters/ice-enforcement-priorities";

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

/** Records a line by its kind's own form; answers when the docket shows it. */
async function record(page: Page, docket: string, kind: string, fill: () => Promise<unknown>) {
  await page.goto(`${docket}/events/new?kind=${kind}`);
  await fill();
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(page).toHaveURL(new RegExp(`${docket}#entry-`, "u"));
}

test("[L36] [L37] [L38] [L39] a suit from its filing to the fees: served three, answered, scheduled, missed, decided", async ({
  browser,
}) => {
  const simon = await Person.signIn(browser, server.url, "council.staff@example.org");
  const { page } = simon;
  let docket = "";

  await test.step("staff record the suit and the request that it enforces", async () => {
    await page.goto(`${server.url}${MATTER}/dockets/new`);
    await page.getByLabel("Court", { exact: true }).fill("United States District Court");
    await page.getByLabel("District").fill("District of Columbia");
    await page.getByRole("textbox", { name: "Filed" }).fill("2022-01-11");
    await page.getByLabel("Answer due").fill("2022-01-10");
    await page.getByRole("button", { name: "Record docket" }).click();
    await expect(page.getByRole("alert")).toContainText("5 U.S.C. § 552(a)(4)(C)");
    await expect(page.getByLabel("District")).toHaveValue("District of Columbia");
    await page.getByLabel("Answer due").fill("");
    await page.getByRole("button", { name: "Record docket" }).click();
    await expect(page).toHaveURL(/dockets\/(?!new)[^/]+$/u);
    docket = page.url();
    await expect(
      page.getByText("No filed request is recorded that this suit enforces"),
    ).toBeVisible();
    await page.getByRole("link", { name: "Parties, signers and addresses" }).click();
    await page.getByLabel(/^FOIA request of September 9, 2021/u).check();
    await page.getByRole("button", { name: "Save docket" }).click();
    await expect(page).toHaveURL(docket);
    await expect(page.getByText("No filed request is recorded")).toBeHidden();
  });

  await test.step("served before it was filed is refused with the rule, and nothing typed is lost", async () => {
    await page.getByRole("link", { name: "Record service on the United States attorney" }).click();
    await expectClean(page);
    await page.getByLabel("Certified mail").check();
    await page.getByLabel("Article number").fill("7019 1120 0000");
    await page.getByLabel("Delivered").fill("2022-01-10");
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByRole("alert")).toContainText("served after it was filed (FRCP 4(c))");
    await expect(page.getByLabel("Article number")).toHaveValue("7019 1120 0000");
    await page.getByLabel("Delivered").fill("2022-01-20");
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page).toHaveURL(/#entry-/u);
  });

  await test.step("the other two are served, and the answer is due from the U.S. attorney’s day, the agency’s beside it", async () => {
    for (const [on, day] of [
      ["attorneyGeneral", "2022-01-24"],
      ["agency", "2022-01-25"],
    ] as const) {
      await record(page, docket, `service&on=${on}`, async () => {
        await page.getByLabel("By hand").check();
        await page.getByLabel("Delivered").fill(day);
      });
    }
    const due = page.locator("section", { hasText: "What is due" }).first();
    await expect(due).toContainText("Tuesday, February 22, 2022");
    await expect(due).toContainText("Feb 24, 2022. Which of the two counts is unsettled.");
  });

  await test.step("a proof hangs on its entry", async () => {
    await page.getByRole("link", { name: /^Correct or attach on U\.S\. Immigration/u }).click();
    await page.getByLabel("Files", { exact: true }).setInputFiles({
      name: "proof-of-service.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("Delivered on January 25, 2022."),
    });
    await page.getByRole("button", { name: "Attach" }).click();
    await expect(
      page.getByRole("link", { name: "proof-of-service.txt", exact: true }),
    ).toBeVisible();
  });

  await test.step("the agency answers, and an order sets a schedule whose first release never comes", async () => {
    await record(page, docket, "answer", async () => {
      await page.getByLabel("Filed").fill("2022-02-22");
      await page.getByLabel("Docket number").fill("17");
    });
    await record(page, docket, "productionSchedule", async () => {
      await page.getByLabel("First release").fill("2022-06-01");
      await page.getByLabel("Last release").fill("2022-06-01");
      await page.getByLabel("Pages a month").fill("500");
      await page.getByLabel("By order No.").fill("24");
      await page.getByLabel("Day of the order").fill("2022-05-10");
    });
    await expect(page.getByText("A release was due on Jun 1, 2022")).toBeVisible();
    await expect(page.getByRole("row", { name: /Jun 1, 2022 Missed 500 ordered/u })).toBeVisible();
  });

  await test.step("judgment brings the motion for fees, which is then made", async () => {
    await record(page, docket, "judgment", () => page.getByLabel("Entered").fill("2023-04-10"));
    const fees = page.getByRole("listitem").filter({ hasText: "14 days from the entry" });
    await expect(fees).toContainText("Monday, April 24, 2023");
    await expect(fees).toContainText("[FRCP 54(d)(2)(B)]");
    await expectClean(page);
    await page.getByRole("button", { name: /^Motion for fees made/u }).click();
    await page.getByRole("button", { name: "Record that it is done" }).click();
    await expect(page.getByText("It is recorded as done.")).toBeVisible();
    await expect(fees).toBeHidden();
  });

  await test.step("a drafter of another organization pastes what the court has; the numbers stay", async () => {
    const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
    await ines.page.goto(`${docket}/paste`);
    // Without its scripts the page would be sent as a whole, and say nothing meanwhile.
    await hydrated(ines.page);
    await ines.page
      .getByLabel("Entries")
      .fill("01/11/2022\t1\tCOMPLAINT against ICE\n13/40/2022\t2\tSummons issued");
    const letAnswer = await hold(ines.page, "**/paste?*");
    await ines.page.getByRole("button", { name: "Show what it brings" }).click();
    await expect(ines.page.getByRole("button", { name: "Reading…" })).toBeVisible();
    // Words that are typed before the answer comes are there afterwards.
    await ines.page.getByLabel("Entries").press("Control+End");
    await ines.page.keyboard.type(" on all");
    letAnswer();
    await expect(ines.page.getByText("“13/40/2022” is no day")).toBeVisible();
    await expect(ines.page.getByLabel("Entries")).toHaveValue(/Summons issued on all$/u);
    await expectClean(ines.page);
    await ines.page.getByRole("button", { name: "Add 1 entry" }).click();
    await expect(ines.page.getByText("1 entry was added.")).toBeVisible();
    await expect(ines.page.getByLabel("Entries")).toHaveValue("13/40/2022 2 Summons issued");
    await ines.page.goto(docket);
    const first = ines.page.locator("[id^=entry-]").first();
    await expect(first).toContainText("COMPLAINT against ICE");
    await ines.close();
  });

  await test.step("a reviewer reads it from top to bottom and changes nothing", async () => {
    const rosa = await Person.signIn(browser, server.url, "council.reviewer@example.org");
    await rosa.page.goto(docket);
    await expect(rosa.page.locator("[id^=entry-]")).toHaveCount(8);
    await expect(
      rosa.page.getByRole("link", { name: "proof-of-service.txt" }).first(),
    ).toBeVisible();
    await expect(rosa.page.getByRole("link", { name: "Record an entry" })).toBeHidden();
    await rosa.close();
  });
  await simon.close();
});

test("what the demonstration made up is marked on the docket, and what is real is not", async ({
  browser,
}) => {
  const simon = await Person.signIn(browser, server.url, "council.staff@example.org");
  const { page } = simon;
  await page.goto(`${server.url}${MATTER}/dockets/demo-docket-outside-priorities`);
  const entries = page.locator("[id^=entry-]");
  await expect(entries.first()).toContainText("Complaint");
  await expect(entries.first()).not.toContainText("Made up for this demonstration");
  const count = await entries.count();
  expect(count).toBeGreaterThan(10);
  for (let at = 1; at < count; at += 1) {
    await expect(entries.nth(at)).toContainText("Made up for this demonstration");
  }
  await expectClean(page);
  await simon.close();
});
