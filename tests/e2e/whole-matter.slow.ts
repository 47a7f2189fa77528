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
/** A drafter's words in place of the prompts that the record can't fill in. */
const PROMPTS = [
  [
    "[What the records are about and why the public needs them.]",
    "The records show how field officers follow the priorities.",
  ],
  [" [Confirm: its principal place of business.]", ""],
  [" [Confirm the county.]", ""],
  ["[what it is and what it does]", "a nonprofit organization"],
  ["[what it is, where it is, what it does]", "a nonprofit organization"],
  [
    "[What it released, withheld or did not find.]",
    "It withheld all records under exemption (b)(7)(E).",
  ],
  [
    "[What the agency has and has not done since its answer.]",
    "The agency has released nothing since.",
  ],
  [
    " [Confirm: no notice of unusual circumstances with more than 5,000 pages, and no finding of exceptional circumstances.]",
    "",
  ],
  [
    "[No letter on record says that records were not found: plead what shows that Defendant has failed to make reasonable efforts to search, or delete this claim.]",
    "The agency searched one office alone.",
  ],
  [" [Confirm, exemption by exemption.]", ""],
  ["[Confirm that no complete response has been given, § 552(a)(6)(E)(iv).]", ""],
] as const;

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

const at = (path: string, documentId: string) => `${server.url}/documents/${documentId}${path}`;
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
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
      await page.getByLabel("Day of filing", { exact: true }).fill("2021-09-23");
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
      await page.getByLabel("Arrived here").fill("2021-10-25");
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
    await expect(
      remedios.page.getByText("Not exhausted: the time to appeal is over"),
    ).toBeVisible();
    await expect(remedios.page.locator("main")).toContainText("2021-ICFO-00042");
    await expectClean(remedios.page);
  });

  const appeal =
    await test.step("the appeal is drafted from the record, with request and letter as its exhibits, signed, sent", async () => {
      await ines.page.goto(`${server.url}${MATTER}/documents/new`);
      await ines.page.getByLabel("Administrative appeal").check();
      await ines.page.getByLabel("Title").fill("Appeal of the denial");
      await ines.page.getByLabel(/^Determination, Friday, October 22, 2021/u).check();
      await ines.page.getByRole("button", { name: "Create draft" }).click();
      await expect(ines.text).toHaveAttribute("contenteditable", "true");
      await expect(ines.text).toContainText("2021-ICFO-00042");
      const appealId = idIn(ines.page);
      await ines.replaceFromTo("[The search was not adequate", "[The request was misread", [
        "The exemption does not apply: the records set out policy, and disclose no technique.",
      ]);
      await ines.replaceFromTo("Please reverse the response", "Please reverse the response", [
        "Please reverse the response as to every item, and release the records.",
      ]);
      // By now its day has passed, which the template asks about.
      const late =
        "[The last day for an appeal from it has passed: say why the appeal is to be heard all the same.]";
      await ines.page.keyboard.press("Control+h");
      await ines.page.getByRole("textbox", { name: "Find", exact: true }).fill(late);
      await ines.page.getByRole("textbox", { name: /Replace/u }).fill("It is sent in time.");
      await ines.page.getByRole("button", { name: "Replace all" }).click();
      await expect(ines.text).not.toContainText(late);
      await expect(ines.saveState).toHaveText("Saved");
      await ines.page.goto(at("/submit", appealId));
      await expect(ines.page.locator("main")).not.toContainText("To fix first");
      await expect(ines.page.locator("main")).not.toContainText("has no file");
      await submitted(ines, appealId);
      await signedByAll(browser, remedios, appealId);
      await page.goto(at("/file", appealId));
      await page.getByLabel("Day of filing", { exact: true }).fill("2021-11-01");
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
      await ines.page.getByRole("radio", { name: /^Complaint/u }).check();
      await ines.page.getByLabel("Title").fill("Complaint: the denied request");
      await ines.page.getByLabel(/Northern District of California/u).check();
      await ines.page.getByLabel(new RegExp(`^${TITLE}`, "u")).check();
      await ines.page.getByRole("button", { name: "Create draft" }).click();
      await expect(ines.text).toHaveAttribute("contenteditable", "true");
      const complaintId = idIn(ines.page);
      for (const words of [
        "gave it tracking number 2021-ICFO-00042.",
        "A determination was due by October 26, 2021.",
        "ICE has not decided the appeal within 20 working days",
        "First claim: failure to decide the appeal in time",
      ]) {
        await expect(ines.text).toContainText(words);
      }
      // An answer came in time, so nothing is said of silence.
      await expect(ines.text).not.toContainText("No determination reached the requesters");
      await ines.page.keyboard.press("Control+h");
      for (const [prompt, words] of PROMPTS) {
        const isThere = ((await ines.text.textContent()) ?? "").includes(prompt);
        await ines.page.getByRole("textbox", { name: "Find", exact: true }).fill(prompt);
        await ines.page.getByRole("textbox", { name: /Replace/u }).fill(words);
        await ines.page.getByRole("button", { name: "Replace all" }).click();
        await expect(
          ines.page.getByRole("search").locator("output"),
          `${prompt} is replaced`,
        ).toHaveText(isThere ? /^[1-9]\d* replaced$/u : /^0 replaced$/u);
        await expect(ines.text).not.toContainText(prompt);
      }
      await expect(ines.saveState).toHaveText("Saved");
      await ines.page.goto(at("/submit", complaintId));
      await expect(ines.page.locator("main")).not.toContainText("To fix first");
      await submitted(ines, complaintId);
      await signedByAll(browser, remedios, complaintId);
      return complaintId;
    });

  const docket =
    await test.step("it is filed in three steps, and the court's number goes on the docket", async () => {
      await page.goto(at("/file", complaint));
      await page.getByLabel("Day of filing", { exact: true }).fill("2022-01-11");
      await page.getByLabel("Consent of Ana Example").fill("by e-mail of January 10, 2022");
      await page.getByLabel("As separate attachments").check();
      await takeFilingCopy(page);
      await page.getByLabel("Case number").fill("3:22-cv-99999");
      await confirmFiling(page);
      await expect(page).toHaveURL(at("/filed", complaint), { timeout: 30_000 });
      // The request goes beside it, as a file with a hash of its own: the one that was filed.
      await expect(page.locator("main")).toContainText("Exhibits filed as files of their own");
      await expect(page.locator("main")).toContainText(hashOf(filed));
      await expectClean(page);
      await page.goto(`${server.url}${MATTER}`);
      await page.getByRole("link", { name: /3:22-cv-99999/u }).click();
      await expect(page).toHaveURL(/dockets\/[^/]+$/u);
      await expect(page.locator("main")).toContainText(TITLE);
      return page.url();
    });

  await test.step("served, answered, scheduled, one release made and one missed, judged", async () => {
    for (const [on, day] of [
      ["usAttorney", "2022-01-20"],
      ["attorneyGeneral", "2022-01-24"],
      ["agency", "2022-01-25"],
    ] as const) {
      await enter(page, docket, `service&on=${on}`, async () => {
        await page.getByLabel("Certified mail").check();
        await page.getByLabel("Delivered").fill(day);
      });
    }
    await expect(page.locator("main")).toContainText("Tuesday, February 22, 2022");
    await enter(page, docket, "answer", () => page.getByLabel("Filed").fill("2022-02-22"));
    await enter(page, docket, "productionSchedule", async () => {
      await page.getByLabel("First release").fill("2022-06-01");
      await page.getByLabel("Last release").fill("2022-07-01");
      await page.getByLabel("Pages a month").fill("500");
      await page.getByLabel("By order No.").fill("24");
      await page.getByLabel("Day of the order").fill("2022-05-10");
    });
    await recordLetter(page, REQUEST, /Some records now, more to follow/u, async () => {
      await page.getByLabel("Date on the letter").fill("2022-06-01");
      await page.getByLabel("Arrived here").fill("2022-06-01");
      await page.getByLabel("What it says of the records").selectOption("Released in part");
      await page.getByLabel("Exemptions").fill("(b)(7)(E)");
    });
    // The letter came with records: the form for them stands open.
    const release = page.locator("#production, form[id=production]").first();
    for (const [label, typed] of [
      ["Day of the release", "2022-06-01"],
      ["Number", "1"],
      ["Released in full", "200"],
      ["Released in part", "250"],
      ["Withheld in full", "50"],
      ["Reviewed in all", "500"],
    ] as const) {
      await release.getByLabel(new RegExp(`^${label}`, "u")).fill(typed);
    }
    await release.getByRole("button", { name: "Record it" }).click();
    await expect(page.getByText("Release 1", { exact: false }).first()).toBeVisible();
    await page.goto(docket);
    await expect(page.getByRole("row", { name: /Jun 1, 2022/u })).not.toContainText("Missed");
    await expect(page.getByRole("row", { name: /Jul 1, 2022 Missed/u })).toBeVisible();
    await enter(page, docket, "order", async () => {
      await page.getByLabel("Entered").fill("2022-10-20");
      await page.getByLabel("Words of the docket").fill("ORDER on the schedule of briefs");
    });
    await enter(page, docket, "judgment", () => page.getByLabel("Entered").fill("2023-04-10"));
    await expect(page.locator("main")).toContainText("Monday, April 24, 2023");
    await expectClean(page);
    await remedios.page.goto(docket);
    await expect(remedios.page.locator("main")).toContainText("3:22-cv-99999");
    await expect(remedios.page.getByRole("link", { name: "Record an entry" })).toBeHidden();
  });

  await test.step("staff put request, letter and lawsuit on the public page, and publish", async () => {
    const edit = `${server.url}${MATTER}/public`;
    await page.goto(edit);
    await page.getByRole("link", { name: TITLE, exact: true }).click();
    await page.getByLabel(/^Heading(?! in Spanish)/u).fill("Actions outside the priorities");
    await page.getByRole("button", { name: "Save request" }).click();
    await expect(page).toHaveURL(edit);

    await page.getByRole("link", { name: "Documents", exact: true }).click();
    // Two requests were filed that day: what the parties call each tells them apart.
    const offers = page.getByRole("checkbox", { name: "Offer: FOIA request, September 23, 2021" });
    for (const [tick, label] of [
      [offers.and(page.getByRole("checkbox", { description: TITLE })), "The request, as filed"],
      [page.getByLabel("Offer: denial.pdf"), "The agency’s denial"],
    ] as const) {
      await tick.check();
      const field = ((await tick.getAttribute("name")) ?? "").replace("isOffered", "labelEn");
      await page.locator(`[name="${field}"]`).fill(label);
    }
    await page.getByRole("button", { name: "Save documents" }).click();
    await expect(page).toHaveURL(edit);

    await page.getByRole("link", { name: /3:22-cv-99999/u }).click();
    await page.getByLabel(/^Title(?! in Spanish)/u).fill("A suit over the denial");
    await page.getByLabel(/^Summary(?! in Spanish)/u).fill("It asks for what was withheld.");
    await page.getByRole("button", { name: "Save lawsuit" }).click();
    await expect(page).toHaveURL(edit);

    await page.getByLabel("An update").check();
    await page.getByLabel(/^What has changed(?! in Spanish)/u).fill("A judgment was entered.");
    await page.getByLabel(/^Reason/u).fill("The papers name exhibits without files.");
    await page.getByRole("button", { name: "Publish changes" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Publish" }).click();
    await expect(page.locator("main")).toContainText("The page is public now");
  });

  await test.step("a stranger reads it with scripts off: the items, what became of them, the files byte for byte, the suit", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const stranger = await context.newPage();
    await stranger.goto(`${server.url}${PUBLIC}`);
    const main = stranger.locator("main");
    const request = stranger
      .locator(".card", { hasText: "Actions outside the priorities" })
      .first();
    await expect(request).toContainText("Released in part");
    await expect(request).toContainText("(b)(7)(E)");
    for (const words of ["3:22-cv-99999", "A suit over the denial", "A judgment was entered."]) {
      await expect(main).toContainText(words);
    }
    const file = stranger.getByRole("link", { name: "The request, as filed" });
    const served = await stranger.request.get(
      `${server.url}${(await file.getAttribute("href")) ?? ""}`,
    );
    // Exactly the bytes that were taken away to be filed.
    expect(hashOf(await served.body())).toBe(hashOf(filed));
    await expect(main).toContainText(hashOf(filed));
    const letter = stranger.getByRole("link", { name: "The agency’s denial" });
    await expect(letter).toBeVisible();
    await context.close();
  });

  expect(verifiedRecord(server)).toContain("The record is whole");
  for (const person of [simon, ines, remedios]) await person.close();
});
