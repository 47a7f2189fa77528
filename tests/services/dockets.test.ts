import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { docketEventForm } from "#app/domain/docket-event/form.ts";
import { baseOf } from "#app/document/details/form-base.ts";
import { formOfDocket, type DocketForm } from "#app/document/details/docket-form.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import type { DetailsForm } from "#app/document/details/details-form.ts";
import { formOfShared, type SharedForm } from "#app/document/details/shared-form.ts";
import { confirm, fileInSteps, makeCopy, type FilingInput } from "./file-in-steps.ts";
import {
  asSent,
  makeWhole,
  signByCounsel,
  openedDetails,
  openReview,
  recordSigner,
  type Review,
} from "./papers.ts";
import { refused, value } from "./workspace.ts";

const LINE = docketEventForm.parse({ kind: "other", text: "A telephone call." });
const COMPLAINT = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;

/** A matter with a request, and two complaints of one lawsuit. */
async function openSuit() {
  const review = await openReview();
  const { services, people, slug, database } = review;
  const create = async (title: string, docketId?: string) =>
    value(await services.documents.create(people.drafter, slug, { ...COMPLAINT, title, docketId }))
      .documentId;
  const complaint = await create("Complaint");
  const [docket] = value(await services.matters.show(people.drafter, slug)).dockets;
  const docketId = docket?.id ?? "";
  review.pass(1000);
  const amended = await create("Amended complaint", docketId);
  await makeWhole(review, complaint);
  review.statusChanges.length = 0;
  const row = (id: string) => database.client.document.findUniqueOrThrow({ where: { id } });
  const caption = async (id: string) => readDetails((await row(id)).facts).caption!;
  const show = async () => value(await services.dockets.show(people.drafter, slug, docketId));
  const revision = async () =>
    (await database.client.docket.findUniqueOrThrow({ where: { id: docketId } })).revision;
  const edit = async (change: Partial<DocketForm>, actor: Actor = people.drafter) => {
    const { facts, enforces } = await show();
    const standing = formOfDocket(
      facts,
      enforces.map(({ id }) => id),
    );
    const form = asSent<DocketForm>({ ...standing, ...change, base: baseOf(standing) });
    return services.dockets.edit(actor, slug, docketId, form);
  };
  /** The last line of the record that tells of the facts of that document. */
  const lastEdit = async (documentId: string) => {
    const event = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "document.facts-edited", documentId },
      orderBy: { sequence: "desc" },
    });
    return { ...event, details: JSON.parse(event.details) as Record<string, unknown> };
  };
  /** Has the paper belong to another docket, or to none. */
  const choose = async (id: string, docket: string) => {
    const form = await openedDetails(review, id);
    const sent = asSent<DetailsForm>({ ...form, docketId: docket, letter: undefined });
    value(await services.documents.editDetails(people.drafter, id, sent));
  };
  return {
    ...review,
    complaint,
    amended,
    docketId,
    row,
    caption,
    show,
    revision,
    edit,
    lastEdit,
    choose,
  };
}

async function editShared(
  { services, people, slug }: Review,
  change: (form: ReturnType<typeof formOfShared>) => object,
) {
  const { facts, base } = value(await services.matters.sharedDetails(people.drafter, slug));
  const form = { ...change(formOfShared(facts)), base };
  return services.matters.editSharedDetails(people.drafter, slug, asSent<SharedForm>(form));
}

describe("a docket", () => {
  it("is made with the first complaint, of the matter's parties, and taken by the next", async () => {
    const suit = await openSuit();
    const { services, people, slug, complaint, amended, docketId, database } = suit;
    expect(value(await services.matters.show(people.observer, slug)).dockets).toMatchObject([
      { id: docketId, papers: 2, caseNumber: null, district: "Northern District of California" },
    ]);
    expect(await suit.show()).toMatchObject({
      name: "Council Example Organization et al. v. U.S. Immigration and Customs Enforcement, no case number recorded",
      documents: [{ id: complaint }, { id: amended }],
      facts: { judge: null, filedOn: null },
    });
    const event = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "docket.created" },
    });
    expect(JSON.parse(event.details)).toMatchObject({ docketId, caseNumber: null });
  });

  it("is edited in one place: both its complaints say it, open desks look again, the record keeps both", async () => {
    const suit = await openSuit();
    const { complaint, amended, caption, statusChanges, documentId, people, database } = suit;
    const revision = (await suit.row(complaint)).factsRevision;
    value(
      await suit.edit(
        { caseNumber: "3:21-cv-09281", judge: "Hon. Example", filedOn: "2021-09-29" },
        people.ilrcDrafter,
      ),
    );
    for (const id of [complaint, amended]) {
      expect((await caption(id)).caseNumber).toBe("3:21-cv-09281");
    }
    expect((await suit.row(complaint)).factsRevision).toBe(revision + 1);
    expect(statusChanges.toSorted()).toEqual([complaint, amended].toSorted());
    expect(statusChanges).not.toContain(documentId);
    expect(await suit.revision()).toBe(2);
    expect(await suit.show()).toMatchObject({
      facts: { judge: "Hon. Example", filedOn: "2021-09-29" },
    });
    const event = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "docket.edited" },
    });
    expect(JSON.parse(event.details)).toMatchObject({
      before: { caseNumber: null },
      after: { caseNumber: "3:21-cv-09281" },
    });
    // A date that is not printed in a caption tells no desk anything.
    statusChanges.length = 0;
    value(await suit.edit({ servedOn: "2021-10-01" }));
    expect(statusChanges).toEqual([]);
  });

  it("is not overwritten by who had opened it before", async () => {
    const suit = await openSuit();
    const { services, people, slug, docketId } = suit;
    const standing = formOfDocket((await suit.show()).facts, []);
    const form = { ...standing, base: baseOf(standing) };
    const edit = (actor: Actor, caseNumber: string) =>
      services.dockets.edit(actor, slug, docketId, asSent<DocketForm>({ ...form, caseNumber }));
    const both = await Promise.all([edit(people.drafter, "1"), edit(people.ilrcDrafter, "2")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    refused(
      both.find(({ ok }) => !ok)!,
      "conflict",
    );
  });

  it("that is edited, and an address, stop nobody who has a paper's own details open", async () => {
    const suit = await openSuit();
    const { services, people, complaint, organizations, caption } = suit;
    const form = await openedDetails(suit, complaint);
    value(await suit.edit({ caseNumber: "3:21-cv-09281" }, people.ilrcDrafter));
    value(
      await editShared(suit, (shared) => ({
        ...shared,
        organizations: [{ id: organizations.ilrc, address: "1 Road" }],
      })),
    );
    const save = (paperTitle: string) =>
      services.documents.editDetails(
        people.drafter,
        complaint,
        asSent<DetailsForm>({
          ...form,
          caption: { ...form.caption, paperTitle },
          letter: undefined,
        }),
      );
    value(await save("Complaint for Injunctive Relief"));
    expect(await caption(complaint)).toMatchObject({
      caseNumber: "3:21-cv-09281",
      paperTitle: "Complaint for Injunctive Relief",
    });
    refused(await save("Another title"), "conflict");
  });

  it("is edited by drafters and staff of a party, shown to its members, and hidden from others", async () => {
    const suit = await openSuit();
    const { services, people, slug, docketId, reviewers, edit } = suit;
    for (const actor of [people.observer, people.admin, reviewers.ilrc]) {
      refused(await edit({ caseNumber: "1" }, actor), "forbidden");
      expect(value(await services.dockets.show(actor, slug, docketId)).may.edit).toBe(false);
    }
    refused(await edit({ caseNumber: "1" }, people.stranger), "not-found");
    refused(await services.dockets.show(people.stranger, slug, docketId), "not-found");
    refused(await services.dockets.show(people.drafter, slug, "another"), "not-found");
    value(await edit({ caseNumber: "2" }, people.staff));
    const other = value(
      await services.matters.create(people.admin, {
        title: "Another matter",
        narrative: undefined,
        leadOrganizationId: suit.organizations.council,
        partyIds: [],
      }),
    );
    refused(await services.dockets.show(people.drafter, other.slug, docketId), "not-found");
    const taken = { ...COMPLAINT, docketId };
    expect(
      refused(await services.documents.create(people.drafter, other.slug, taken), "bad-input")
        .fields,
    ).toHaveProperty("docketId");
  });

  it("says at which field what can't be taken, and changes nothing", async () => {
    const suit = await openSuit();
    const wrong: [Partial<Record<keyof DocketForm, unknown>>, string][] = [
      [{ court: "" }, "court"],
      [{ caseNumber: "x".repeat(81) }, "caseNumber"],
      [{ filedOn: "2021-02-30" }, "filedOn"],
      [{ plaintiffs: Array.from({ length: 201 }, () => ({ name: "A" })) }, "plaintiffs"],
      [{ defendants: [{ name: "A", address: "line\n".repeat(9) }] }, "defendants[0].address"],
      [{ enforces: ["nothing"] }, "enforces"],
    ];
    for (const [change, field] of wrong) {
      const { fields } = refused(await suit.edit(change as Partial<DocketForm>), "bad-input");
      expect(fields).toHaveProperty([field]);
    }
    expect(await suit.revision()).toBe(1);
  });

  it("leaves what is pinned as it was: the version, its hash and the draft's details, until it is a draft again", async () => {
    const suit = await openSuit();
    const { services, people, complaint, caption, database, amended } = suit;
    await signByCounsel(suit, complaint);
    const { versionId } = value(await services.reviews.submit(people.drafter, complaint, {}));
    const pinned = () => database.client.version.findUniqueOrThrow({ where: { id: versionId } });
    const before = await pinned();
    suit.statusChanges.length = 0;
    value(await suit.edit({ caseNumber: "3:21-cv-09281" }));
    expect(await pinned()).toEqual(before);
    expect((await caption(complaint)).caseNumber).toBeNull();
    expect((await caption(amended)).caseNumber).toBe("3:21-cv-09281");
    expect(suit.statusChanges).toEqual([amended]);
    value(await services.reviews.recall(people.drafter, complaint, { reason: "The number." }));
    expect(await pinned()).toEqual(before);
    expect((await caption(complaint)).caseNumber).toBe("3:21-cv-09281");
  });

  it("is created from the caption of a document, which belongs to it from then on", async () => {
    const suit = await openSuit();
    const { services, people, slug, complaint, docketId, database } = suit;
    value(await suit.edit({ caseNumber: "3:21-cv-1" }));
    const form = await openedDetails(suit, complaint);
    const alone = asSent<DetailsForm>({ ...form, docketId: "", letter: undefined });
    value(await services.documents.editDetails(people.drafter, complaint, alone));
    // It keeps what its caption said, and the docket's changes do not reach it any more.
    value(await suit.edit({ caseNumber: "3:21-cv-2" }));
    expect((await suit.caption(complaint)).caseNumber).toBe("3:21-cv-1");
    const begun = value(await services.dockets.begin(people.drafter, slug, complaint));
    expect(begun).toMatchObject({
      document: { id: complaint },
      facts: { caseNumber: "3:21-cv-1" },
    });
    const created = asSent<DocketForm>({
      ...formOfDocket({ ...begun.facts, judge: "Hon. Example", caseNumber: "3:21-cv-3" }, []),
      documentId: complaint,
      factsRevision: begun.document?.factsRevision,
    });
    const made = value(await services.dockets.create(people.drafter, slug, created));
    expect(made.docketId).not.toBe(docketId);
    expect((await suit.row(complaint)).docketId).toBe(made.docketId);
    expect(await database.client.docket.count()).toBe(2);
    expect((await suit.lastEdit(complaint)).details).toMatchObject({
      before: { docketId: null, caption: { caseNumber: "3:21-cv-1" } },
      after: { docketId: made.docketId, caption: { caseNumber: "3:21-cv-3" } },
    });
    refused(await services.dockets.create(people.drafter, slug, created), "stale");
    expect(await database.client.docket.count()).toBe(2);
  });

  it("is not made of a caption that has changed since the page was opened", async () => {
    const suit = await openSuit();
    const { services, people, slug, complaint, database } = suit;
    await suit.choose(complaint, "");
    const { facts, document } = value(
      await services.dockets.begin(people.drafter, slug, complaint),
    );
    value(await services.documents.setLayout(people.drafter, complaint, { layoutProfile: "sdny" }));
    const form = { ...formOfDocket(facts, []), documentId: complaint };
    for (const factsRevision of [document?.factsRevision, undefined]) {
      const sent = asSent<DocketForm>({ ...form, factsRevision });
      refused(await services.dockets.create(people.drafter, slug, sent), "stale");
    }
    expect(await database.client.docket.count()).toBe(1);
    expect((await suit.caption(complaint)).district).toBe("Southern District of New York");
  });

  it("leaves in the record what each draft said before and says now, with who changed it", async () => {
    const suit = await openSuit();
    const { complaint, amended, people, services } = suit;
    value(await suit.edit({ caseNumber: "3:21-cv-1" }, people.ilrcDrafter));
    for (const id of [complaint, amended]) {
      expect(await suit.lastEdit(id)).toMatchObject({
        actorId: people.ilrcDrafter.userId,
        details: {
          before: { caption: { caseNumber: null } },
          after: { caption: { caseNumber: "3:21-cv-1" } },
        },
      });
    }
    // So does a text that comes back to draft.
    await signByCounsel(suit, complaint);
    value(await services.reviews.submit(people.drafter, complaint, {}));
    value(await suit.edit({ caseNumber: "3:21-cv-2" }));
    expect((await suit.lastEdit(complaint)).actorId).toBe(people.ilrcDrafter.userId);
    value(await services.reviews.recall(people.drafter, complaint, { reason: "The number." }));
    expect(await suit.lastEdit(complaint)).toMatchObject({
      actorId: people.drafter.userId,
      details: { after: { caption: { caseNumber: "3:21-cv-2" } } },
    });
  });

  it("adds another document, whose caption is then its own", async () => {
    const suit = await openSuit();
    const { services, people, slug, complaint } = suit;
    const begun = value(await services.dockets.begin(people.drafter, slug, null));
    const other = asSent<DocketForm>({
      ...formOfDocket(begun.facts, []),
      district: "District of Oregon",
      caseNumber: "6:22-cv-7",
    });
    const { docketId } = value(await services.dockets.create(people.staff, slug, other));
    const form = await openedDetails(suit, complaint);
    const choose = (id: string) =>
      services.documents.editDetails(
        people.drafter,
        complaint,
        asSent<DetailsForm>({ ...form, docketId: id, letter: undefined }),
      );
    expect(refused(await choose("nothing"), "bad-input").fields).toHaveProperty("docketId");
    value(await choose(docketId));
    expect(await suit.caption(complaint)).toMatchObject({
      district: "District of Oregon",
      caseNumber: "6:22-cv-7",
      paperTitle: "Complaint for Declaratory and Injunctive Relief",
    });
  });

  it("of several documents keeps its court when one of them gets another layout", async () => {
    const suit = await openSuit();
    const { services, people, complaint, amended, caption } = suit;
    value(await services.documents.setLayout(people.drafter, amended, { layoutProfile: "sdny" }));
    for (const id of [complaint, amended]) {
      expect((await caption(id)).district).toBe("Northern District of California");
    }
    expect(await suit.revision()).toBe(1);
  });
});

describe("what the documents of a matter share", () => {
  it("is edited in one place, and every open draft that prints it says it", async () => {
    const suit = await openSuit();
    const { services, people, documentId, complaint, organizations, statusChanges } = suit;
    const signerId = await recordSigner(suit, {
      organizationId: organizations.ilrc,
      name: "Sam Signer",
    });
    for (const id of [documentId, complaint]) {
      const form = await openedDetails(suit, id);
      const signed = { ...form, signers: [{ id: signerId }] };
      const sent = asSent<DetailsForm>(
        id === documentId ? { ...signed, caption: undefined } : signed,
      );
      value(await services.documents.editDetails(people.drafter, id, sent));
    }
    statusChanges.length = 0;
    value(
      await editShared(suit, (form) => ({
        ...form,
        addressee: "ICE FOIA Office\n500 12th Street SW",
        organizations: form.organizations.map((each) =>
          each.id === organizations.ilrc ? { ...each, address: "1 Market Street" } : each,
        ),
        signers: form.signers.map((each) => ({
          ...each,
          name: "Sam A. Signer",
          barNumber: "State Bar No. 1",
        })),
      })),
    );
    const facts = async (id: string) => readDetails((await suit.row(id)).facts);
    expect(await facts(documentId)).toMatchObject({
      letter: { addressee: ["ICE FOIA Office", "500 12th Street SW"] },
      signers: [{ id: signerId, name: "Sam A. Signer", barNumber: null }],
    });
    expect(await facts(complaint)).toMatchObject({
      organizations: [{ id: organizations.council }, { address: ["1 Market Street"] }],
      signers: [{ name: "Sam A. Signer", barNumber: "State Bar No. 1" }],
    });
    expect(statusChanges.toSorted()).toEqual([documentId, complaint, suit.amended].toSorted());
    const next = value(
      await services.documents.create(people.drafter, suit.slug, {
        kind: "request",
        title: "Another",
        layoutProfile: "letter",
      }),
    );
    expect((await facts(next.documentId)).letter?.addressee[0]).toBe("ICE FOIA Office");
    expect(value(await services.matters.show(people.observer, suit.slug)).agency.address).toBe(
      "ICE FOIA Office, 500 12th Street SW",
    );
  });

  it("lets no signer go whom an open draft names, and does not move one to another organization", async () => {
    const suit = await openSuit();
    const { services, people, complaint, organizations } = suit;
    const signerId = await recordSigner(suit, {
      organizationId: organizations.ilrc,
      name: "Sam Signer",
    });
    const form = await openedDetails(suit, complaint);
    const sent = asSent<DetailsForm>({ ...form, signers: [{ id: signerId }] });
    value(await services.documents.editDetails(people.drafter, complaint, sent));
    const gone = refused(await editShared(suit, (all) => ({ ...all, signers: [] })), "bad-input");
    // Recorded first for its organization, the signer signs its other open drafts, too.
    expect(gone.fields?.["signers"]).toMatch(
      /^Sam Signer signs “(?:Complaint|Weekly reports)”\. Remove the name from that draft first\.$/u,
    );
    value(
      await editShared(suit, (all) => ({
        ...all,
        signers: all.signers.map((each) => ({ ...each, organizationId: organizations.council })),
      })),
    );
    expect(readDetails((await suit.row(complaint)).facts).signers[0]?.organizationId).toBe(
      organizations.ilrc,
    );
    const stranger = { organizationId: organizations.outside, name: "Strange Signer" };
    expect(
      refused(
        await editShared(suit, (all) => ({ ...all, signers: [...all.signers, stranger] })),
        "bad-input",
      ).fields,
    ).toHaveProperty(["signers[1].organizationId"]);
  });

  it("is for drafters and staff of a party, and not overwritten by who had opened it before", async () => {
    const suit = await openSuit();
    const { services, people, slug } = suit;
    const { facts, base } = value(await services.matters.sharedDetails(people.drafter, slug));
    const form = asSent<SharedForm>({ ...formOfShared(facts), addressee: "Office", base });
    for (const actor of [people.observer, people.admin]) {
      refused(await services.matters.sharedDetails(actor, slug), "forbidden");
      refused(await services.matters.editSharedDetails(actor, slug, form), "forbidden");
    }
    refused(await services.matters.editSharedDetails(people.stranger, slug, form), "not-found");
    value(await services.matters.editSharedDetails(people.staff, slug, form));
    const { sharedRevision } = await suit.database.client.matter.findFirstOrThrow();
    expect(sharedRevision).toBe(1);
    const late = { ...form, addressee: "Elsewhere" };
    refused(await services.matters.editSharedDetails(people.drafter, slug, late), "conflict");
    const { base: _none, ...without } = form;
    refused(await services.matters.editSharedDetails(people.drafter, slug, without), "bad-input");
  });
});

/** Has everybody sign, and answers what staff would send to record the filing. */
async function approve(
  suit: Awaited<ReturnType<typeof openSuit>>,
  documentId: string,
): Promise<FilingInput> {
  const { services, people, reviewers } = suit;
  await signByCounsel(suit, documentId);
  const { versionId, hash } = value(await services.reviews.submit(people.drafter, documentId, {}));
  for (const [organization, actor] of [
    ["council", reviewers.council],
    ["ilrc", reviewers.ilrc],
  ] as const) {
    const organizationId = suit.organizations[organization];
    const form = { versionId, hash, organizationId, password: "a quiet desk by the window" };
    value(await services.reviews.signOff(actor, documentId, form, { address: "192.0.2.1" }));
  }
  return {
    versionId,
    hash,
    filedOn: "2021-10-07",
    method: "e-filing",
    addressee: "N.D. Cal.",
    confirmation: undefined,
    caseNumber: "3:21-cv-09281",
    certified: false,
    signatures: [{ signerId: "counsel", consent: "By e-mail." }],
  };
}

describe("filing a complaint", () => {
  it("tells its docket the number and the day that were filled in, and the lawsuit's other drafts say it", async () => {
    const suit = await openSuit();
    const { services, people, complaint, caption, amended } = suit;
    const form = await approve(suit, complaint);
    suit.statusChanges.length = 0;
    value(await fileInSteps(services, people.staff, complaint, form));
    expect((await suit.show()).facts).toMatchObject({
      caseNumber: "3:21-cv-09281",
      filedOn: "2021-10-07",
    });
    expect((await caption(amended)).caseNumber).toBe("3:21-cv-09281");
    expect((await caption(complaint)).caseNumber).toBeNull();
    expect(suit.statusChanges).toEqual([complaint, complaint, amended]);
  });

  it("begins with the docket's number and takes no other, also where the docket learns it meanwhile", async () => {
    const suit = await openSuit();
    const { services, people, complaint } = suit;
    const form = await approve(suit, complaint);
    const choices = async () => value(await services.filings.choices(people.staff, complaint));
    expect((await choices()).caseNumber).toBeNull();
    const sentence = "The docket says No. 3:21-cv-1; correct one of them.";
    const { copyId } = value(await makeCopy(services, people.staff, complaint, form));
    value(await services.filings.takeCopy(people.staff, complaint, copyId));
    const copied = { ...form, copyId };
    suit.beforeNextWrite(async () => value(await suit.edit({ caseNumber: "3:21-cv-1" })));
    const late = await confirm(services, people.staff, complaint, copied);
    expect(refused(late, "bad-input").fields).toEqual({ caseNumber: sentence });
    expect((await choices()).caseNumber).toBe("3:21-cv-1");
    const other = await confirm(services, people.staff, complaint, copied);
    expect(refused(other, "bad-input").fields).toEqual({ caseNumber: sentence });
    const same = { ...copied, caseNumber: "3:21-cv-1" };
    value(await confirm(services, people.staff, complaint, same));
  });

  it("electronically takes somebody's signature (embarrassment 15), and on paper a line to sign on", async () => {
    const suit = await openSuit();
    const { services, people, complaint } = suit;
    const form = { ...(await approve(suit, complaint)), signatures: [] };
    const unsigned = await makeCopy(services, people.staff, complaint, form);
    expect(refused(unsigned, "bad-input").fields?.["signatures"]).toContain("/s/ Name");
    value(await makeCopy(services, people.staff, complaint, { ...form, method: "hand" }));
  });

  it("on a day that was mistyped is corrected in the docket too, unless that says another", async () => {
    const suit = await openSuit();
    const { services, people, complaint } = suit;
    const form = await approve(suit, complaint);
    value(await fileInSteps(services, people.staff, complaint, form));
    const { method, addressee, confirmation } = form;
    const correct = async (filedOn: string) =>
      value(
        await services.filings.correct(people.staff, complaint, {
          filedOn,
          method,
          addressee,
          confirmation,
        }),
      );
    await correct("2021-10-06");
    expect((await suit.show()).facts.filedOn).toBe("2021-10-06");
    value(await suit.edit({ filedOn: "2021-10-01" }));
    await correct("2021-10-05");
    expect((await suit.show()).facts.filedOn).toBe("2021-10-01");
  });
});

describe("a docket that its last document leaves", () => {
  it("is deleted, with a line in the record, unless anything is recorded of it", async () => {
    const suit = await openSuit();
    const { complaint, amended, docketId, choose, database, services, people, slug } = suit;
    const choices = async () => value(await services.documents.choices(people.drafter, slug));
    expect((await choices()).docketId).toBe(docketId);
    await choose(complaint, "");
    expect(await database.client.docket.count()).toBe(1);
    value(await suit.edit({ judge: "Hon. Example" }));
    await choose(amended, "");
    expect(await database.client.docket.count()).toBe(1);
    await choose(amended, docketId);
    value(await suit.edit({ judge: undefined }));
    value(await services.dockets.recordEvent(people.staff, slug, docketId, LINE));
    await choose(amended, "");
    expect(await database.client.docket.count()).toBe(1);
    await database.client.docketEvent.deleteMany();
    await choose(amended, docketId);
    await choose(amended, "");
    expect(await database.client.docket.count()).toBe(0);
    expect((await choices()).docketId).toBeNull();
    const event = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "docket.deleted" },
    });
    expect(event.actorId).toBe(people.drafter.userId);
    expect(JSON.parse(event.details)).toMatchObject({
      docketId,
      district: "Northern District of California",
    });
    expect((await suit.caption(amended)).district).toBe("Northern District of California");
  });
});
