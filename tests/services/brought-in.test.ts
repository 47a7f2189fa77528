import { describe, expect, it } from "vitest";
import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { bringInForm, type BringInForm } from "#app/domain/forms/bring-in.ts";
import type { Actor } from "#app/domain/actor.ts";
import { sha256 } from "#server/digest.ts";
import { broughtInCertificate } from "#server/services/filings/certificate-brought-in.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { giveBackDeleted } from "#server/services/files/room.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { bytesOf, keptPdf, tamperPdf } from "./bytes-of.ts";
import { makeCopy } from "./file-in-steps.ts";
import { openReview, submit, type Review } from "./papers.ts";
import { blobsInMemory, LOCKED, SCANNED } from "./ports.ts";
import { offerPaper, pageForm, publish, tellOfRequest } from "./published-page.ts";
import { FILING, signAndFile } from "./sign-and-file.ts";
import { another, dropForeignKeys } from "./tampered.ts";
import {
  DAY,
  FROM,
  openCoalition,
  PASSWORD,
  refusal,
  refused,
  value,
  type Coalition,
} from "./workspace.ts";

const PDF = "%PDF The request of September 9, 2021.";

const upload = (text: string, fileName = "request.pdf") => ({
  fileName,
  bytes: (async function* () {
    yield Buffer.from(text);
  })(),
});

type Typed = Partial<Record<keyof BringInForm, unknown>>;

const typed = ({ organizations }: Pick<Coalition, "organizations">, more: Typed = {}) => ({
  kind: "request",
  title: "Request for weekly reports",
  filedOn: "2021-09-09",
  zone: "America/New_York",
  method: "portal",
  addressee: "ICE FOIA Office",
  confirmation: "P-77",
  numbers: "2021-ICFO-12345, 2021-ICFO-12346",
  organizationIds: [organizations.council],
  items: "1. All weekly reports\n(a) of each field office\n2. Their drafts",
  asked: ["fee-waiver"],
  ...more,
});

/** Brings in a paper as staff of the lead do, with what is typed of it. */
function bring(coalition: Coalition, more: Typed = {}, text = PDF, by?: Actor, name?: string) {
  const { services, people, slug } = coalition;
  const form = bringInForm.parse(typed(coalition, more));
  return services.filings.bringIn(by ?? people.staff, slug, form, upload(text, name));
}

const knobs = () => ({ blobs: blobsInMemory() });

async function openBroughtIn() {
  const coalition = await openCoalition(knobs());
  const { documentId } = value(await bring(coalition));
  return { ...coalition, documentId };
}

const NOTHING_PROVEN = {
  lines: [],
  keys: [],
  head: { sequence: 1, hash: "0".repeat(64) },
  at: new Date("2021-10-08T12:00:00Z"),
  timestamp: null,
};

const sentences = (form: object) => {
  const parsed = bringInForm.safeParse(form);
  return parsed.success
    ? {}
    : Object.fromEntries(
        parsed.error.issues.map(({ path, message }) => [String(path[0]), message]),
      );
};

/** A reviewer of each of these organizations signs the version. */
async function signAs(
  { services, reviewers, organizations, documentId }: Review,
  parties: readonly ("council" | "ilrc")[],
  { versionId, hash }: { readonly versionId: string; readonly hash: string },
) {
  for (const party of parties) {
    const form = { versionId, hash, organizationId: organizations[party], password: PASSWORD };
    value(await services.reviews.signOff(reviewers[party], documentId, form, FROM));
  }
}

describe("[L59] a paper that was filed before it came here", () => {
  it("is filed with what was typed of it, and its PDF is the one that was filed, byte for byte", async () => {
    const { services, people, documentId } = await openBroughtIn();
    const view = value(await services.filings.show(people.observer, documentId));
    expect(view).toMatchObject({
      document: { title: "Request for weekly reports", kind: "request", status: "filed" },
      filing: {
        filedOn: "2021-09-09",
        zone: "America/New_York",
        method: "portal",
        addressee: "ICE FOIA Office",
        confirmation: "P-77",
        pdfHash: sha256(PDF),
        by: { userId: people.staff.userId },
      },
      standing: { isBroughtIn: true, required: [], decisions: [] },
      broughtIn: {
        numbers: ["2021-ICFO-12345", "2021-ICFO-12346"],
        found: [],
        reason: null,
        madeAs: null,
      },
      copies: [],
    });
    expect(view.broughtIn?.items.map(({ label, words }) => [label, words])).toEqual([
      ["1", "All weekly reports"],
      ["1(a)", "of each field office"],
      ["2", "Their drafts"],
    ]);
    const file = value(await services.filings.pdf(people.observer, documentId));
    expect([file.filed, file.isStored, file.sha256]).toEqual([true, true, sha256(PDF)]);
    expect((await bytesOf(file)).toString()).toBe(PDF);
    // The words typed of it are nobody's paper.
    refused(await services.filings.pdf(people.observer, documentId, 1), "wrong-status");
  });

  it("has a certificate that says by whom and when it was brought in, and of no approval", async () => {
    const { services, people, documentId } = await openBroughtIn();
    const view = value(await services.filings.show(people.staff, documentId));
    const told = plainText(broughtInCertificate(view, NOTHING_PROVEN));
    expect(told).toContain("Certificate of a filing that was brought in");
    expect(told).toContain(
      `This PDF was brought in on Thursday, October 7, 2021, 8:00 a.m. EDT by ${view.filing.by?.name}, as a paper that was filed before. Coalition Desk did not make it, and no approval of it is recorded here.`,
    );
    expect(told.replaceAll("no approval of it", "")).not.toMatch(
      /approv|signed|sign-off|version|password/iu,
    );
    const pdf = value(await services.filings.certificate(people.staff, documentId));
    expect((await bytesOf(pdf)).toString()).toContain("Brought in");
  });

  it("is kept as nobody's template: there is no text of it here", async () => {
    const { services, people, documentId, organizations } = await openBroughtIn();
    const { keepTemplate, keepTemplateChoices } = services.organizationTexts;
    const form = { organizationId: organizations.council, name: "Theirs" };
    const { sentence } = refused(await keepTemplate(people.drafter, documentId, form), "conflict");
    expect(sentence).toContain("filed before it came here");
    refused(await keepTemplateChoices(people.drafter, documentId, undefined), "conflict");
  });

  it("answers at /verify as what it is, and as nothing where its row says otherwise", async () => {
    const { services, database } = await openBroughtIn();
    const hash = sha256(PDF);
    expect(value(await services.filings.verify({ hash }))).toMatchObject({
      filing: { kind: "request", filedOn: "2021-09-09", broughtInOn: "2021-10-07" },
      copy: null,
    });
    await database.client.filing.updateMany({ data: { origin: "here" } });
    refused(await services.filings.verify({ hash }), "record-differs");
  });

  it("is a request to the clock, the record, the docket and later papers as any other", async () => {
    const coalition = await openBroughtIn();
    const { services, people, documentId, slug } = coalition;
    const determined = agencyEventForm.parse({
      kind: "determined",
      dated: "2021-09-20",
      statesReasonsAndAppeal: true,
    });
    const { eventId } = value(
      await services.agencyRecord.record(people.staff, documentId, determined),
    );
    const record = value(await services.agencyRecord.show(people.staff, documentId));
    expect(record.items.map(({ label }) => label)).toEqual(["1", "1(a)", "2"]);
    expect(record.events.map(({ event }) => event.id)).toEqual([eventId]);
    const form = {
      kind: "appeal",
      title: "Appeal",
      layoutProfile: "letter",
    } as const;
    const letterIds = [eventId];
    value(await services.documents.create(people.drafter, slug, { ...form, letterIds }));
    const matter = value(await services.matters.show(people.observer, slug));
    expect(matter.documents.find(({ id }) => id === documentId)?.filed).toMatchObject({
      on: "2021-09-09",
      number: "2021-ICFO-12345",
      isBroughtIn: true,
    });
  });

  it("is brought in by those alone who may confirm a filing in that matter", async () => {
    const coalition = await openCoalition(knobs());
    const { people, services, slug } = coalition;
    for (const person of [people.drafter, people.observer, people.admin]) {
      refused(await bring(coalition, {}, PDF, person), "forbidden");
      refused(await services.filings.mayBringIn(person, slug), "forbidden");
      refused(await services.filings.bringInChoices(person, slug), "forbidden");
    }
    refused(await bring(coalition, {}, PDF, people.stranger), "not-found");
    const { may } = value(await services.matters.show(people.drafter, slug));
    expect(may.bringIn).toBe(false);
    expect(value(await services.matters.show(people.staff, slug)).may.bringIn).toBe(true);
  });

  it("names what it holds before it is brought in, and keeps why that may stand", async () => {
    const coalition = await openCoalition(knobs());
    const { database, services, people } = coalition;
    const text = `%PDF Her number is 123-45-6789. ${SCANNED}`;
    const first = await bring(coalition, {}, text);
    if (first.ok) throw new Error("it was brought in unseen");
    const { code, sentence, seen, fields } = first.refusal;
    expect(code).toBe("private-data");
    expect(sentence).toMatch(
      /^Nothing was brought in yet\..*Social Security.*page 1\..*a picture\.$/u,
    );
    expect(sentence).not.toContain("123-45-6789");
    expect(fields).toEqual({
      stands: "Confirm that you have looked at it.",
      reason: "Say why it may stand.",
    });
    expect(await database.client.matterFile.count()).toBe(0);
    // Another file than the one in which it was named is looked at first, too.
    const stands = { stands: true, reason: "It was filed so.", seen };
    refused(await bring(coalition, stands, `${text} And more.`), "private-data");
    const { documentId } = value(await bring(coalition, stands, text));
    const { broughtIn } = value(await services.filings.show(people.staff, documentId));
    expect(broughtIn?.reason).toBe("It was filed so.");
    expect(broughtIn?.found).toHaveLength(2);
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "document.brought-in" },
    });
    expect(line.details).not.toContain("6789");
  });

  it("names what stands in it twice at one place once", async () => {
    const coalition = await openCoalition(knobs());
    const items = "1. Her file, SSN 123-45-6789\n2. The letters to SSN 123-45-6789";
    const first = await bring(coalition, { items });
    if (first.ok) throw new Error("it was brought in unseen");
    const { seen } = first.refusal;
    const stands = { stands: true, reason: "It was filed so.", seen, items };
    const { documentId } = value(await bring(coalition, stands));
    const { broughtIn } = value(
      await coalition.services.filings.show(coalition.people.staff, documentId),
    );
    expect(broughtIn?.found).toEqual([
      "What looks like a Social Security number, ending in 6789, in the items that were typed.",
    ]);
  });

  it("counts in the room that the matter's files have, and goes on counting", async () => {
    const attachmentQuota = { bytesOfMatter: PDF.length + 10, bytesOfWorkspace: 1_000_000 };
    const coalition = await openCoalition({ ...knobs(), attachmentQuota });
    const { resources, pass, database } = coalition;
    value(await bring(coalition));
    refused(await bring(coalition, {}, `${PDF} Another.`), "too-large");
    pass(40 * DAY);
    await giveBackDeleted(resources, new Set());
    expect(await database.client.matterFile.count()).toBe(1);
    refused(await bring(coalition, {}, `${PDF} Another.`), "too-large");
  });

  it("gives the room back of a file that was refused", async () => {
    const coalition = await openCoalition(knobs());
    refused(await bring(coalition, { organizationIds: ["nobody"] }), "bad-input");
    refused(await bring(coalition, { filedOn: "2021-10-09" }), "bad-input");
    value(await bring(coalition));
    const same = await bring(coalition);
    expect(same).toMatchObject(refusal("conflict"));
    expect(same).toMatchObject({
      refusal: {
        sentence:
          "This very file is here already: it is the PDF of “Request for weekly reports” in this matter, filed on September 9, 2021. Nothing was brought in.",
      },
    });
    expect(await coalition.database.client.matterFile.findMany()).toMatchObject([{ brought: 1 }]);
  });

  it("is refused with a sentence for each thing that can't be", async () => {
    const coalition = await openCoalition(knobs());
    const of = (more: Typed) => sentences(typed(coalition, more));
    expect(of({ items: undefined })).toEqual({
      items: "Type the items that it asks for, as the paper has them.",
    });
    expect(of({ kind: "complaint", items: undefined, numbers: undefined })).toEqual({
      docketId: "Choose the docket of its lawsuit; if it is not recorded, record it first.",
    });
    expect(of({ organizationIds: [] })).toEqual({
      organizationIds: "Choose at least one organization that filed it.",
    });
    expect(of({ numbers: "n".repeat(81) })).toEqual({
      numbers: "Separate the numbers by commas; each is at most 80 characters long.",
    });
    expect(of({ kind: "letter", items: undefined })).toEqual({});
    const fields = async (more: Typed) => {
      const outcome = await bring(coalition, more);
      return outcome.ok ? null : outcome.refusal.fields;
    };
    expect(await fields({ filedOn: "2021-10-09" })).toEqual({
      filedOn: "The date of filing lies in the future; enter the day on which it was filed.",
    });
    expect(await fields({ filedOn: "1967-07-03" })).toEqual({
      filedOn:
        "The Freedom of Information Act took effect on July 4, 1967, and nothing was filed under it before; look at the year.",
    });
    const said = async (text: string, name?: string) => {
      const outcome = await bring(coalition, {}, text, undefined, name);
      return outcome.ok ? null : outcome.refusal.sentence;
    };
    expect(await said("Plain words.")).toContain("“request.pdf” is not a PDF.");
    expect(await said(`%PDF ${LOCKED}`)).toContain("is protected by a password");
    expect(await coalition.database.client.document.count()).toBe(0);
  });

  it("belongs to the docket of its lawsuit, which takes its day and number", async () => {
    const coalition = await openCoalition(knobs());
    const { services, people, slug, database } = coalition;
    const draft = {
      kind: "complaint",
      title: "Complaint",
      layoutProfile: "cand",
    } as const;
    const layouts = value(await services.documents.choices(people.drafter, slug)).kinds;
    const layoutProfile =
      layouts.find(({ kind }) => kind === "complaint")?.layoutProfiles[0] ?? draft.layoutProfile;
    value(
      await services.documents.create(people.drafter, slug, {
        ...draft,
        layoutProfile: layoutProfile as "letter",
      }),
    );
    const docket = await database.client.docket.findFirstOrThrow();
    const paper = {
      kind: "complaint",
      title: "Complaint for Injunctive Relief",
      method: "e-filing",
      numbers: "3:21-cv-07001",
      items: undefined,
      docketId: docket.id,
    };
    const { documentId } = value(await bring(coalition, paper));
    expect(await database.client.docket.findFirstOrThrow()).toMatchObject({
      filedOn: "2021-09-09",
      caseNumber: "3:21-cv-07001",
    });
    expect(
      await database.client.document.findUniqueOrThrow({ where: { id: documentId } }),
    ).toMatchObject({ docketId: docket.id, status: "filed" });
    const other = await bring(coalition, { ...paper, numbers: "3:21-cv-1" }, `${PDF} Other.`);
    expect(other).toMatchObject({
      refusal: { fields: { numbers: "The docket says No. 3:21-cv-07001; correct one of them." } },
    });
  });

  it("is corrected in the open, taken back with a reason, and can then be brought in again", async () => {
    const coalition = await openBroughtIn();
    const { services, people, documentId, database } = coalition;
    value(
      await services.filings.correct(people.staff, documentId, {
        filedOn: "2021-09-10",
        zone: "America/New_York",
        method: "mail",
        addressee: "ICE FOIA Office",
        confirmation: "P-77",
      }),
    );
    const reason = "Brought in by mistake: item 2 was mistyped.";
    value(await services.filings.withdraw(people.staff, documentId, { reason }));
    const again = value(await bring(coalition));
    expect(again.documentId).not.toBe(documentId);
    // The one that was mistyped answers for it no more.
    expect(value(await services.filings.verify({ hash: sha256(PDF) })).filing).toMatchObject({
      filedOn: "2021-09-09",
    });
    const view = value(await services.filings.show(people.staff, documentId));
    expect(view.corrections).toMatchObject([
      { before: { filedOn: "2021-09-09", method: "portal" } },
    ]);
    // Nor does its certificate give what was corrected as what was typed at first.
    expect(plainText(broughtInCertificate(view, NOTHING_PROVEN))).not.toContain("as it was typed");
    expect(view.ended?.reason).toBe(reason);
    expect((await keptPdf(database, view.filing)).toString()).toBe(PDF);
    expect(await verifyAll(database)).toMatchObject({ chain: { intact: true }, differences: [] });
  });

  it.each([
    ["stands in the letterhead alone", false],
    ["had to sign, so that the copy is void with the approval", true],
  ])("is a copy that was taken away before an organization left that %s", async (_, isRequired) => {
    const review = await openReview(knobs());
    const { services, people, documentId, organizations, slug, database, pass } = review;
    if (!isRequired) {
      value(
        await services.documents.setRequiredOrganizations(people.admin, documentId, {
          requiredOrganizationIds: [organizations.council],
        }),
      );
    }
    const version = await submit(review);
    await signAs(review, isRequired ? ["council", "ilrc"] : ["council"], version);
    const form = { ...FILING, ...version, filedOn: "2021-10-09" };
    pass(2 * DAY);
    const { copyId } = value(await makeCopy(services, people.staff, documentId, form));
    const file = value(await services.filings.takeCopy(people.staff, documentId, copyId));
    const bytes = await bytesOf(file);
    const organizationId = organizations.ilrc;
    const paper = {
      filedOn: "2021-10-09",
      organizationIds: [organizations.council, organizationId],
    };
    const made = await bring(review, paper, bytes.toString());
    expect(made).toMatchObject(refusal("conflict"));
    expect(made).toMatchObject({
      refusal: { sentence: expect.stringContaining("confirm there that it was filed") },
    });
    const matter = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    pass(-2 * DAY);
    value(await services.matters.leave(people.ilrcAdmin, organizationId, matter.id));
    pass(2 * DAY);
    const copy = { copyId, zone: "America/New_York", addressee: "ICE FOIA Office" } as const;
    const confirmed = await services.filings.confirm(people.staff, documentId, {
      ...copy,
      filedOn: "2021-10-09",
      confirmation: undefined,
      caseNumber: undefined,
    });
    expect(confirmed).toMatchObject({
      ok: false,
      refusal: { sentence: expect.stringContaining("bring it in from the page of the matter") },
    });
    const choices = await services.filings.choices(people.staff, documentId);
    if (isRequired) expect(choices).toMatchObject(confirmed);
    const broughtIn = value(await bring(review, paper, bytes.toString()));
    const view = value(await services.filings.show(people.staff, broughtIn.documentId));
    expect(view.broughtIn).toMatchObject({
      madeAs: { paper: { title: "Weekly reports", standing: "unconfirmed" } },
    });
    expect(view.broughtIn?.organizations).toHaveLength(2);
    const told = plainText(broughtInCertificate(view, NOTHING_PROVEN));
    expect(told).toContain(
      "Coalition Desk made the same file as the filing copy of “Weekly reports”",
    );
    expect(told).not.toContain("did not make it");
    expect(told).toContain("that it was filed was not confirmed there");
  });

  it("is told to be a copy that was confirmed and withdrawn here, in another matter without its name", async () => {
    const review = await openReview(knobs());
    const { services, people, documentId, organizations } = review;
    const form = await submit(review);
    await signAndFile(review, form);
    const file = value(await services.filings.pdf(people.staff, documentId));
    const text = (await bytesOf(file)).toString();
    const { slug } = value(
      await services.matters.create(people.ilrcAdmin, {
        title: "Another matter",
        leadOrganizationId: organizations.ilrc,
        partyIds: [],
      }),
    );
    const ilrcStaff = await review.person("filing@ilrc.example.org", [
      { organizationId: organizations.ilrc, roles: ["staff"] },
    ]);
    const reason = "It was filed by mistake.";
    value(await services.filings.withdraw(people.staff, documentId, { reason }));
    const broughtIn = value(await bring(review, { filedOn: "2021-10-07" }, text));
    const told = async (id: string, by: Actor) =>
      plainText(broughtInCertificate(value(await services.filings.show(by, id)), NOTHING_PROVEN));
    expect(await told(broughtIn.documentId, people.staff)).toContain(
      "the filing copy of “Weekly reports”, Thursday, October 7, 2021, 8:00 a.m. EDT; that it was filed was confirmed there, and withdrawn since, and",
    );
    // A filing from here answers before one that was brought in.
    expect(value(await services.filings.verify({ hash: sha256(text) })).filing).toMatchObject({
      filedOn: "2021-10-07",
      broughtInOn: null,
    });
    const again = { reason: "It belongs to the other matter." };
    value(await services.filings.withdraw(people.staff, broughtIn.documentId, again));
    const elsewhere = value(
      await bring(
        { ...review, slug },
        { organizationIds: [organizations.ilrc], filedOn: "2021-10-07" },
        text,
        ilrcStaff,
      ),
    );
    const outside = await told(elsewhere.documentId, ilrcStaff);
    expect(outside).toContain("Coalition Desk made the same file as a filing copy, Thursday");
    expect(outside).not.toMatch(/Weekly reports|did not make it/u);
  });

  it("is searched in its PDF and in what is typed for the names that the matter watches for [L68]", async () => {
    const coalition = await openCoalition(knobs());
    const { services, people, slug } = coalition;
    value(
      await services.matters.editWatchList(people.staff, slug, {
        names: "Juan Pérez",
        revision: 0,
      }),
    );
    for (const [field, more] of [
      ["title", { title: "Request about Juan Perez" }],
      ["addressee", { addressee: "ICE, for Juan Perez" }],
      ["confirmation number", { confirmation: "Juan Perez 77" }],
      ["numbers", { numbers: "Juan Perez 12" }],
      ["items", { items: "1. The file of Juan Perez" }],
    ] as const) {
      const { sentence } = refused(await bring(coalition, more), "private-data");
      expect(sentence).toContain(`watches for, J.P., in the ${field} that w`);
    }
    refused(await bring(coalition, {}, `${PDF} About Juan Perez.`), "private-data");
    value(await bring(coalition));
  });

  it("is named with what was found in it before it is published, and with names that came onto the list since [L44, L68]", async () => {
    const review = await openReview(knobs());
    const { services, people, slug } = review;
    const text = `${PDF} Her number is 123-45-6789, and his name Juan Perez.`;
    const first = await bring(review, {}, text);
    if (first.ok) throw new Error("it was brought in unseen");
    const stands = { stands: true, reason: "It was filed so.", seen: first.refusal.seen };
    const { documentId } = value(await bring(review, stands, text));
    const paper = { ...review, documentId };
    value(await services.publicPage.editPage(people.staff, slug, await pageForm(paper)));
    await tellOfRequest(paper);
    await offerPaper(paper);
    const asked = refused(await publish(paper), "reason-missing").sentence;
    expect(asked).toContain(
      "“Request for weekly reports”, as it was brought in: What looks like a Social Security number",
    );
    expect(asked).not.toMatch(/6789, and|watches for/u);
    const names = { names: "Juan Pérez", revision: 0 };
    value(await services.matters.editWatchList(people.staff, slug, names));
    expect(refused(await publish(paper), "reason-missing").sentence).toContain(
      "holds what looks private: a name that this matter watches for, J.P.",
    );
    value(await publish(paper, { reason: "Both agreed to it." }));
  });
});

describe("audit:verify of a paper that was brought in", () => {
  it("finds each changed column of its rows, and a changed file", async () => {
    const { database } = await openBroughtIn();
    const { client } = database;
    await dropForeignKeys(database);
    expect(await verifyAll(database)).toMatchObject({ chain: { intact: true }, differences: [] });
    const unseen: string[] = [];
    for (const table of ["filing", "version"] as const) {
      const rows = client[table] as unknown as {
        findFirstOrThrow(): Promise<Record<string, unknown>>;
        updateMany(change: { data: object }): Promise<unknown>;
      };
      const row = await rows.findFirstOrThrow();
      for (const column of Object.keys(row)) {
        await rows.updateMany({ data: { [column]: another(column, row[column]) } });
        if ((await verifyAll(database)).differences.length === 0) unseen.push(column);
        await rows.updateMany({ data: { [column]: row[column] } });
      }
    }
    expect(unseen).toEqual([]);
    await tamperPdf(database, sha256(PDF), "%PDF Another request.");
    expect((await verifyAll(database)).differences).toMatchObject([
      { why: "the filed PDF is not the one of that hash" },
    ]);
  });
});
