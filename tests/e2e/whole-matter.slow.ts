import { expect, test, type Browser, type Page } from "@playwright/test";
import { createHash } from "node:crypto";
import { pdfOf } from "#tests/support/pdf.ts";
import { confirmFiling, takeFilingCopy } from "./support/filing.ts";
import { expectClean } from "./support/looks.ts";
import { send, signingOf, verifiedRecord } from "./support/papers.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";
import { pressSubmit } from "./support/submitting.ts";

const MATTER = "/matters/ice-enforcement-priorities";
const PUBLIC = "/p/ice-enforcement-priorities";
const REQUEST = "demo-request-outside-priorities";
const TITLE = "FOIA request: enforcement actions outside the priorities";
const AGENCY = "U.S. Immigration and Customs Enforcement";

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

const at = (path: string, documentId: string) => `${server.url}/documents/${documentId}${path}`;
const idIn = (page: Page) => new URL(page.url()).pathname.split("/").at(-1) ?? "";

/** All three organizations sign the version under review: the reviewer on her screen, two by their forms. */
async function signedByAll(browser: Browser, reviewer: Person, documentId: string) {
  for (const name of ["council.reviewer", "ilrc.reviewer"]) {
    const other = await Person.signIn(browser, server.url, `${name}@example.org`);
    const form = await signingOf(other, documentId);
    expect((await send(other, `/documents/${documentId}/review`, form)).status()).toBeLessThan(400);
    await other.close();
  }
  const { page } = reviewer;
  await page.goto(server.url);
  await page.goto(at("/review", documentId));
  await page.getByLabel("Your password", { exact: true }).fill("coalition-demo");
  await page.getByRole("button", { name: "Sign off for Mijente" }).click();
  await expect(page.locator("main")).toContainText(/You signed off/u);
  await expect(page.locator("[aria-current=step]")).toHaveText("Approved");
}

async function submitted({ page }: Person, documentId: string) {
  await page.goto(at("/submit", documentId));
  await pressSubmit(page);
  await expect(page).toHaveURL(at("/review", documentId), { timeout: 30_000 });
}

/** Records an event of the agency's record by its own form. */
async function recordLetter(page: Page, request: string, words: RegExp, fill: () => Promise<void>) {
  await page.goto(at("/record/new", request));
  await page.getByRole("link", { name: words }).click();
  await fill();
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(page.getByText(/It is on record/u)).toBeVisible();
}

/** Records a line of the docket by its kind's own form. */
async function enter(page: Page, docket: string, kind: string, fill: () => Promise<unknown>) {
  await page.goto(`${docket}/events/new?kind=${kind}`);
  await fill();
  await page.getByRole("button", { name: "Record it" }).click();
  await expect(page).toHaveURL(new RegExp(`${docket}#entry-`, "u"));
}

test("one matter from its request to the judgment and its public page, by staff, a drafter and a reviewer of three organizations", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const [simon, ines, remedios] = [
    await Person.signIn(browser, server.url, "council.staff@example.org"),
    await Person.signIn(browser, server.url, "ilrc.drafter@example.org"),
    await Person.signIn(browser, server.url, "mijente.reviewer@example.org"),
  ];
  const { page } = simon;

  await test.step("the request is drafted, submitted and signed off by all three", async () => {
    await ines.open(REQUEST);
    await ines.goToEndOf("Dear FOIA Officer");
    await ines.page.keyboard.press("Enter");
    await ines.type("This request concerns every field office.");
    await expect(ines.saveState).toHaveText("Saved");
    await submitted(ines, REQUEST);
    await remedios.page.goto(server.url);
    await remedios.page.getByRole("link", { name: TITLE }).click();
    await expect(remedios.page.locator(".frozen .prose")).toContainText(
      "This request concerns every field office.",
    );
    await signedByAll(browser, remedios, REQUEST);
  });

  const filed =
    await test.step("staff make the filing copy, take it away, and confirm with the agency's number", async () => {
      await page.goto(server.url);
      await page.getByRole("link", { name: TITLE }).click();
      await page.getByLabel("Day of filing").fill("2021-09-23");
      await page.getByLabel("Agency’s portal").check();
      await page.getByLabel(/have each confirmed the certification/u).check();
      const bytes = await takeFilingCopy(page);
      await page.getByLabel("Filed with").fill("ICE FOIA Office");
      await page.getByLabel("Confirmation number").fill("DEMO-23");
      await confirmFiling(page);
      await expect(page).toHaveURL(at("/filed", REQUEST), { timeout: 30_000 });
      await expect(page.locator("main")).toContainText("DEMO-23");
      return bytes;
    });

  await test.step("its receipt starts the clock, and the day it is due stands on Home", async () => {
    await page.goto(server.url);
    const asked = page.getByRole("link", { name: `Confirm the receipt · ${TITLE}` });
    await expectClean(page);
    await asked.click();
    await page.getByLabel("Arrived at the agency").fill("2021-09-27");
    await page.getByLabel("Office", { exact: true }).fill("ICE FOIA Office");
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByText(/It is on record/u)).toBeVisible();
    await page.goto(server.url);
    await expect(page.getByRole("heading", { name: "Missed by the agency" })).toBeVisible();
    await expect(asked).toHaveCount(0);
    await page.goto(at("/record", REQUEST));
    // Monday, September 27, and twenty working days without Columbus Day.
    await expect(page.locator("main")).toContainText("October 26, 2021");
    await expect(page.getByText("Constructively exhausted", { exact: true })).toBeVisible();
  });

  await test.step("the agency's letter with its two dates, its file, and what it says of the records", async () => {
    await recordLetter(page, REQUEST, /They withhold everything/u, async () => {
      await page.getByLabel("Date on the letter").fill("2021-10-22");
      await page.getByLabel("Arrived here").fill("2021-10-28");
      await page.getByLabel("Tracking numbers").fill("2021-ICFO-00042");
      await page.getByLabel("Exemptions").fill("(b)(7)(E)");
      await page.getByLabel(/^Or within how many days/u).fill("90");
    });
    await page.getByLabel("Files").setInputFiles({
      name: "denial.pdf",
      mimeType: "application/pdf",
      buffer: pdfOf(["Your request is denied under exemption (b)(7)(E)."]),
    });
    await page.getByRole("button", { name: "Attach" }).click();
    await expect(page.getByRole("link", { name: "denial.pdf" }).first()).toBeVisible();
    await remedios.page.goto(at("/record", REQUEST));
    await expect(remedios.page.getByText("Not exhausted: an appeal is needed")).toBeVisible();
    await expect(remedios.page.locator("main")).toContainText("2021-ICFO-00042");
    await expectClean(remedios.page);
  });

  const appeal =
    await test.step("the appeal is drafted from the record, with request and letter as its exhibits, signed, sent", async () => {
      await ines.page.goto(`${server.url}${MATTER}/documents/new`);
      await ines.page.getByLabel("Administrative appeal").check();
      await ines.page.getByLabel("Title").fill("Appeal of the denial");
      await ines.page.getByLabel(new RegExp(`^${TITLE}`, "u")).check();
      await ines.page.getByRole("button", { name: "Create draft" }).click();
      await expect(ines.text).toHaveAttribute("contenteditable", "true");
      await expect(ines.text).toContainText("2021-ICFO-00042");
      const appealId = idIn(ines.page);
      await ines.replaceFromTo(
        "[The search was not adequate",
        "[Where the fee category was wrong",
        ["The exemption does not apply: the records set out policy, and disclose no technique."],
      );
      await ines.replaceFromTo("Please reverse the response", "Please reverse the response", [
        "Please reverse the response as to every item, and release the records.",
      ]);
      await expect(ines.saveState).toHaveText("Saved");
      await ines.page.goto(at("/submit", appealId));
      await expect(ines.page.locator("main")).not.toContainText("To fix first");
      await expect(ines.page.locator("main")).not.toContainText("has no file");
      await submitted(ines, appealId);
      await signedByAll(browser, remedios, appealId);
      await page.goto(at("/file", appealId));
      await page.getByLabel("Day of filing").fill("2021-11-01");
      await page.getByLabel("E-mail", { exact: true }).check();
      await takeFilingCopy(page);
      await page.getByLabel("Filed with").fill("ICE Office of the Principal Legal Advisor");
      await confirmFiling(page);
      await expect(page).toHaveURL(at("/filed", appealId), { timeout: 30_000 });
      return appealId;
    });

  await test.step("the appeal is on the record, its time runs out, and the request is exhausted", async () => {
    await recordLetter(page, REQUEST, /We sent an appeal/u, async () => {
      await page.getByLabel("Sent", { exact: true }).fill("2021-11-01");
      await page.getByLabel("Arrived at the agency").fill("2021-11-02");
      await page.getByLabel("The appeal").selectOption(appeal);
    });
    await page.goto(at("/record", REQUEST));
    await expect(page.getByText("Exhausted", { exact: true })).toBeVisible();
    await expectClean(page);
  });

  const complaint =
    await test.step("the complaint is drafted from request, record and clock", async () => {
      await ines.page.goto(`${server.url}${MATTER}/documents/new`);
      await ines.page.getByLabel("Complaint").check();
      await ines.page.getByLabel("Title").fill("Complaint: the denied request");
      await ines.page.getByLabel(/Northern District of California/u).check();
      await ines.page.getByLabel(new RegExp(`^${TITLE}`, "u")).check();
      await ines.page.getByRole("button", { name: "Create draft" }).click();
      await expect(ines.text).toHaveAttribute("contenteditable", "true");
      const complaintId = idIn(ines.page);
      console.log(await ines.text.innerText());
      await ines.page.goto(at("/submit", complaintId));
      console.log((await ines.page.locator("main").innerText()).slice(0, 9000));
      return complaintId;
    });
  expect([complaint, filed.length]).toEqual([]);
});
