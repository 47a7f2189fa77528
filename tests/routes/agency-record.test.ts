import { describe, expect, it } from "vitest";
import { fileInSteps, lettingAllStand } from "#tests/services/file-in-steps.ts";
import { form, openFiled, RECEIVED } from "#tests/services/filed-request.ts";
import { signByBoth } from "#tests/services/sign-and-file.ts";
import { makeWhole, signByCounsel, submit } from "#tests/services/papers.ts";
import { DAY, FROM, PASSWORD, value } from "#tests/services/workspace.ts";
import { siteOf } from "./site.ts";

/** The pages over a request that was filed and received on September 9, 2021. */
async function openRecorded() {
  const site = siteOf(await openFiled({ appUrl: null }));
  const { services, people, documentId } = site;
  const tell = async (event: object) => {
    value(await services.agencyRecord.record(people.staff, documentId, form(event)));
  };
  await tell(RECEIVED);
  return { ...site, tell, record: `/documents/${documentId}/record` };
}

const typed = ({ document }: { readonly document: Document }, name: string) =>
  document.querySelector<HTMLTextAreaElement>(`[name="${name}"]`)?.value;

it("the list of a matter's papers says when a request was filed, its number, and what is due", async () => {
  const site = siteOf(await openFiled({ appUrl: null }));
  const { services, people, documentId, slug } = site;
  const record = async (event: object) => {
    value(await services.agencyRecord.record(people.staff, documentId, form(event)));
  };
  const listed = async () => (await (await site.as("observer")).get(`/matters/${slug}`)).words;
  // The confirmation of a portal is no number of the agency.
  expect(await listed()).toContain("Filed September 9, 2021 · confirmation PORTAL-1");
  await record(RECEIVED);
  await record({
    kind: "acknowledged",
    dated: "2021-09-20",
    trackingNumbers: "2021-ICFO-00042",
  });
  expect(await listed()).toContain(
    "Filed September 9, 2021 · 2021-ICFO-00042 · due October 7, 2021",
  );
});

it("[L10] the record says since when the agency has owed a tracking number, until one is recorded", async () => {
  const { as, record, tell } = await openRecorded();
  const owes = async () => (await (await as("observer")).get(record)).words;
  expect(await owes()).toContain("The agency has owed one since September 20, 2021");
  await tell({
    kind: "acknowledged",
    dated: "2021-09-30",
    trackingNumbers: "2021-ICFO-00042",
  });
  expect(await owes()).not.toContain("has owed one");
});

describe("the days on which agencies are closed [L3]", () => {
  it("are set by whoever runs the workspace, and by nobody else", async () => {
    const { as, nobody, database } = await openRecorded();
    expect((await nobody.get("/closed-days")).status).toBe(302);
    for (const name of ["drafter", "staff", "ilrc-admin", "stranger"]) {
      const visitor = await as(name);
      const read = await visitor.get("/closed-days");
      const sent = await visitor.post("/closed-days", { closures: "2021-10-01" });
      expect([name, read.status, sent.status]).toEqual([name, 403, 403]);
    }
    expect(await database.client.workspaceSetting.count()).toBe(0);
    expect((await (await as("admin")).get("/closed-days")).words).toContain("Closed days");
  });

  it("move the due date of each request at once, and are in the record", async () => {
    const { as, record, database } = await openRecorded();
    const observer = await as("observer");
    expect((await observer.get(record)).words).toContain("Determination dueOctober 7, 2021");
    const admin = await as("admin");
    const saved = await admin.post("/closed-days", { closures: "2021-10-01" });
    expect(saved.words).toContain("Every clock is counted with these days from now on.");
    expect(typed(await admin.get("/closed-days"), "closures")).toBe("2021-10-01");
    expect((await observer.get(record)).words).toContain("Determination dueOctober 8, 2021");
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "workspace.calendar-set" },
    });
    expect(JSON.parse(line.details)).toMatchObject({
      before: { closures: [] },
      after: { closures: ["2021-10-01"] },
    });
  });

  it("that are none are refused, and what was typed is still there", async () => {
    const { as, record, database } = await openRecorded();
    const admin = await as("admin");
    const refused = await admin.post("/closed-days", { closures: "2021-10-01\nColumbus Day" });
    expect(refused.status).toBe(400);
    expect(refused.words).toContain("“Columbus Day” is no day.");
    expect(typed(refused, "closures")).toBe("2021-10-01\nColumbus Day");
    expect(await database.client.workspaceSetting.count()).toBe(0);
    expect((await (await as("observer")).get(record)).words).toContain("October 7, 2021");
  });
});

describe("[L16] a paper that relies on a clock", () => {
  it("warns in review, approved, at its filing and filed once the clock changed after its text was fixed, and not before", async () => {
    const site = await openRecorded();
    const { as, tell, services, people, reviewers, organizations, slug, documentId } = site;
    const begun = { kind: "appeal", title: "Appeal", layoutProfile: "letter" } as const;
    const { documentId: paperId } = value(
      await services.documents.create(people.drafter, slug, begun),
    );
    await makeWhole(site, paperId);
    const { versionId, hash } = await submit({ ...site, documentId: paperId });
    const observer = await as("observer");
    const warned = async (page: "review" | "file" | "filed") => {
      const reader = page === "file" ? await as("staff") : observer;
      const shown = await reader.get(`/documents/${paperId}/${page}`);
      expect(shown.status).toBe(200);
      const leads = shown.document.querySelector(`main a[href="/documents/${documentId}/record"]`);
      return shown.words.includes("after this paper was fixed") && leads !== null;
    };
    expect(await warned("review")).toBe(false);
    site.pass(DAY);
    await tell({ kind: "informationAsked", dated: "2021-09-20" });
    expect(await warned("review")).toBe(true);

    for (const party of ["council", "ilrc"] as const) {
      const signed = { versionId, hash, organizationId: organizations[party], password: PASSWORD };
      value(await services.reviews.signOff(reviewers[party], paperId, signed, FROM));
    }
    site.pass(DAY);
    expect([await warned("review"), await warned("file")]).toEqual([true, true]);
    value(
      await fileInSteps(services, people.staff, paperId, {
        versionId,
        hash,
        filedOn: "2021-10-20",
        method: "mail",
        addressee: "FOIA Appeals Office",
        confirmation: undefined,
        caseNumber: undefined,
        certified: false,
        signatures: [],
        ...(await lettingAllStand(services, people.staff, paperId)),
      }),
    );
    // Neither a signature nor filing changed a word of it.
    expect(await warned("filed")).toBe(true);
    // The question never was: the clock says again what it said when the text was fixed.
    const asked = await site.database.client.agencyEvent.findFirstOrThrow({
      where: { kind: "informationAsked" },
    });
    const reason = "It was another request’s.";
    value(await services.agencyRecord.retract(people.staff, asked.id, { reason }));
    expect(await warned("filed")).toBe(false);
  });
});

it("[L16] leads from the address of a corrected entry to its correction, with the form closed", async () => {
  const { as, tell, database, record } = await openRecorded();
  await tell({ kind: "informationAsked", dated: "2021-09-20" });
  const { id } = await database.client.agencyEvent.findFirstOrThrow({
    where: { kind: "informationAsked" },
  });
  const staff = await as("staff");
  const address = `${record}/events/${id}`;
  const first = await staff.get(`${address}?recorded`);
  expect(first.words).toContain("Next: Answer the agency’s question by November 2, 2021:");
  const corrected = await staff.post(address, {
    intent: "correct",
    kind: "informationAsked",
    dated: "2021-09-21",
  });
  expect(corrected.status).toBe(302);
  const observer = await (await as("observer")).get(address);
  expect([observer.status, observer.location]).toEqual([302, corrected.location]);
  const shown = await staff.get(corrected.location ?? "");
  expect(shown.words).toContain("This is the corrected entry");
  expect(shown.document.querySelectorAll("details[open]")).toHaveLength(0);
});

it("[L13] the page that files a complaint asks why it may go out where its request has to be appealed by now", async () => {
  const site = await openRecorded();
  const { as, tell, services, people, slug, documentId: requestId } = site;
  const begun = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
  const { documentId } = value(await services.documents.create(people.drafter, slug, begun));
  const paper = { ...site, documentId };
  await makeWhole(paper, documentId);
  await signByCounsel(paper, documentId);
  value(await services.documents.updateSourced(people.drafter, documentId));
  const version = await submit(paper);
  await signByBoth(paper, version);
  const staff = await as("staff");
  const address = `/documents/${documentId}/file`;
  const reasonOf = ({ document }: { readonly document: Document }) =>
    document.querySelector<HTMLTextAreaElement>('textarea[name="reason"]');
  expect(reasonOf(await staff.get(address))).toBeNull();

  await tell({ kind: "determined", dated: "2021-10-06", statesReasonsAndAppeal: true });
  const page = await staff.get(address);
  expect(page.words).toContain("The text no longer agrees with the record:");
  expect(page.words).toContain("has to be appealed first: a determination of October 6, 2021");
  const leads = page.document.querySelectorAll(`main a[href="/documents/${requestId}/record"]`);
  expect(leads.length).toBeGreaterThan(0);
  const seen = page.document.querySelector<HTMLInputElement>('input[name="seen"]')?.value ?? "";
  const { versionId, hash } = version;
  const fields = {
    intent: "make",
    versionId,
    hash,
    seen,
    printedOn: "2021-10-20",
    zone: "America/New_York",
    method: "e-filing",
    exhibits: "inside",
    "signatures[0].signerId": "counsel",
    "signatures[0].consent": "By e-mail, October 19, 2021.",
  };
  const refused = await staff.post(address, fields);
  expect(refused.status).toBe(400);
  expect(refused.words).toContain("Say why it may be filed as it is.");
  const reason = "Counsel files to keep the day.";
  const made = await staff.post(address, { ...fields, reason });
  expect(made.words).toContain("The filing copy is made.");
  expect((await staff.get(address)).words).toContain(reason);
});
