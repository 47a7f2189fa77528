import { describe, expect, it } from "vitest";
import { formOfDocket, type DocketForm } from "#app/document/details/docket-form.ts";
import type { DetailsForm } from "#app/document/details/details-form.ts";
import { baseOf } from "#app/document/details/form-base.ts";
import { formOfShared, type SharedForm } from "#app/document/details/shared-form.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { asSent, openReview, recordSigner } from "./papers.ts";
import { refused, value } from "./workspace.ts";

/** A request as two drafters have its page open. */
async function openPages() {
  const review = await openReview();
  const { services, people, documentId, database } = review;
  const open = async (actor: typeof people.drafter) => {
    const { form, base } = value(await services.documents.showDetails(actor, documentId));
    return {
      form,
      save: (change: object, seen?: string) => {
        const sent = { ...form, caption: undefined, ...change, base, seen };
        return services.documents.editDetails(actor, documentId, asSent<DetailsForm>(sent));
      },
      letter: (change: object, seen?: string) => {
        const sent = { ...form, caption: undefined, letter: { ...form.letter, ...change } };
        const all = asSent<DetailsForm>({ ...sent, base, seen });
        return services.documents.editDetails(actor, documentId, all);
      },
    };
  };
  const facts = async () => {
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    return readDetails(row.facts);
  };
  return { ...review, open, facts };
}

describe("two people with the page of a draft's details open", () => {
  it("both succeed where they save different fields, and nobody's change is lost", async () => {
    const { people, open, facts } = await openPages();
    const [one, other] = [await open(people.drafter), await open(people.ilrcDrafter)];
    value(await one.letter({ re: "Weekly reports of ICE" }));
    value(await other.letter({ delivery: "By mail", feeWaiver: false }));
    expect((await facts()).letter).toMatchObject({
      re: "Weekly reports of ICE",
      delivery: "By mail",
      feeWaiver: false,
    });
  });

  it("see both values where they save the same field, until the second decides", async () => {
    const { people, open, facts } = await openPages();
    const [one, other] = [await open(people.drafter), await open(people.ilrcDrafter)];
    value(await one.letter({ re: "Theirs" }));
    const refusal = refused(await other.letter({ re: "Mine", delivery: "By mail" }), "conflict");
    expect(refusal.sentence).toMatch(/^drafter \(Council\) saved the same field/u);
    expect(refusal.fields).toEqual({
      "letter.re": expect.stringMatching(/^drafter \(Council\) saved something else here/u),
    });
    expect(refusal.clash?.by).toEqual({ "letter.re": "drafter (Council)" });
    expect(refusal.clash?.both).toEqual({ "letter.re": { theirs: "Theirs", own: "Mine" } });
    expect((await facts()).letter).toMatchObject({ re: "Theirs", delivery: null });
    value(await other.letter({ re: "Mine", delivery: "By mail" }, refusal.clash?.seen));
    expect((await facts()).letter).toMatchObject({ re: "Mine", delivery: "By mail" });
  });

  it("are asked again where something else was saved after they were shown it", async () => {
    const { people, open } = await openPages();
    const [one, other] = [await open(people.drafter), await open(people.ilrcDrafter)];
    value(await one.letter({ re: "First" }));
    const { clash } = refused(await other.letter({ re: "Mine" }), "conflict");
    value(await (await open(people.drafter)).letter({ re: "Second" }));
    const again = refused(await other.letter({ re: "Mine" }, clash?.seen), "conflict");
    expect(again.clash?.both).toEqual({ "letter.re": { theirs: "Second", own: "Mine" } });
    // Theirs, taken over: nothing is left to decide.
    value(await other.letter({ re: "Second" }));
  });

  it("choose different signers, and a mistake is told at the place where the sender chose", async () => {
    const review = await openPages();
    const { people, organizations, open, facts } = review;
    // The first of each organization sign by themselves.
    await recordSigner(review, { organizationId: organizations.council, name: "Simon" });
    await recordSigner(review, { organizationId: organizations.ilrc, name: "Rosa" });
    const ana = await recordSigner(review, { organizationId: organizations.council, name: "Ana" });
    const ravi = await recordSigner(review, { organizationId: organizations.ilrc, name: "Ravi" });
    const [one, other] = [await open(people.drafter), await open(people.ilrcDrafter)];
    const third = await open(people.drafter);
    value(await one.save({ signers: [...one.form.signers, { id: ana, counsel: false }] }));
    value(await other.save({ signers: [...one.form.signers, { id: ravi, counsel: false }] }));
    const names = (await facts()).signers.map(({ name }) => name);
    expect(names.toSorted()).toEqual(["Ana", "Ravi", "Rosa", "Simon"]);
    const unknown = await third.save({ signers: [{ id: "nobody", counsel: false }] });
    expect(refused(unknown, "bad-input").fields).toEqual({
      "signers[0].id": "Choose from the signers shown.",
    });
  });
});

describe("who saved what", () => {
  it("is told of each field, also where one person saved in two windows", async () => {
    const { people, open } = await openPages();
    const [one, other, own] = [
      await open(people.drafter),
      await open(people.ilrcDrafter),
      await open(people.drafter),
    ];
    value(await one.letter({ re: "Of the Council" }));
    value(await other.letter({ delivery: "Of the ILRC" }));
    const { clash, fields } = refused(
      await own.letter({ re: "Mine", delivery: "Mine" }),
      "conflict",
    );
    expect(clash?.by).toEqual({ "letter.re": "You", "letter.delivery": "ilrc-drafter (ILRC)" });
    expect(fields?.["letter.re"]).toMatch(/^You saved something else here/u);
  });
});

describe("a request's certifier", () => {
  it("keeps the organization that they certify for, whatever else is saved", async () => {
    const { people, organizations, open, facts } = await openPages();
    const { name, title } = { name: "Rosa Sample", title: "Director" };
    const certifier = { name, title, organizationId: organizations.ilrc };
    value(await (await open(people.drafter)).save({ certifier }));
    value(await (await open(people.drafter)).letter({ re: "Weekly reports" }));
    expect((await facts()).certifier).toEqual(certifier);
    const { form } = await open(people.ilrcDrafter);
    expect(form.certifier.organizationId).toBe(organizations.ilrc);
  });
});

describe("two people with a matter's signers and addresses open", () => {
  it("both succeed where they record different people, and see both values of one", async () => {
    const review = await openReview();
    const { services, people, slug, organizations } = review;
    await recordSigner(review, { organizationId: organizations.council, name: "Ana" });
    const open = async () => {
      const { facts, base } = value(await services.matters.sharedDetails(people.drafter, slug));
      return (change: (form: ReturnType<typeof formOfShared>) => object) => {
        const sent = asSent<SharedForm>({ ...change(formOfShared(facts)), base });
        return services.matters.editSharedDetails(people.drafter, slug, sent);
      };
    };
    const [one, other] = [await open(), await open()];
    const add = (name: string, organizationId: string) => ({ name, organizationId });
    value(
      await one((form) => ({
        ...form,
        signers: [...form.signers, add("Ravi", organizations.ilrc)],
      })),
    );
    value(
      await other((form) => ({
        ...form,
        signers: [...form.signers, add("Rosa", organizations.ilrc)],
      })),
    );
    const { facts } = value(await services.matters.sharedDetails(people.drafter, slug));
    expect(facts.signers.map(({ name }) => name).toSorted()).toEqual(["Ana", "Ravi", "Rosa"]);

    const titled = (title: string) => (form: ReturnType<typeof formOfShared>) => ({
      ...form,
      signers: form.signers.map((each) => (each.name === "Ana" ? { ...each, title } : each)),
    });
    const [third, fourth] = [await open(), await open()];
    value(await third(titled("Director")));
    const { clash } = refused(await fourth(titled("Attorney")), "conflict");
    expect(Object.entries(clash?.both ?? {})).toEqual([
      [expect.stringMatching(/^signers\[\d\]\.title$/u), { theirs: "Director", own: "Attorney" }],
    ]);
    expect(Object.values(clash?.by ?? {})).toEqual(["You"]);
  });
});

describe("two people with a docket open", () => {
  it("both succeed where they change different parties, and see both values of one field", async () => {
    const { services, people, slug } = await openReview();
    const { docketId } = value(
      await services.dockets.create(
        people.drafter,
        slug,
        asSent<DocketForm>({
          court: "United States District Court",
          district: "District of Columbia",
          plaintiffs: [{ name: "Council" }, { name: "ILRC" }],
          defendants: [{ name: "ICE" }],
          enforces: [],
        }),
      ),
    );
    const show = async () => value(await services.dockets.show(people.drafter, slug, docketId));
    const open = async (actor: typeof people.drafter) => {
      const form = formOfDocket((await show()).facts, []);
      const save = (change: object) =>
        services.dockets.edit(
          actor,
          slug,
          docketId,
          asSent<DocketForm>({ ...form, ...change, base: baseOf(form) }),
        );
      return { form, save };
    };
    const [one, other, third] = [
      await open(people.drafter),
      await open(people.ilrcDrafter),
      await open(people.staff),
    ];
    const [council, ilrc] = one.form.plaintiffs;
    value(await one.save({ plaintiffs: [{ ...council, address: "1 Road" }, ilrc] }));
    value(
      await other.save({
        plaintiffs: [council, { ...ilrc, address: "2 Road" }, { name: "Mijente" }],
      }),
    );
    expect((await show()).facts.plaintiffs).toEqual([
      { name: "Council", address: ["1 Road"] },
      { name: "ILRC", address: ["2 Road"] },
      { name: "Mijente", address: [] },
    ]);
    const clash = refused(
      await third.save({ plaintiffs: [{ ...council, address: "9 Road" }, ilrc] }),
      "conflict",
    );
    expect(clash.clash?.both).toEqual({
      "plaintiffs[0].address": { theirs: "1 Road", own: "9 Road" },
    });
    expect(clash.clash?.kept).toEqual({ "plaintiffs[1].address": "2 Road" });
    // Ana saved the one address and Ines the other, in one list.
    expect(clash.clash?.by).toEqual({
      "plaintiffs[0].address": "drafter (Council)",
      "plaintiffs[1].address": "ilrc-drafter (ILRC)",
    });
  });
});

describe("an open draft", () => {
  it("is signed by who is recorded first for an organization, until somebody was chosen for it", async () => {
    const review = await openReview();
    const { services, people, slug, organizations, documentId, database } = review;
    const signers = async (id: string) => {
      const row = await database.client.document.findUniqueOrThrow({ where: { id } });
      return readDetails(row.facts).signers.map(({ name }) => name);
    };
    const form = { kind: "request", title: "Second", layoutProfile: "letter" } as const;
    const { documentId: second } = value(
      await services.documents.create(people.drafter, slug, form),
    );
    await recordSigner(review, { organizationId: organizations.council, name: "Ana" });
    await recordSigner(review, { organizationId: organizations.ilrc, name: "Ravi" });
    expect(await signers(documentId)).toEqual(["Ana", "Ravi"]);
    expect(await signers(second)).toEqual(["Ana", "Ravi"]);
    await recordSigner(review, { organizationId: organizations.council, name: "Simon" });
    expect(await signers(second)).toEqual(["Ana", "Ravi"]);
  });
});

describe("a new document", () => {
  it("is signed by those who are recorded for its parties, so that no block waits for somebody", async () => {
    const review = await openReview();
    const { services, people, slug, organizations, database } = review;
    for (const [organizationId, name] of [
      [organizations.council, "Ana"],
      [organizations.ilrc, "Ravi"],
    ] as const) {
      await recordSigner(review, { organizationId, name });
    }
    const form = { kind: "request", title: "Our note on ICE", layoutProfile: "letter" } as const;
    const { documentId } = value(await services.documents.create(people.drafter, slug, form));
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    const details = readDetails(row.facts);
    expect(details.signers.map(({ name }) => name)).toEqual(["Ana", "Ravi"]);
    expect(details.letter?.re).toBeNull();
  });
});
