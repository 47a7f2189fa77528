import { describe, expect, it } from "vitest";
import { readDetails } from "#app/document/details/document-details.ts";
import type { DetailsForm } from "#app/document/details/details-form.ts";
import { formOfShared, type SharedForm } from "#app/document/details/shared-form.ts";
import { asSent, openedDetails, openReview, recordSigner, submit, type Review } from "./papers.ts";
import { refused, value } from "./workspace.ts";

const REQUEST = { kind: "request", title: "Second request", layoutProfile: "letter" } as const;

/** A matter with two requests, both to the agency. */
async function openMatter() {
  const review = await openReview();
  const { services, people, slug, database, documentId } = review;
  review.pass(1000);
  const { documentId: second } = value(
    await services.documents.create(people.drafter, slug, REQUEST),
  );
  const facts = async (id: string) =>
    readDetails((await database.client.document.findUniqueOrThrow({ where: { id } })).facts);
  const addressee = async (id: string) => (await facts(id)).letter?.addressee;
  const say = async (id: string, change: Record<string, unknown>) => {
    const form = await openedDetails(review, id);
    const sent = { ...form, caption: undefined, ...change };
    value(await services.documents.editDetails(people.drafter, id, asSent<DetailsForm>(sent)));
  };
  const addressTo = async (id: string, lines: string) => {
    const form = await openedDetails(review, id);
    await say(id, { letter: { ...form.letter, toAgency: true, addressee: lines } });
  };
  /** Has a paper say another address than the matter does, which no form does. */
  const letterhead = async (id: string, organizationId: string, address: string[]) => {
    const before = await facts(id);
    const organizations = before.organizations.map((each) =>
      each.id === organizationId ? { ...each, address } : each,
    );
    await database.client.document.update({
      where: { id },
      data: { facts: JSON.stringify({ ...before, organizations }) },
    });
  };
  const show = async () => value(await services.matters.sharedDetails(people.drafter, slug));
  return {
    ...review,
    first: documentId,
    second,
    facts,
    addressee,
    say,
    addressTo,
    letterhead,
    show,
  };
}

async function save(
  { services, people, slug }: Review,
  change: (form: ReturnType<typeof formOfShared>) => object = (form) => form,
) {
  const { facts, base } = value(await services.matters.sharedDetails(people.drafter, slug));
  const form = { ...change(formOfShared(facts)), base };
  return services.matters.editSharedDetails(people.drafter, slug, asSent<SharedForm>(form));
}

describe("saving signers and addresses", () => {
  it("leaves the addressees that two requests say differently, and tells that they differ", async () => {
    const matter = await openMatter();
    const { first, second, addressee, addressTo, organizations } = matter;
    await addressTo(first, "CBP FOIA");
    await addressTo(second, "ICE FOIA");
    expect(await matter.show()).toMatchObject({
      facts: { addressee: null },
      differing: { addressee: [["CBP FOIA"], ["ICE FOIA"]] },
      addresseeRecorded: false,
    });
    await recordSigner(matter, { organizationId: organizations.ilrc, name: "Sam Signer" });
    expect([await addressee(first), await addressee(second)]).toEqual([["CBP FOIA"], ["ICE FOIA"]]);
    value(await save(matter, (form) => ({ ...form, addressee: "DHS FOIA" })));
    expect([await addressee(first), await addressee(second)]).toEqual([["DHS FOIA"], ["DHS FOIA"]]);
    expect(await matter.show()).toMatchObject({
      differing: { addressee: [] },
      addresseeRecorded: true,
    });
  });

  it("suggests no addressee of a letter that goes to somebody else", async () => {
    const matter = await openMatter();
    const { first, second } = matter;
    for (const [id, lines] of [
      [first, "A court"],
      [second, "A clerk"],
    ] as const) {
      const letter = { printed: true, toAgency: false, addressee: lines };
      await matter.say(id, { letter });
    }
    expect(await matter.show()).toMatchObject({
      facts: { addressee: [expect.stringContaining("Freedom"), expect.any(String)] },
      differing: { addressee: [] },
    });
  });

  it("records no blank over the letterhead of a paper in review, nor a general addressee over its own", async () => {
    const matter = await openMatter();
    const { services, people, first, second, organizations, facts, addressee } = matter;
    await matter.addressTo(first, "Office of the pinned request");
    await matter.letterhead(first, organizations.ilrc, ["1 Road"]);
    await matter.letterhead(second, organizations.ilrc, []);
    await matter.addressTo(second, "");
    await submit(matter);
    const shown = await matter.show();
    expect(shown.facts.addressee).toEqual(["Office of the pinned request"]);
    expect(shown.facts.organizations).toContainEqual({
      id: organizations.ilrc,
      address: ["1 Road"],
    });
    await recordSigner(matter, { organizationId: organizations.ilrc, name: "Sam Signer" });
    value(await services.reviews.recall(people.drafter, first, { reason: "A name." }));
    expect(await addressee(first)).toEqual(["Office of the pinned request"]);
    expect((await facts(first)).organizations).toContainEqual(
      expect.objectContaining({ id: organizations.ilrc, address: ["1 Road"] }),
    );
  });

  it("leaves letterheads that differ, and records none that arrives blank", async () => {
    const matter = await openMatter();
    const { first, second, organizations, facts, database } = matter;
    await matter.letterhead(first, organizations.ilrc, ["1 Road"]);
    await matter.letterhead(second, organizations.ilrc, ["2 Road"]);
    expect((await matter.show()).differing.organizations).toEqual([
      { id: organizations.ilrc, says: [["1 Road"], ["2 Road"]] },
    ]);
    value(await save(matter));
    const addressIn = async (id: string) =>
      (await facts(id)).organizations.find((each) => each.id === organizations.ilrc)?.address;
    expect([await addressIn(first), await addressIn(second)]).toEqual([["1 Road"], ["2 Road"]]);
    const row = await database.client.matter.findFirstOrThrow();
    expect(JSON.parse(row.sharedFacts)).toMatchObject({ organizations: [], addressee: null });
  });

  it("records no addressee that it suggests until somebody touches it, so that a letter may still be addressed by itself", async () => {
    const matter = await openMatter();
    const { first, second, addressee, addressTo, organizations } = matter;
    await addressTo(first, "Office");
    await addressTo(second, "Office");
    expect((await matter.show()).facts.addressee).toEqual(["Office"]);
    await recordSigner(matter, { organizationId: organizations.ilrc, name: "Sam Signer" });
    value(await save(matter));
    expect(await matter.show()).toMatchObject({ addresseeRecorded: false });
    await addressTo(second, "Another office");
    expect([await addressee(first), await addressee(second)]).toEqual([
      ["Office"],
      ["Another office"],
    ]);
  });

  it("with an emptied address of the agency records none, and letters say again whom they go to", async () => {
    const matter = await openMatter();
    const { first, addressee, addressTo } = matter;
    value(await save(matter, (form) => ({ ...form, addressee: "ICE FOIA" })));
    value(await save(matter, (form) => ({ ...form, addressee: "" })));
    expect(await addressee(first)).toEqual(["ICE FOIA"]);
    await addressTo(first, "CBP FOIA");
    expect(await addressee(first)).toEqual(["CBP FOIA"]);
  });

  it("is not refused for a signer whom the matter does not record", async () => {
    const matter = await openMatter();
    const { first, facts, organizations, database } = matter;
    const signer = { id: "s1", organizationId: organizations.ilrc, name: "Own Signer" };
    const before = await facts(first);
    await database.client.document.update({
      where: { id: first },
      data: { facts: JSON.stringify({ ...before, signers: [signer] }) },
    });
    value(await save(matter, (form) => ({ ...form, signers: [] })));
    expect((await facts(first)).signers).toMatchObject([signer]);
  });
});

describe("a draft's own details", () => {
  it("are refused with an addressee beside the agency's, which would not be printed", async () => {
    const matter = await openMatter();
    const { services, people, first, addressee, database } = matter;
    value(await save(matter, (form) => ({ ...form, addressee: "ICE FOIA" })));
    const form = await openedDetails(matter, first);
    const send = (letter: object) =>
      services.documents.editDetails(
        people.drafter,
        first,
        asSent<DetailsForm>({ ...form, caption: undefined, letter: { ...form.letter, ...letter } }),
      );
    expect(refused(await send({ addressee: "CBP FOIA" }), "bad-input").fields).toEqual({
      "letter.addressee":
        "Clear “Addressed to the agency” to print another addressee, or leave this empty.",
    });
    value(await send({ toAgency: false, addressee: "ICE FOIA" }));
    const event = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "document.facts-edited", documentId: first },
      orderBy: { sequence: "desc" },
    });
    expect(JSON.parse(event.details)).toEqual({
      before: { toAgency: true },
      after: { toAgency: false },
    });
    expect(await addressee(first)).toEqual(["ICE FOIA"]);
  });

  it("name the signer whose organization does not speak, and the organization", async () => {
    const matter = await openMatter();
    const { services, people, first, organizations } = matter;
    const id = await recordSigner(matter, {
      organizationId: organizations.ilrc,
      name: "Sam Signer",
    });
    const form = await openedDetails(matter, first);
    const sent = {
      ...form,
      caption: undefined,
      signers: [{ id }],
      organizations: form.organizations.map((each) => ({
        ...each,
        speaks: each.id !== organizations.ilrc,
      })),
    };
    const answer = await services.documents.editDetails(
      people.drafter,
      first,
      asSent<DetailsForm>(sent),
    );
    expect(refused(answer, "bad-input").fields).toEqual({
      "signers[0].id":
        "Sam Signer signs for ILRC Example Organization, which this document does not name. Check it above, or remove the signer.",
    });
  });
});

describe("new papers", () => {
  it("are addressed as the matter records it, and not as it did when it began", async () => {
    const matter = await openMatter();
    const { services, people, slug, database, facts } = matter;
    await database.client.matter.updateMany({ data: { agencyAddress: "1 Old Street" } });
    value(
      await save(matter, (form) => ({
        ...form,
        addressee: "U.S. Immigration and Customs Enforcement\nStop 5009\n500 12th Street SW",
      })),
    );
    const create = async (kind: "complaint" | "appeal", layoutProfile: "ddc" | "letter") =>
      value(
        await services.documents.create(people.drafter, slug, {
          kind,
          layoutProfile,
          title: "Paper",
        }),
      ).documentId;
    const defendants = [
      {
        name: "U.S. Immigration and Customs Enforcement",
        address: ["Stop 5009", "500 12th Street SW"],
      },
    ];
    expect(
      value(await services.dockets.begin(people.drafter, slug, null)).facts.defendants,
    ).toEqual(defendants);
    expect((await facts(await create("complaint", "ddc"))).caption?.defendants).toEqual(defendants);
    expect((await facts(await create("appeal", "letter"))).letter?.addressee).toEqual([
      // Another office than the one that takes requests: its letter gives the address [L33].
      "Freedom of Information Act Appeals Office",
      "U.S. Immigration and Customs Enforcement",
      "[Address of the appeals office, as the agency’s letter gives it]",
    ]);
  });
});
