import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { attestation } from "#app/document/details/attestation.ts";
import { methodsSaidBy } from "#app/document/details/delivery.ts";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import { openingLines } from "#app/document/details/printed-lines.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { FilingZone } from "#app/domain/filing-zone.ts";
import type { TypesetInput } from "#server/typesetting/index.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { bytesOf, keptPdf } from "./bytes-of.ts";
import { confirm, fileInSteps, makeCopy, type FilingInput } from "./file-in-steps.ts";
import { openReview, submit, type Review } from "./papers.ts";
import { rewording, talkOf } from "./talk.ts";
import { FILING, signByBoth } from "./sign-and-file.ts";
import { refused as expectRefused, stage, value } from "./workspace.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const openSigned = stage(openReview, async (review) => ({ form: await approve(review) }));

/** Has every organization sign the draft as it stands; answers what is asked to file it. */
async function approve(review: Review): Promise<FilingInput> {
  const { versionId, hash } = await submit(review);
  await signByBoth(review, { versionId, hash });
  return { versionId, hash, ...FILING };
}

type Signed = Awaited<ReturnType<typeof openSigned>>;

/** With a copy made, and taken away. */
async function openTaken() {
  const signed = await openSigned();
  const { services, people, documentId } = signed;
  const made = value(await makeCopy(services, people.staff, documentId, signed.form));
  const taken = value(await services.filings.takeCopy(people.staff, documentId, made.copyId));
  return { ...signed, ...made, taken };
}

const confirmCopy = (
  { services, people, documentId, form }: Signed,
  copyId: string,
  more: Partial<FilingInput> = {},
) => confirm(services, people.staff, documentId, { ...form, ...more, copyId });

async function* piecesOf(bytes: Uint8Array) {
  yield bytes;
}

const inputOf = (bytes: Uint8Array) =>
  JSON.parse(new TextDecoder().decode(bytes).slice("%PDF ".length)) as TypesetInput;

describe("[L21] making the filing copy", () => {
  it("stores unmarked pages with their hash, and files nothing (embarrassment 16)", async () => {
    const signed = await openSigned();
    const { services, people, documentId, database, form } = signed;
    const { copyId, pdfHash } = value(await makeCopy(services, people.staff, documentId, form));
    const row = await database.client.filingCopy.findUniqueOrThrow({ where: { id: copyId } });
    expect(sha256(await keptPdf(database, row))).toBe(pdfHash);
    expect(inputOf(await keptPdf(database, row))).toMatchObject({
      marking: null,
      filing: { date: "2021-10-07" },
    });
    expect(row).toMatchObject({
      printedOn: "2021-10-07",
      zone: "America/New_York",
      takenAt: null,
      confirmedAt: null,
      voidedAt: null,
    });
    // Nothing says that it is filed: neither its status, its PDF, its page, the list nor the record.
    const { status } = await database.client.document.findUniqueOrThrow({
      where: { id: documentId },
    });
    expect(status).toBe("approved");
    expect(await database.client.filing.count()).toBe(0);
    const handed = value(await services.filings.pdf(people.staff, documentId));
    expect(handed.filed).toBe(false);
    expect(inputOf(await bytesOf(handed)).marking).toMatchObject({ kind: "version" });
    expectRefused(await services.filings.show(people.staff, documentId), "wrong-status");
    const matter = value(await services.matters.show(people.observer, signed.slug));
    expect(matter.documents.find(({ id }) => id === documentId)).toMatchObject({
      status: "approved",
      filed: null,
    });
    expect(await database.client.auditEvent.count({ where: { type: "document.filed" } })).toBe(0);
  });

  it("holds no comment, no suggestion and nobody who wrote or approved it, in what is set and in what is filed (embarrassment 10)", async () => {
    const review = await openReview();
    const { services, people, documentId, database, organizations } = review;
    const talk = talkOf(review);
    const secrets = ["Privileged: our client fears this.", "words of a suggestion", "for us alone"];
    const [comment = "", suggested = "", own = ""] = secrets;
    await talk.begin(people.ilrcDrafter, { text: comment });
    await talk.begin(people.ilrcDrafter, {
      text: "",
      suggestion: rewording("The agency may answer.", suggested),
    });
    await talk.begin(people.ilrcDrafter, { text: own, organizationId: organizations.ilrc });
    const { seen } = value(await services.reviews.readiness(people.drafter, documentId));
    const asked = { seen, reason: "It belongs there.", threads: "leave" } as const;
    const { versionId, hash } = value(
      await services.reviews.submit(people.drafter, documentId, asked),
    );
    await signByBoth(review, { versionId, hash });
    const form = { ...FILING, versionId, hash };
    value(await fileInSteps(services, people.staff, documentId, form));
    const filing = await database.client.filing.findUniqueOrThrow({ where: { documentId } });
    const marked = value(await services.versions.show(people.observer, documentId, 1));
    const named = await database.client.user.findMany({ select: { id: true, email: true } });
    // All that was handed to the typesetter, and what is kept as the version that was signed.
    for (const text of [(await keptPdf(database, filing)).toString(), marked.html]) {
      expect(text).toContain("Freedom of Information Act");
      for (const secret of secrets) expect(text).not.toContain(secret);
      for (const { id, email } of named) {
        expect(text).not.toContain(`"${id}"`);
        expect(text).not.toContain(email);
      }
    }
  });

  it("is for staff of the lead organization alone, as is each of the three steps", async () => {
    const taken = await openTaken();
    const { services, people, documentId, form, copyId, reviewers, organizations } = taken;
    const staffOfIlrc = await taken.person("ilrc-staff@example.org", [
      { organizationId: organizations.ilrc, roles: ["staff"] },
    ]);
    const reason = "No.";
    for (const [actor, code] of [
      [people.drafter, "forbidden"],
      [people.admin, "forbidden"],
      [people.observer, "forbidden"],
      [reviewers.council, "forbidden"],
      [staffOfIlrc, "forbidden"],
      [people.stranger, "not-found"],
    ] as const) {
      expectRefused(await makeCopy(services, actor, documentId, form), code);
      expectRefused(await services.filings.takeCopy(actor, documentId, copyId), code);
      expectRefused(
        await services.filings.discardCopy(actor, documentId, { copyId, reason }),
        code,
      );
      expectRefused(await confirm(services, actor, documentId, { ...form, copyId }), code);
    }
  });

  it("[L24] begins with today in the zone of the court or agency", async () => {
    const { services, people, documentId, pass } = await openSigned();
    // Late in the evening in the capital, when it is another day in UTC.
    pass(9 * 60 * 60 * 1000 + 30 * 60 * 1000);
    const choices = value(await services.filings.choices(people.staff, documentId));
    expect(choices).toMatchObject({ zone: "America/New_York", copy: null, voidedCopies: [] });
    expect(choices.today).toBe("2021-10-07");
  });

  it("is possible once at a time, and again when the copy is discarded with a reason, which is kept", async () => {
    const signed = await openTaken();
    const { services, people, documentId, form, copyId, pdfHash } = signed;
    expectRefused(await makeCopy(services, people.staff, documentId, form), "conflict");
    const discard = (reason: string) =>
      services.filings.discardCopy(people.staff, documentId, { copyId, reason });
    expectRefused(await discard(" "), "bad-input");
    value(await discard("The portal refused it."));
    expectRefused(await discard("Again."), "wrong-status");
    expectRefused(
      await services.filings.takeCopy(people.staff, documentId, copyId),
      "wrong-status",
    );
    expectRefused(await confirmCopy(signed, copyId), "wrong-status");
    expect(value(await services.filings.choices(people.staff, documentId))).toMatchObject({
      copy: null,
      voidedCopies: [
        {
          id: copyId,
          pdfHash,
          voided: {
            because: "discarded",
            reason: "The portal refused it.",
            by: { name: "staff" },
          },
        },
      ],
    });
    const again = value(await makeCopy(services, people.staff, documentId, form));
    expect(again.copyId).not.toBe(copyId);
    value(await services.filings.takeCopy(people.staff, documentId, again.copyId));
    value(await confirmCopy(signed, again.copyId));
    const { copies } = value(await services.filings.show(people.observer, documentId));
    expect(copies.map(({ id, voided }) => [id, voided !== null])).toEqual([
      [again.copyId, false],
      [copyId, true],
    ]);
  });
});

describe("[L27] a letter prints how it is sent", () => {
  it("by the method that is recorded, where no line of its own says it", async () => {
    const { services, people, documentId, form, database } = await openSigned();
    const mailed = { ...form, method: "mail" as const };
    const { copyId } = value(await makeCopy(services, people.staff, documentId, mailed));
    const row = await database.client.filingCopy.findUniqueOrThrow({ where: { id: copyId } });
    expect(inputOf(await keptPdf(database, row)).filing).toMatchObject({ method: "mail" });
    expect(
      openingLines(
        inputOf(await keptPdf(database, row)).facts,
        inputOf(await keptPdf(database, row)).filing,
      )?.delivery,
    ).toBe("Via U.S. mail");
    expect(openingLines(inputOf(await keptPdf(database, row)).facts)?.delivery).toBe(
      "[method of delivery]",
    );
  });

  it("and takes no method that its own line, which was signed, denies", async () => {
    const review = await openReview();
    const { services, people, documentId, database } = review;
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    const details = readDetails(row.facts);
    const letter = details.letter && {
      ...details.letter,
      delivery: "Via e-mail to foia@example.org",
    };
    await database.client.document.update({
      where: { id: documentId },
      data: { facts: writeDetails({ ...details, letter }) },
    });
    const form = await approve(review);
    const refusal = expectRefused(
      await makeCopy(services, people.staff, documentId, form),
      "bad-input",
    );
    expect(refusal.fields?.["method"]).toContain("The letter says “Via e-mail");
    const sent = { ...form, method: "e-mail" as const };
    value(await makeCopy(services, people.staff, documentId, sent));
  });

  it.each([
    ["Via certified mail, return receipt requested", ["mail"]],
    ["VIA E-MAIL", ["e-mail"]],
    ["By email and U.S. Mail", ["e-mail", "mail"]],
    ["Via SecureRelease Portal", ["portal"]],
    ["By Federal Express", ["courier"]],
    ["As agreed", []],
  ])("reads “%s” as %j", (line, methods) => expect(methodsSaidBy(line)).toEqual(methods));
});

describe("[L26] an attestation", () => {
  it("is printed where the court asks for it and several sign, and nowhere else", () => {
    expect(attestation("nd-cal", 2, "Ana Example")).toContain("Civil Local Rule 5-1(i)(3), I, Ana");
    expect(attestation("cd-cal", 3, "Ana Example")).toContain("Local Rule 5-4.3.4(a)(2)(i)");
    for (const [profile, signatures] of [
      ["nd-cal", 1],
      ["sdny", 3],
      ["ddc", 3],
      ["letter", 3],
    ] as const) {
      expect(attestation(profile, signatures, "Ana Example")).toBeNull();
    }
  });
});

describe("[L21] taking the filing copy away", () => {
  it("hands out exactly the stored bytes, and keeps when that was first", async () => {
    const { services, people, documentId, copyId, pdfHash, taken, database, pass } =
      await openTaken();
    expect(sha256(await bytesOf(taken))).toBe(pdfHash);
    expect(taken).toMatchObject({
      filed: false,
      name: "2021-10-07-foia-request-weekly-reports.pdf",
    });
    const takenAt = async () =>
      (await database.client.filingCopy.findUniqueOrThrow({ where: { id: copyId } })).takenAt;
    const first = await takenAt();
    pass(60_000);
    value(await services.filings.takeCopy(people.staff, documentId, copyId));
    expect(await takenAt()).toEqual(first);
    const lines = await database.client.auditEvent.findMany({
      where: { documentId, type: "document.filing-copy-taken" },
      orderBy: { sequence: "asc" },
    });
    expect(lines).toHaveLength(1);
    expectRefused(await services.filings.takeCopy(people.staff, documentId, "none"), "not-found");
  });
});

describe("[L21] confirming", () => {
  it("makes it a filing with exactly the copy's bytes, zone and confirmation (embarrassment 1)", async () => {
    const signed = await openTaken();
    const { services, people, documentId, copyId, pdfHash, taken, database } = signed;
    const more = { confirmation: "2021-ICFO-00042", zone: "America/Chicago" as FilingZone };
    expect(value(await confirmCopy(signed, copyId, more))).toEqual({ pdfHash });
    const handed = value(await services.filings.pdf(people.observer, documentId));
    expect(handed.filed).toBe(true);
    expect(Buffer.compare(await bytesOf(handed), await bytesOf(taken))).toBe(0);
    const filing = await database.client.filing.findUniqueOrThrow({ where: { documentId } });
    expect(Buffer.compare(await keptPdf(database, filing), await bytesOf(taken))).toBe(0);
    expect(filing).toMatchObject({ pdfHash, ...more, filedOn: "2021-10-07", method: "portal" });
    const { filing: shown, copies } = value(
      await services.filings.show(people.observer, documentId),
    );
    expect(shown).toMatchObject({ zone: "America/Chicago", by: { name: "staff" } });
    expect(copies[0]?.confirmedAt).not.toBeNull();
    expectRefused(await confirmCopy(signed, copyId), "wrong-status");
    // Its own address goes on to hand out the same.
    const again = value(await services.filings.takeCopy(people.staff, documentId, copyId));
    expect(again).toMatchObject({ filed: true });
    expect(await signed.system.verifyRecord()).toMatchObject({ intact: true });
  });

  it("asks for a new copy where it was filed on another day than the pages print", async () => {
    const signed = await openTaken();
    const { copyId, pass, database } = signed;
    pass(24 * 60 * 60 * 1000);
    const refusal = expectRefused(
      await confirmCopy(signed, copyId, { filedOn: "2021-10-08" }),
      "bad-input",
    );
    expect(refusal.fields?.["filedOn"]).toContain("The filing copy prints October 7, 2021");
    expect(await database.client.filing.count()).toBe(0);
  });

  it("is refused as long as nobody took the copy away (embarrassment 16)", async () => {
    const signed = await openSigned();
    const { services, people, documentId, form } = signed;
    const { copyId } = value(await makeCopy(services, people.staff, documentId, form));
    expectRefused(await confirmCopy(signed, copyId), "wrong-status");
  });

  it("is refused where the document is reopened in the same moment: the copy is void then", async () => {
    const signed = await openTaken();
    const { services, people, documentId, copyId, database } = signed;
    signed.beforeNextWrite(async () =>
      value(await services.reviews.reopen(people.drafter, documentId, { reason: "A mistake." })),
    );
    expectRefused(await confirmCopy(signed, copyId), "wrong-status");
    expect(await database.client.filing.count()).toBe(0);
    const row = await database.client.filingCopy.findUniqueOrThrow({ where: { id: copyId } });
    expect(row).toMatchObject({ voidedBecause: "reopened", voidedById: people.drafter.userId });
    expect(row.voidedAt).not.toBeNull();
    expectRefused(
      await services.filings.takeCopy(people.staff, documentId, copyId),
      "wrong-status",
    );
    // Approved anew, it takes another copy, and the void one is not to be confirmed.
    await approve(signed);
    expectRefused(await confirmCopy(signed, copyId), "wrong-status");
    expect(
      value(await services.filings.choices(people.staff, documentId)).voidedCopies,
    ).toHaveLength(1);
  });

  it("and reopening at once end in one of the two, never in both", async () => {
    const signed = await openTaken();
    const { services, people, documentId, copyId, database } = signed;
    const [confirmed, reopened] = await Promise.all([
      confirmCopy(signed, copyId),
      services.reviews.reopen(people.drafter, documentId, { reason: "A mistake." }),
    ]);
    expect([confirmed.ok, reopened.ok].filter(Boolean)).toHaveLength(1);
    const { status } = await database.client.document.findUniqueOrThrow({
      where: { id: documentId },
    });
    expect(status).toBe(confirmed.ok ? "filed" : "draft");
    expect(await database.client.filing.count()).toBe(confirmed.ok ? 1 : 0);
  });

  it("is refused where a required party left meanwhile", async () => {
    const signed = await openTaken();
    const { services, people, slug, organizations, copyId, database } = signed;
    const organizationId = organizations.ilrc;
    value(await services.matters.removeParty(people.admin, slug, { organizationId }));
    expectRefused(await confirmCopy(signed, copyId), "wrong-status");
    const row = await database.client.filingCopy.findUniqueOrThrow({ where: { id: copyId } });
    expect(row.voidedBecause).toBe("party-removed");
  });
});

describe("[L21] verifying a file", () => {
  it("says that it was made for filing and not confirmed, that it is void, or that it was filed", async () => {
    const signed = await openTaken();
    const { services, people, documentId, copyId, pdfHash, form } = signed;
    const verified = async () => value(await services.filings.verify({ hash: pdfHash }));
    const copy = {
      kind: "request",
      printedOn: "2021-10-07",
      madeBy: "Council Example Organization",
      isVoid: false,
    };
    expect(await verified()).toEqual({ hash: pdfHash, filing: null, copy, stamped: null });
    const reason = "The portal refused it.";
    value(await services.filings.discardCopy(people.staff, documentId, { copyId, reason }));
    expect(await verified()).toEqual({
      hash: pdfHash,
      filing: null,
      copy: { ...copy, isVoid: true },
      stamped: null,
    });
    // The same pages made again have the same hash, and the copy that stands is the one that counts.
    value(await makeCopy(services, people.staff, documentId, form));
    expect(await verified()).toMatchObject({ copy: { isVoid: false } });
    const [standing] = [value(await services.filings.choices(people.staff, documentId)).copy];
    value(await services.filings.takeCopy(people.staff, documentId, standing!.id));
    value(await confirmCopy(signed, standing!.id));
    expect(await verified()).toMatchObject({ filing: { filedOn: "2021-10-07" }, copy: null });
  });
});

describe("[L22] the stamped copy of a filing", () => {
  it("is attached afterwards by the lead's staff, and verified as what it is", async () => {
    const signed = await openTaken();
    const { services, people, documentId, copyId, pdfHash, database } = signed;
    const bytes = new Uint8Array(pdfOf(["Received October 8, 2021"]));
    const attach = (actor: Actor) =>
      services.attachments.add(
        actor,
        "filing",
        documentId,
        { role: "stamped-copy" },
        { fileName: "stamped.pdf", bytes: piecesOf(bytes) },
      );
    // Nothing is filed yet, so that there is nothing that came back.
    expectRefused(await attach(people.staff), "not-found");
    value(await confirmCopy(signed, copyId));
    expectRefused(await attach(people.observer), "forbidden");
    expectRefused(await attach(people.stranger), "not-found");
    const { attachmentId } = value(await attach(people.staff));
    expect(value(await services.filings.show(people.observer, documentId))).toMatchObject({
      attachments: [{ id: attachmentId, role: "stamped-copy", name: "stamped.pdf" }],
      mayAttach: false,
    });
    const hash = sha256(bytes);
    const verified = async (asked: string) => value(await services.filings.verify({ hash: asked }));
    expect(await verified(hash)).toEqual({
      hash,
      filing: null,
      copy: null,
      stamped: {
        kind: "request",
        filedOn: "2021-10-07",
        filedBy: "Council Example Organization",
        broughtInOn: null,
      },
    });
    expect(await verified(pdfHash)).toMatchObject({ filing: { kind: "request" }, stamped: null });
    // A row that no line of the record tells of was written past the program.
    const forged = "f".repeat(64);
    await database.client.attachment.update({
      where: { id: attachmentId },
      data: { sha256: forged },
    });
    expectRefused(await services.filings.verify({ hash: forged }), "record-differs");
  });
});

describe("a correction of a filing's details", () => {
  it("[L24] changes the zone where it is named, and leaves it where it is not", async () => {
    const signed = await openSigned();
    const { services, people, documentId, form } = signed;
    value(await fileInSteps(services, people.staff, documentId, form));
    const { method, addressee } = form;
    const correct = (more: object) =>
      services.filings.correct(people.staff, documentId, {
        filedOn: "2021-10-07",
        method,
        addressee,
        confirmation: undefined,
        ...more,
      });
    expectRefused(await correct({}), "bad-input");
    value(await correct({ zone: "Pacific/Honolulu" }));
    expect(value(await services.filings.show(people.staff, documentId))).toMatchObject({
      filing: { zone: "Pacific/Honolulu" },
      corrections: [{ before: { zone: "America/New_York" }, after: { zone: "Pacific/Honolulu" } }],
    });
  });
});
