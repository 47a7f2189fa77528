import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { TypesetInput } from "#server/typesetting/index.ts";
import type { DetailsForm } from "#app/document/details/details-form.ts";
import { bytesOf } from "./bytes-of.ts";
import { fileInSteps, type FilingInput } from "./file-in-steps.ts";
import {
  openedDetails,
  makeWhole,
  openReview,
  recordSigner,
  submit,
  writeText,
  type Review,
} from "./papers.ts";
import { paperTypesetter } from "./ports.ts";
import { FILING, signByBoth } from "./sign-and-file.ts";
import { DAY, FROM, PASSWORD, refused as expectRefused, value, type Knobs } from "./workspace.ts";

/** Submits and has every organization sign. */
async function approve(review: Review, documentId = review.documentId) {
  const { services, people } = review;
  const { versionId, hash } = value(await services.reviews.submit(people.drafter, documentId, {}));
  await signByBoth({ ...review, documentId }, { versionId, hash });
  return { versionId, hash };
}

const filing = (version: { versionId: string; hash: string }, more: Partial<FilingInput> = {}) => ({
  ...version,
  ...FILING,
  confirmation: "2021-ICFO-00042",
  ...more,
});

async function openApproved(knobs: Knobs = {}) {
  const review = await openReview(knobs);
  const version = await approve(review);
  const file = (actor: Actor = review.people.staff, more: Partial<FilingInput> = {}) =>
    fileInSteps(review.services, actor, review.documentId, filing(version, more));
  return { ...review, version, file };
}

/** Another request of the same matter, filed. */
async function fileAnother(review: Review, title = "Weekly reports, corrected") {
  const { services, people, slug } = review;
  const form = { kind: "request", title, layoutProfile: "letter" } as const;
  const { documentId } = value(await services.documents.create(people.drafter, slug, form));
  await makeWhole(review, documentId);
  const version = await approve(review, documentId);
  value(await fileInSteps(services, people.staff, documentId, filing(version)));
  return documentId;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The input that the double of the typesetter was given. */
const inputOf = (bytes: Uint8Array) =>
  JSON.parse(new TextDecoder().decode(bytes).slice("%PDF ".length)) as TypesetInput;

/** Has a signer of the Council recorded, who signs the draft, and names a certifier; answers their id. */
async function namePeople(review: Review): Promise<string> {
  const { services, people, documentId, organizations } = review;
  const signerId = await recordSigner(review, {
    organizationId: organizations.council,
    name: "Sam Signer",
  });
  const form = {
    base: (await openedDetails(review, documentId)).base,
    organizations: [
      { id: organizations.council, speaks: true },
      { id: organizations.ilrc, speaks: true },
    ],
    signers: [{ id: signerId }],
    letter: { printed: true, addressee: "FOIA Office", expeditedProcessing: true },
    certifier: { name: "Cora Certifier" },
  };
  await writeText(review, documentId, "I certify that this is true and correct.");
  value(
    await services.documents.editDetails(
      people.drafter,
      documentId,
      form as unknown as DetailsForm,
    ),
  );
  return signerId;
}

describe("filing", () => {
  it("stores the approved version's pages, unmarked, with their hash, and tells the record", async () => {
    const approved = await openApproved();
    const { services, people, documentId, version, database, statusChanges } = approved;
    statusChanges.length = 0;
    const { pdfHash } = value(await approved.file());
    expect(statusChanges).toEqual([documentId, documentId]);
    const pdf = value(await services.filings.pdf(people.observer, documentId));
    expect(pdf).toMatchObject({ filed: true, name: "2021-10-07-foia-request-weekly-reports.pdf" });
    expect(sha256(await bytesOf(pdf))).toBe(pdfHash);
    expect(inputOf(await bytesOf(pdf))).toMatchObject({
      marking: null,
      filing: { date: "2021-10-07", caseNumber: null, signatures: [] },
      createdAt: "2021-10-07T12:00:00.000Z",
    });
    const row = await database.client.filing.findUniqueOrThrow({ where: { documentId } });
    expect(row).toMatchObject({ versionId: version.versionId, versionHash: version.hash, pdfHash });
    const shown = value(await services.filings.show(people.observer, documentId));
    expect(shown).toMatchObject({
      document: { status: "filed" },
      version: { hash: version.hash },
      filing: {
        filedOn: "2021-10-07",
        method: "portal",
        addressee: "ICE FOIA Office",
        confirmation: "2021-ICFO-00042",
        pdfHash,
        by: { name: "staff" },
      },
      standing: { required: [{ approval: { person: { name: "council-reviewer" } } }, {}] },
      corrections: [],
      ended: null,
    });
    const events = await database.client.auditEvent.findMany({
      where: { documentId, type: "document.filed" },
      orderBy: { sequence: "asc" },
    });
    expect(events).toHaveLength(1);
    expect(JSON.parse(events[0]!.details)).toMatchObject({ pdfHash, versionId: version.versionId });
  });

  it("fills in the closed list of fields and nothing else", async () => {
    const review = await openReview();
    const { services, people, documentId, database } = review;
    const signerId = await namePeople(review);
    const version = await approve(review);
    const file = (more: Partial<FilingInput>) =>
      fileInSteps(services, people.staff, documentId, filing(version, more));
    expect(
      expectRefused(
        await file({ certified: true, signatures: [{ signerId: "somebody", consent: "Yes." }] }),
        "bad-input",
      ).fields,
    ).toHaveProperty("signatures");
    // A request has no caption, so a case number is not printed anywhere.
    const consent = "by e-mail of October 6, 2021";
    const signatures = [{ signerId, consent }];
    value(await file({ certified: true, signatures, caseNumber: "3:21-cv-1" }));
    const bytes = await bytesOf(value(await services.filings.pdf(people.staff, documentId)));
    const stored = await database.client.version.findUniqueOrThrow({
      where: { id: version.versionId },
    });
    const { prose, facts, layoutProfile } = JSON.parse(stored.content) as TypesetInput;
    expect(inputOf(bytes)).toEqual({
      prose,
      facts,
      layoutProfile,
      // Nobody has written a Re: line; the working title is no title of a paper.
      title: "FOIA Request",
      language: "en-US",
      marking: null,
      filing: {
        date: "2021-10-07",
        caseNumber: null,
        signatures: [signerId],
        method: "portal",
        attestation: null,
      },
      createdAt: "2021-10-07T12:00:00.000Z",
    });
    expect(value(await services.filings.show(people.observer, documentId)).filing).toMatchObject({
      caseNumber: null,
      signatures: [{ name: "Sam Signer", organization: "Council Example Organization", consent }],
      certifier: "Cora Certifier",
    });
    const event = await database.client.auditEvent.findFirstOrThrow({
      where: { documentId, type: "document.filed" },
    });
    expect(JSON.parse(event.details)).toMatchObject({
      signatures: [signerId],
      consents: { [signerId]: consent },
    });
  });

  it("sets no signature of a signer whose consent is not on record [FRCP 11(a)]", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    const signerId = await namePeople(review);
    const version = await approve(review);
    const signatures = [{ signerId }];
    const file = (more: Partial<FilingInput>) =>
      fileInSteps(
        services,
        people.staff,
        documentId,
        filing(version, { certified: true, ...more }),
      );
    const endless = [{ signerId, consent: "x".repeat(301) }];
    expectRefused(await file({ signatures: endless }), "bad-input");
    value(await file({ signatures }));
    const bytes = await bytesOf(value(await services.filings.pdf(people.staff, documentId)));
    expect(inputOf(bytes).filing?.signatures).toEqual([]);
    expect(value(await services.filings.show(people.staff, documentId)).filing.signatures).toEqual(
      [],
    );
  });

  it("needs the certification that the text names confirmed", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    await namePeople(review);
    const version = await approve(review);
    const file = (certified: boolean) =>
      fileInSteps(services, people.staff, documentId, filing(version, { certified }));
    expectRefused(await file(false), "certifier-missing");
    expect(value(await services.filings.choices(people.staff, documentId))).toMatchObject({
      certifier: "Cora Certifier",
      signers: [{ name: "Sam Signer" }],
    });
    expect(value(await file(true)).pdfHash).toHaveLength(64);
  });

  it("is for staff of the lead organization alone", async () => {
    const approved = await openApproved();
    const { people, reviewers, organizations, file } = approved;
    const ilrcStaff = await approved.person("ilrc-staff@example.org", [
      { organizationId: organizations.ilrc, roles: ["staff"] },
    ]);
    for (const actor of [
      people.drafter,
      people.admin,
      people.observer,
      reviewers.council,
      ilrcStaff,
    ]) {
      expectRefused(await file(actor), "forbidden");
    }
    expectRefused(await file(people.stranger), "not-found");
  });

  it("is possible only from approved, and only once", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    const file = (version: { versionId: string; hash: string }) =>
      fileInSteps(services, people.staff, documentId, filing(version));
    const nothing = { versionId: "none", hash: "0".repeat(64) };
    expectRefused(await file(nothing), "wrong-status");
    expectRefused(await services.filings.choices(people.staff, documentId), "wrong-status");
    expectRefused(await file(await submit(review)), "wrong-status");
    expectRefused(await services.filings.show(people.staff, documentId), "wrong-status");
    value(await services.reviews.recall(people.drafter, documentId, { reason: "Once more." }));
    const version = await approve(review);
    const both = await Promise.all([file(version), file(version)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    // Either of its steps may find that the other was faster.
    const [later] = both.filter((outcome) => !outcome.ok);
    expect(later).toMatchObject({
      refusal: { code: expect.stringMatching(/^(?:conflict|wrong-status)$/u) as string },
    });
    expectRefused(await file(version), "wrong-status");
    expect(await review.database.client.filing.count()).toBe(1);
  });

  it("refuses another version or hash than the approved one, and one that was reopened while its pages were set", async () => {
    const knobs: Knobs = {};
    const approved = await openApproved(knobs);
    const { services, people, documentId, version } = approved;
    expectRefused(await approved.file(people.staff, { versionId: "another" }), "stale");
    expectRefused(await approved.file(people.staff, { hash: "0".repeat(64) }), "hash-differs");
    knobs.typesetter = {
      typeset: async (input, asked) => {
        value(await services.reviews.reopen(people.drafter, documentId, { reason: "A mistake." }));
        return paperTypesetter.typeset(input, asked);
      },
    };
    expectRefused(await approved.file(), "wrong-status");
    knobs.typesetter = undefined;
    const again = await approve(approved);
    expectRefused(await approved.file(), "stale");
    expect(again.hash).toBe(version.hash);
    expect(await approved.database.client.filing.count()).toBe(0);
  });

  it("says at each field what is missing or not possible, and files nothing that can't be printed", async () => {
    const knobs: Knobs = {};
    const approved = await openApproved(knobs);
    const { people } = approved;
    const refusedFields = async (more: Partial<FilingInput>) =>
      Object.keys(expectRefused(await approved.file(people.staff, more), "bad-input").fields ?? {});
    expect(await refusedFields({ filedOn: "2021-10-15" })).toEqual(["printedOn"]);
    expect(await refusedFields({ filedOn: "2021-02-30" })).toEqual(["printedOn"]);
    expect(await refusedFields({ method: "pigeon" as unknown as "mail" })).toEqual(["method"]);
    knobs.typesetter = {
      typeset: async () => refuse("text-incomplete", "The letter has no addressee."),
    };
    expectRefused(await approved.file(), "text-incomplete");
    expect(await approved.database.client.filing.count()).toBe(0);
  });
});

describe("what is filed", () => {
  it("never changes: neither text, nor details, nor title, nor status by any step of a draft", async () => {
    const approved = await openApproved();
    const { services, people, documentId, reviewers, version, organizations } = approved;
    value(await approved.file());
    const reason = "A mistake.";
    expectRefused(
      await services.documents.rename(people.drafter, documentId, { title: "X" }),
      "frozen",
    );
    expectRefused(await services.reviews.submit(people.drafter, documentId, {}), "wrong-status");
    expectRefused(
      await services.reviews.recall(people.drafter, documentId, { reason }),
      "wrong-status",
    );
    expectRefused(
      await services.reviews.reopen(people.drafter, documentId, { reason }),
      "wrong-status",
    );
    const form = { ...version, organizationId: organizations.ilrc, password: PASSWORD };
    expectRefused(
      await services.reviews.signOff(reviewers.ilrc, documentId, form, FROM),
      "wrong-status",
    );
    expect(value(await services.documents.show(people.drafter, documentId)).access).toBe("read");
  });

  it("keeps its signatures and its PDF when a party leaves, who sees it no more", async () => {
    const approved = await openApproved();
    const { services, people, documentId, slug, organizations } = approved;
    const { pdfHash } = value(await approved.file());
    value(
      await services.matters.removeParty(people.admin, slug, {
        organizationId: organizations.ilrc,
      }),
    );
    const shown = value(await services.filings.show(people.observer, documentId));
    expect(shown.document.status).toBe("filed");
    expect(shown.standing.required).toHaveLength(2);
    expect(
      sha256(await bytesOf(value(await services.filings.pdf(people.observer, documentId)))),
    ).toBe(pdfHash);
    expectRefused(await services.filings.pdf(people.ilrcDrafter, documentId), "not-found");
    expectRefused(await services.filings.show(people.ilrcDrafter, documentId), "not-found");
  });

  it("has a mistyped detail corrected by staff, both shown, and its bytes as they were", async () => {
    const approved = await openApproved();
    const { services, people, documentId } = approved;
    value(await approved.file());
    const before = await bytesOf(value(await services.filings.pdf(people.staff, documentId)));
    const facts = {
      filedOn: "2021-10-06",
      method: "portal" as const,
      addressee: "ICE FOIA Office",
      confirmation: "2021-ICFO-00043",
    };
    const correct = (actor: Actor, more = {}) =>
      services.filings.correct(actor, documentId, { ...facts, ...more });
    expectRefused(await correct(people.drafter), "forbidden");
    expectRefused(await correct(people.stranger), "not-found");
    expectRefused(await correct(people.staff, { filedOn: "2031-01-01" }), "bad-input");
    approved.pass(DAY);
    value(await correct(people.staff));
    expectRefused(await correct(people.staff), "bad-input");
    const shown = value(await services.filings.show(people.observer, documentId));
    expect(shown).toMatchObject({
      filing: { filedOn: "2021-10-06", confirmation: "2021-ICFO-00043" },
      corrections: [
        {
          before: { filedOn: "2021-10-07", confirmation: "2021-ICFO-00042" },
          after: { filedOn: "2021-10-06", confirmation: "2021-ICFO-00043" },
          by: { name: "staff" },
        },
      ],
    });
    expect(await bytesOf(value(await services.filings.pdf(people.staff, documentId)))).toEqual(
      before,
    );
  });

  it("is superseded by another filing of the same matter, and by nothing else", async () => {
    const approved = await openApproved();
    const { services, people, documentId, slug } = approved;
    value(await approved.file());
    const supersede = (actor: Actor, successorId: string) =>
      services.filings.supersede(actor, documentId, { successorId });
    const form = { kind: "letter", title: "A draft", layoutProfile: "letter" } as const;
    const draft = value(await services.documents.create(people.drafter, slug, form)).documentId;
    expectRefused(await supersede(people.staff, draft), "wrong-status");
    expectRefused(await supersede(people.staff, documentId), "conflict");
    expectRefused(await supersede(people.staff, "nothing"), "bad-input");
    const successorId = await fileAnother(approved);
    expectRefused(await supersede(people.drafter, successorId), "forbidden");
    value(await supersede(people.staff, successorId));
    expectRefused(await supersede(people.staff, successorId), "wrong-status");
    expect(value(await services.filings.show(people.observer, documentId))).toMatchObject({
      document: { status: "superseded" },
      ended: { successor: { id: successorId, title: "Weekly reports, corrected" }, reason: null },
    });
    expect(
      value(await services.filings.show(people.observer, successorId)).supersedes,
    ).toMatchObject([{ id: documentId }]);
    expect(value(await services.filings.pdf(people.observer, documentId)).filed).toBe(true);
  });

  it("is withdrawn with a reason, and stays on record", async () => {
    const approved = await openApproved();
    const { services, people, documentId } = approved;
    value(await approved.file());
    const withdraw = (actor: Actor, reason: string) =>
      services.filings.withdraw(actor, documentId, { reason });
    expectRefused(await withdraw(people.staff, " "), "bad-input");
    expectRefused(await withdraw(people.admin, "Settled."), "forbidden");
    value(await withdraw(people.staff, "Settled."));
    expect(value(await services.filings.show(people.observer, documentId))).toMatchObject({
      document: { status: "withdrawn" },
      ended: { reason: "Settled.", successor: null, by: { name: "staff" } },
    });
    expect(await approved.system.verifyRecord()).toMatchObject({ intact: true });
  });
});

describe("a PDF of what is not filed", () => {
  it("is marked: a draft with its change, a version with its number and hash", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    await writeText(review, documentId, "Newer words.");
    const draft = value(await services.filings.pdf(people.observer, documentId));
    expect(draft).toMatchObject({
      filed: false,
      name: "2021-10-07-foia-request-weekly-reports-draft-2.pdf",
    });
    expect(inputOf(await bytesOf(draft))).toMatchObject({
      marking: { kind: "draft", change: 2 },
      filing: null,
    });
    const { hash } = await submit(review);
    const version = value(await services.filings.pdf(people.observer, documentId));
    expect(version.name).toBe("2021-10-07-foia-request-weekly-reports-version-1.pdf");
    expect(inputOf(await bytesOf(version))).toMatchObject({
      marking: { kind: "version", number: 1, sha256: hash },
      filing: null,
    });
    expectRefused(await services.filings.pdf(people.stranger, documentId), "not-found");
    expectRefused(await services.filings.pdf(people.stranger, documentId, 1), "not-found");
    expectRefused(await services.filings.pdf(people.observer, documentId, 2), "not-found");
  });

  it("is a version's, marked, even of a document that was filed since", async () => {
    const approved = await openApproved();
    const { services, people, documentId } = approved;
    value(await approved.file());
    const version = value(await services.filings.pdf(people.observer, documentId, 1));
    expect(version.filed).toBe(false);
    expect(inputOf(await bytesOf(version)).marking).toMatchObject({ kind: "version", number: 1 });
  });

  it("is a line in the record of who took what", async () => {
    const { services, people, documentId, database } = await openReview();
    value(await services.filings.pdf(people.observer, documentId));
    expect(
      await database.client.auditEvent.findFirstOrThrow({ where: { type: "document.downloaded" } }),
    ).toMatchObject({ actorId: people.observer.userId, details: '{"change":1,"what":"draft"}' });
  });

  it("is one line an hour for each person, however often it is read", async () => {
    const review = await openReview();
    const { services, people, documentId, database } = review;
    const lines = () =>
      database.client.auditEvent.count({ where: { type: "document.downloaded" } });
    await Promise.all(
      Array.from({ length: 20 }, () => services.filings.pdf(people.observer, documentId)),
    );
    expect(await lines()).toBe(1);
    value(await services.filings.pdf(people.drafter, documentId));
    expect(await lines()).toBe(2);
    review.pass(61 * 60 * 1000);
    value(await services.filings.pdf(people.observer, documentId));
    expect(await lines()).toBe(3);
  });
});

describe("verifying a file", () => {
  it("tells anybody that it was filed here, when and in whose lead, and nothing more", async () => {
    const approved = await openApproved();
    const { services } = approved;
    const { pdfHash } = value(await approved.file());
    const answer = value(await services.filings.verify({ hash: pdfHash }));
    expect(answer).toEqual({
      hash: pdfHash,
      filing: {
        kind: "request",
        filedOn: "2021-10-07",
        filedBy: "Council Example Organization",
        broughtInOn: null,
      },
      copy: null,
      stamped: null,
    });
    const spaced = ` ${pdfHash.toUpperCase().slice(0, 32)}\n${pdfHash.slice(32)} `;
    expect(value(await services.filings.verify({ hash: spaced }))).toEqual(answer);
  });

  it("knows nothing of versions, drafts and other files", async () => {
    const approved = await openApproved();
    const { services, version, people, documentId } = approved;
    value(await approved.file());
    const marked = value(await services.filings.pdf(people.observer, documentId, 1));
    for (const hash of [version.hash, sha256(await bytesOf(marked)), "0".repeat(64)]) {
      expect(value(await services.filings.verify({ hash })).filing).toBeNull();
    }
    expectRefused(await services.filings.verify({ hash: "12" }), "bad-input");
  });
});
