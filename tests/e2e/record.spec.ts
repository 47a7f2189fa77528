import { pressSubmit } from "./support/submitting.ts";
import { expect, test, type Browser } from "@playwright/test";
import { createHash } from "node:crypto";
import { flowRoot } from "#app/document/flow/root.ts";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { letters, textOf } from "#tests/typesetting/reading.ts";
import { confirmFiling, takeFilingCopy } from "./support/filing.ts";
import { hydrated } from "./support/held.ts";
import { expectClean } from "./support/looks.ts";
import { firstMissing, rowsOf, runsOf, send, signingOf, verifiedRecord } from "./support/papers.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";
import { StockClient, cookieOf } from "./support/socket.ts";

const REQUEST = "demo-request-outside-priorities";
const TITLE = "FOIA request: enforcement actions outside the priorities";
/** In review: the Council and Mijente have signed, ILRC has not. */
const LETTER = "demo-letter-preservation";
/** Approved, and to be filed. */
const COMPLAINT = "demo-complaint-outside-priorities";
let server: TestServer;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
  await server.start();
});
test.afterAll(() => server.remove());

const address = (page: string, documentId = REQUEST) =>
  `${server.url}/documents/${documentId}${page}`;
const as = (browser: Browser, name: string) =>
  Person.signIn(browser, server.url, `${name}@example.org`);

/** Opens the review desk and fills in the password; answers the button that signs. */
async function readyToSign({ page }: Person, organization: string) {
  await page.goto(address("/review"));
  await page.getByLabel("Your password", { exact: true }).fill(DEMO_PASSWORD);
  return page.getByRole("button", { name: `Sign off for ${organization}` });
}

async function submit({ page }: Person) {
  await page.goto(address("/submit"));
  await pressSubmit(page);
  await expect(page).toHaveURL(address("/review"), { timeout: 30_000 });
}

async function pdfOf({ page }: Person, path = ".pdf", documentId = REQUEST) {
  const answer = await page.context().request.get(address(path, documentId));
  expect(answer.status()).toBe(200);
  return new Uint8Array(await answer.body());
}

/** How often that was recorded of the document. */
async function recorded(type: string, documentId = REQUEST): Promise<number> {
  const sql = `SELECT COUNT(*) AS "count" FROM "AuditEvent" WHERE "documentId" = ? AND "type" = ?`;
  const [row] = await rowsOf(server, sql, documentId, type);
  return Number(row?.["count"]);
}

test("from a draft to the filed PDF: three organizations agree on one text, and it is what was filed", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const [ana, rosa, ravi, remedios, simon] = [
    await as(browser, "council.drafter"),
    await as(browser, "council.reviewer"),
    await as(browser, "ilrc.reviewer"),
    await as(browser, "mijente.reviewer"),
    await as(browser, "council.staff"),
  ];

  await test.step("a drafter submits, from the desk's one next action", async () => {
    await ana.open(REQUEST);
    await ana.page.getByRole("link", { name: "Submit for review" }).click();
    await expect(ana.page).toHaveURL(address("/submit"));
    await pressSubmit(ana.page);
    await expect(ana.page.locator("main")).toContainText("Version 1, submitted by Ana Example", {
      timeout: 30_000,
    });
  });

  await test.step("an edit pushed by a raw socket after the freeze is refused", async () => {
    const cookie = await cookieOf(server.url, "ilrc.drafter@example.org");
    const room = { url: server.url, documentId: REQUEST, cookie };
    const pusher = await new StockClient(room).synced();
    const before = pusher.text;
    flowRoot(pusher.doc).delete(0, 1);
    expect(await pusher.receipt()).toBe("read-only");
    pusher.destroy();
    const reader = await new StockClient(room).synced();
    expect(reader.text).toBe(before);
    reader.destroy();
  });

  await test.step("a reviewer who sees it for the first time reads the whole text, and sends it back with a reason", async () => {
    const { page } = ravi;
    await page.goto(server.url);
    await page.getByRole("link", { name: TITLE }).click();
    await expect(page.locator("main")).toContainText("You have not decided on a version");
    await expect(page.locator(".frozen .prose")).toContainText("Dear FOIA Officer:");
    await page.getByText("Ask for changes instead").click();
    await page.getByLabel("What should change, and why").fill("Say which offices.");
    await page.getByRole("button", { name: "Ask for changes for ILRC" }).click();
    await page.getByRole("button", { name: "Send it back to draft" }).click();
    await expect(page.locator("main")).toContainText("Say which offices.");
  });

  await test.step("the drafter finds it on the home, writes and submits again; the reviewer sees just that change", async () => {
    await ana.page.goto(server.url);
    const row = ana.page.locator("li", { hasText: "Make the changes that ILRC asked for" });
    await row.getByRole("link", { name: TITLE }).click();
    await expect(ana.page.locator("main")).toContainText("Say which offices.");
    await ana.open(REQUEST);
    await ana.goToEndOf("Dear FOIA Officer");
    await ana.page.keyboard.press("Enter");
    await ana.type("This request concerns the offices named in each item.");
    await expect(ana.saveState).toHaveText("Saved");
    await submit(ana);
    await ravi.page.goto(address("/review"));
    await expect(ravi.page.locator("main")).toContainText("What changed since version 1");
    await expect(ravi.page.locator("ins")).toHaveText(
      "[added: This request concerns the offices named in each item.]",
    );
    await expectClean(ravi.page);
    await ana.page.goto(address("/redline?from=1&to=2"));
    await expectClean(ana.page);
  });

  await test.step("a recalled review keeps its signature as void, with the reason", async () => {
    await (await readyToSign(rosa, "Council")).click();
    await expect(rosa.page.locator("main")).toContainText("You signed off on this version.");
    await ana.page.goto(address("/review"));
    await ana.page.getByText("Recall it to draft").click();
    await ana.page.getByLabel("Why").fill("The agency’s name was misspelled.");
    await ana.page.getByRole("button", { name: "Recall to draft" }).click();
    await ana.page
      .getByRole("alertdialog")
      .getByRole("button", { name: "Recall to draft" })
      .click();
    await expect(ana.page).toHaveURL(address(""));
    await ana.page.goto(address("/versions"));
    await expect(ana.page.locator("main")).toContainText(
      "Rosa Sample signed off on version 2 for Council. Void since the document was recalled.",
    );
    await expect(ana.page.locator("main")).toContainText("The agency’s name was misspelled.");
    await submit(ana);
    await rosa.page.goto(address("/review"));
    await expect(rosa.page.getByRole("button", { name: "Sign off for Council" })).toBeVisible();
    await expect(rosa.page.locator("main")).toContainText("No word of the text changed.");
  });

  await test.step("a wrong password signs nothing", async () => {
    await rosa.page.goto(address("/review"));
    await rosa.page.getByLabel("Your password", { exact: true }).fill("not her password");
    await rosa.page.getByRole("button", { name: "Sign off for Council" }).click();
    await expect(rosa.page.getByRole("alert")).toContainText("That is not your password.");
    expect(await recorded("document.signed-off")).toBe(1);
  });

  await test.step("two last reviewers sign in the same moment, on a phone one of them: one approval", async () => {
    await (await readyToSign(rosa, "Council")).click();
    await expect(rosa.page.locator("main")).toContainText("You signed off on this version.");
    await remedios.page.setViewportSize({ width: 390, height: 844 });
    const last = await Promise.all([readyToSign(ravi, "ILRC"), readyToSign(remedios, "Mijente")]);
    await Promise.all(last.map((button) => button.click()));
    // Both are in before either looks again.
    for (const { page } of [ravi, remedios]) {
      await expect(page.locator("main")).toContainText(/You signed off/);
    }
    for (const { page } of [ravi, remedios]) {
      await page.reload();
      await expect(page.locator("[aria-current=step]")).toHaveText("Approved");
    }
    await expect(rosa.page.getByRole("button", { name: /Sign off/ })).toHaveCount(0);
    expect(await recorded("document.approved")).toBe(1);
  });

  await test.step("what was approved is reopened with a reason, and the same text needs new signatures", async () => {
    await ana.page.goto(address("/review"));
    await ana.page.getByText("Reopen it").click();
    await ana.page.getByLabel("Why").fill("One more look at the exhibits.");
    await ana.page.getByRole("button", { name: "Reopen as a draft" }).click();
    await ana.page
      .getByRole("alertdialog")
      .getByRole("button", { name: "Reopen as a draft" })
      .click();
    await expect(ana.page).toHaveURL(address(""));
    await submit(ana);
    await expect(ana.page.locator("main")).toContainText("Void since the document was reopened.");
    for (const [person, organization] of [
      [rosa, "Council"],
      [ravi, "ILRC"],
      [remedios, "Mijente"],
    ] as const) {
      await (await readyToSign(person, organization)).click();
      await expect(person.page.locator("main")).toContainText(/You signed off/);
    }
    expect(await recorded("document.approved")).toBe(2);
  });

  const signed = await test.step("the text that was signed is read from the review", async () => {
    await remedios.page.goto(address("/review?show=text"));
    return runsOf(remedios.page);
  });

  const shown = await test.step("staff of the lead file it, with all its details", async () => {
    const { page } = simon;
    await page.goto(server.url);
    await page.getByRole("link", { name: TITLE }).click();
    await expectClean(page);
    await page.getByLabel("Day of filing", { exact: true }).fill("2021-09-23");
    await page.getByLabel("Agency’s portal").check();
    await page
      .getByLabel(
        "Ana Example, Ines Example and Dani Example have each confirmed the certification",
      )
      .check();
    await page.getByLabel("Consent of Ana Example").fill("in person, September 23, 2021");
    await takeFilingCopy(page);
    await expectClean(page);
    await page.getByLabel("Filed with").fill("ICE FOIA Office");
    await page.getByLabel("Confirmation number").fill("DEMO-23");
    await confirmFiling(page);
    await expect(page).toHaveURL(address("/filed"), { timeout: 30_000 });
    const main = page.locator("main");
    await expect(main).toContainText("filed on Thursday, September 23, 2021");
    await expect(main).toContainText("DEMO-23");
    await expect(main).toContainText("/s/ Ana Example, American Immigration Council");
    await expect(main).toContainText("Consent: in person, September 23, 2021");
    await expectClean(page);
    const runs = await runsOf(page);
    // The desk says the filing's day, and not when it was recorded.
    await page.goto(address(""));
    await expect(simon.saveState).toContainText("Read-only: filed on Sep 23, 2021");
    await page.goto(address("/filed"));
    return runs;
  });

  await test.step("the downloaded PDF holds the signed text word for word, and names nobody who approved it", async () => {
    const link = simon.page.getByRole("link", { name: "PDF as filed" });
    await expect(link).toHaveAttribute("href", `/documents/${REQUEST}.pdf`);
    const filed = await pdfOf(simon);
    const words = await textOf(filed);
    expect(signed.runs.length).toBeGreaterThan(80);
    expect(signed.notes.length).toBeGreaterThan(0);
    expect(firstMissing(words, signed)).toBeNull();
    expect(shown).toEqual(signed);
    const printed = letters(words);
    expect(printed).toContain(letters("Certified on September 23, 2021."));
    expect(printed).toContain(letters("/s/ Ana Example"));
    expect(printed).not.toContain(letters("/s/ Ines Example"));
    for (const name of ["RosaSample", "RaviSample", "RemediosSample", "SimonSpecimen"]) {
      expect(printed).not.toContain(name);
    }
    const certificate = letters(await textOf(await pdfOf(simon, "/certificate.pdf")));
    for (const name of ["RosaSample", "RaviSample", "RemediosSample", "SimonSpecimen"]) {
      expect(certificate).toContain(name);
    }
  });

  await test.step("anybody can verify the file", async () => {
    const filed = await pdfOf(simon);
    const nobody = await (await browser.newContext()).newPage();
    await nobody.goto(`${server.url}/verify`);
    await hydrated(nobody);
    await nobody.getByLabel("PDF", { exact: true }).setInputFiles({
      name: "filed.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from(filed),
    });
    await expect(nobody.locator("main")).toContainText(
      "FOIA request, filed on Thursday, September 23, 2021. The filing was recorded by the American Immigration Council",
    );
    const hash = createHash("sha256").update(filed).digest("hex");
    await expect(nobody.locator("main")).toContainText(hash);
    await expect(nobody.locator("main")).not.toContainText("outside the priorities");
    await nobody.context().close();
  });

  for (const person of [ana, rosa, ravi, remedios, simon]) await person.close();
});

test("a reviewer of one organization is refused for another, whatever is sent", async ({
  browser,
}) => {
  const [ravi, rosa] = [await as(browser, "ilrc.reviewer"), await as(browser, "council.reviewer")];
  const form = await signingOf(ravi, LETTER);
  const path = `/documents/${LETTER}/review`;
  const sql = `SELECT COUNT(*) AS "count" FROM "SignOff" WHERE "documentId" = ?`;
  const before = await rowsOf(server, sql, LETTER);
  // Ravi for the Council and for nobody at all; Rosa, whose organization has signed, for ILRC.
  for (const [person, organizationId] of [
    [ravi, "demo-council"],
    [ravi, "demo-outside"],
    [rosa, "demo-ilrc"],
  ] as const) {
    const answer = await send(person, path, { ...form, organizationId });
    expect(answer.status(), organizationId).toBe(403);
    const asked = { ...form, organizationId, intent: "request-changes", reason: "For another." };
    expect((await send(person, path, asked)).status()).toBe(403);
  }
  // A form that another site sends is not taken at all.
  const foreign = await ravi.page.context().request.post(`${server.url}${path}`, {
    form,
    headers: { Origin: "https://evil.example" },
  });
  expect(foreign.status()).toBe(403);
  expect(await rowsOf(server, sql, LETTER)).toEqual(before);
  await ravi.close();
  await rosa.close();
});

test("a document is not submitted while a required organization has nobody to review it", async ({
  browser,
}) => {
  const [mara, dani] = [await as(browser, "mijente.admin"), await as(browser, "mijente.drafter")];
  const weekly = "demo-request-weekly-reports";
  const reviewer = `${server.url}/organizations/demo-mijente/people/demo-mijente-reviewer`;
  const setRoles = async (tick: RegExp, untick: RegExp) => {
    await mara.page.goto(reviewer);
    await mara.page.getByLabel(tick).check();
    await mara.page.getByLabel(untick).uncheck();
    await mara.page.getByRole("button", { name: "Save roles" }).click();
    await expect(mara.page).toHaveURL(`${server.url}/organizations/demo-mijente`);
  };
  await setRoles(/observer/i, /reviewer/i);
  await dani.page.goto(address("/submit", weekly));
  await expect(dani.page.locator("main")).toContainText(
    "It can’t be submitted yet: an administrator of Mijente has to name a reviewer first.",
  );
  await expectClean(dani.page);
  await pressSubmit(dani.page);
  await expect(dani.page.getByRole("alert")).toContainText("Mijente has no reviewer yet");
  expect(await recorded("document.submitted", weekly)).toBe(0);
  await setRoles(/reviewer/i, /observer/i);
  await dani.page.goto(address("/submit", weekly));
  await expect(dani.page.locator("main")).toContainText("Remedios Sample");
  await mara.close();
  await dani.close();
});

test("two last reviewers of one organization in the same moment: one signs, nothing twice", async ({
  browser,
}) => {
  const [ike, ravi, ines] = [
    await as(browser, "ilrc.admin"),
    await as(browser, "ilrc.reviewer"),
    await as(browser, "ilrc.drafter"),
  ];
  await ike.page.goto(`${server.url}/organizations/demo-ilrc/people/demo-ilrc-drafter`);
  await ike.page.getByLabel(/reviewer/i).check();
  await ike.page.getByRole("button", { name: "Save roles" }).click();
  await expect(ike.page).toHaveURL(`${server.url}/organizations/demo-ilrc`);
  const people = [ravi, ines, ravi, ines, ravi] as const;
  const forms = [await signingOf(ravi, LETTER), await signingOf(ines, LETTER)] as const;
  const answers = await Promise.all(
    people.map((person) =>
      send(person, `/documents/${LETTER}/review`, person === ravi ? forms[0] : forms[1]),
    ),
  );
  const statuses = answers.map((answer) => answer.status()).toSorted();
  expect(statuses).toEqual([200, 409, 409, 409, 409]);
  const signOffs = await rowsOf(
    server,
    `SELECT "organizationId" FROM "SignOff" WHERE "documentId" = ? AND "decision" = 'approved' AND "voidedAt" IS NULL ORDER BY 1`,
    LETTER,
  );
  expect(signOffs.map((row) => row["organizationId"])).toEqual([
    "demo-council",
    "demo-ilrc",
    "demo-mijente",
  ]);
  expect(await recorded("document.approved", LETTER)).toBe(1);
  await ravi.page.goto(address("/review", LETTER));
  await expect(ravi.page.locator("[aria-current=step]")).toHaveText("Approved");
  for (const person of [ike, ravi, ines]) await person.close();
});

test("[L21] a complaint is filed in three steps with two signatures, and its number goes on record; a slip in its details is corrected, and in the end it is withdrawn", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const simon = await as(browser, "council.staff");
  const { page } = simon;
  const main = page.locator("main");
  await page.goto(address("/review", COMPLAINT));
  const signed = await runsOf(page);
  expect(signed.runs.length).toBeGreaterThan(40);
  await page.goto(address("/file", COMPLAINT));
  await page.getByLabel("Day of filing", { exact: true }).fill("2022-01-11");
  await page.getByLabel("Consent of Ana Example").fill("by e-mail of January 10, 2022");
  await page.getByLabel("Consent of Ines Example").fill("by telephone, January 10, 2022");
  await page
    .getByLabel("Who attests that the others concur")
    .selectOption({ label: "Ana Example" });
  const taken = await takeFilingCopy(page);
  await page.getByLabel("Case number").fill("3:22-cv-99999");
  await confirmFiling(page);
  await expect(page).toHaveURL(address("/filed", COMPLAINT), { timeout: 30_000 });
  await expect(main).toContainText("3:22-cv-99999");
  await expect(main).toContainText("Consent: by telephone, January 10, 2022");
  const filed = await pdfOf(simon, ".pdf", COMPLAINT);
  const printed = letters(await textOf(filed));
  expect(filed).toEqual(taken);
  // The court assigns it after the filing: the pages leave it blank.
  expect(printed).not.toContain(letters("3:22-cv-99999"));
  expect(printed).toContain(letters("Pursuant to Civil Local Rule 5-1(i)(3), I, Ana Example"));
  for (const words of ["/s/ Ana Example", "/s/ Ines Example"]) {
    expect(printed).toContain(letters(words));
  }
  expect(printed).not.toContain(letters("/s/ Dani Example"));
  expect(firstMissing(await textOf(filed), signed)).toBeNull();
  expect(await runsOf(page)).toEqual(signed);

  await page.getByText("Correct a detail of the filing").click();
  await page.locator("#correct").getByLabel("Filed with").fill("U.S. District Court, N.D. Cal.");
  await page.getByRole("button", { name: "Record the correction" }).click();
  await expect(main).toContainText("The correction is on record");
  await expect(page.locator(".redline del")).toContainText("Northern District of California");
  await expect(page.locator(".redline ins")).toContainText("U.S. District Court, N.D. Cal.");
  await expectClean(page);

  await page.getByText("Withdraw it").click();
  await page.locator("#withdraw").getByLabel("Why").fill("Settled, says the demonstration.");
  await page.getByRole("button", { name: "Withdraw the filing" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Withdraw it" }).click();
  await expect(main).toContainText("Withdrawn by Simon Specimen");
  await expect(main).toContainText("Settled, says the demonstration.");
  await expectClean(page);
  expect(await pdfOf(simon, ".pdf", COMPLAINT)).toEqual(filed);

  await page.goto(address("/filed", "demo-letter-contact-corrected"));
  await expect(main).toContainText("It supersedes Letter: one contact for both requests");
  await page.getByText("Superseded by another filing").click();
  await page.getByLabel("The filing that takes its place").selectOption({
    label: "FOIA request of September 9, 2021: weekly reports (filed Sep 9, 2021)",
  });
  await page.getByRole("button", { name: "Mark as superseded" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Mark as superseded" }).click();
  await expect(main).toContainText("Superseded by FOIA request of September 9, 2021");
  await simon.close();
});

test("after a restart everything is as it was: statuses, sign-offs, filings, PDFs byte for byte, the record", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const simon = await as(browser, "council.staff");
  const documents = await rowsOf(server, `SELECT "id", "status" FROM "Document" ORDER BY "id"`);
  const elsewhere = await rowsOf(
    server,
    `SELECT "documentId" FROM "Filing" WHERE "origin" = 'elsewhere'`,
  );
  expect(new Set(documents.map((row) => row["status"]))).toEqual(
    new Set(["draft", "approved", "filed", "superseded", "withdrawn"]),
  );
  /** People's view of each document, and its PDF where it is stored. */
  const shown = async () => {
    const pages: Record<string, string> = {};
    for (const row of documents) {
      const [id, status] = [String(row["id"]), String(row["status"])];
      const stored = status !== "draft" && status !== "approved";
      const path = status === "draft" ? "/versions" : stored ? "/filed" : "/review";
      // How many comments there are is shown once they have come; nobody comments on what has no text here.
      const isSilent = status === "draft" || elsewhere.some((row) => row["documentId"] === id);
      const comments = isSilent
        ? null
        : simon.page.waitForResponse(/\/threads$/u, { timeout: 30_000 });
      await simon.page.goto(address(path, id));
      const main = simon.page.locator("main");
      // Times are told in the reader's own zone once the page is awake.
      await expect(main).not.toContainText("UTC");
      if (comments) {
        await comments;
        await expect(main.getByRole("button", { name: /^Comments/u })).toBeVisible();
      }
      pages[id] = await main.innerText();
      if (!stored) continue;
      const pdf = await pdfOf(simon, ".pdf", id);
      pages[`${id}.pdf`] = createHash("sha256").update(pdf).digest("hex");
    }
    return pages;
  };
  const tables = [
    `SELECT * FROM "SignOff" ORDER BY "id"`,
    `SELECT * FROM "ReturnToDraft" ORDER BY "id"`,
    `SELECT "id", "hash", "content" FROM "Version" ORDER BY "id"`,
    `SELECT "documentId", "pdfHash" FROM "Filing" ORDER BY "documentId"`,
    `SELECT "id", "pdfHash", "takenAt", "confirmedAt", "voidedAt" FROM "FilingCopy" ORDER BY "id"`,
    `SELECT "sha256", "start", hex("bytes") AS "bytes" FROM "FiledPdfPiece" ORDER BY "sha256", "start"`,
    `SELECT * FROM "FilingSignature" ORDER BY "documentId", "position"`,
    `SELECT * FROM "FilingCorrection" ORDER BY "id"`,
  ];
  const kept = () => Promise.all(tables.map((sql) => rowsOf(server, sql)));
  const lines = () => rowsOf(server, `SELECT "sequence", "hash" FROM "AuditEvent" ORDER BY 1`);

  const before = await shown();
  const rows = await kept();
  const record = await lines();
  expect(verifiedRecord(server)).toContain("The record is whole");
  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    await server.stop(signal);
    await server.start();
    expect(await kept()).toEqual(rows);
    expect((await lines()).slice(0, record.length)).toEqual(record);
  }
  expect(verifiedRecord(server)).toContain("The record is whole");
  expect(await shown()).toEqual(before);
  // Whoever was signed in still is, and who has signed still has.
  await simon.page.goto(address("/review", LETTER));
  await expect(simon.page.locator("main")).toContainText(/Signed by (Ravi Sample|Ines Example)/);
  await simon.close();
});
