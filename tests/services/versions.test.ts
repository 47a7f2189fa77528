import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { refuse } from "#app/domain/refusal.ts";
import type { DetailsForm } from "#app/document/details/details-form.ts";
import { readContent } from "#server/services/versions/content.ts";
import type { Actor } from "#app/domain/actor.ts";
import { openedDetails, openReview, recordSigner, submit, writeText } from "./papers.ts";
import { committedProse, paperTypesetter } from "./ports.ts";
import { refused as expectRefused, value, type Knobs } from "./workspace.ts";

/** The facts form with one thing changed: what the fee waiver's flag says. */
const filledForm = (base: string, re: string): DetailsForm => ({
  base,
  organizations: [],
  signers: [],
  letter: {
    printed: true,
    delivery: undefined,
    toAgency: false,
    addressee: "FOIA Office",
    re,
    expeditedProcessing: false,
    feeWaiver: true,
  },
  furtherCertifiers: [],
  trackingNumbers: undefined,
});

/** Somebody changes the line "Re" on the facts form that they have just opened. */
const editDetails = async (
  review: Awaited<ReturnType<typeof openReview>>,
  re: string,
  by?: Actor,
) =>
  review.services.documents.editDetails(
    by ?? review.people.drafter,
    review.documentId,
    filledForm((await openedDetails(review, review.documentId)).base, re),
  );

describe("submitting", () => {
  it("pins exactly what is committed, details and title included, and freezes the draft [R16]", async () => {
    const review = await openReview();
    const { services, people, database, documentId, statusChanges } = review;
    await writeText(review, documentId, "The last words before review.");
    const { versionId, hash, number } = await submit(review);
    expect(number).toBe(1);
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(row).toMatchObject({ status: "in_review", pinnedVersionId: versionId, sequence: 2 });
    const version = await database.client.version.findUniqueOrThrow({ where: { id: versionId } });
    expect(version).toMatchObject({ hash, sequence: 2, generation: 1, name: null });
    expect(createHash("sha256").update(version.content, "utf8").digest("hex")).toBe(hash);
    const content = readContent(version.content);
    expect(content.facts).toMatchObject({ title: "Weekly reports", letter: { feeWaiver: true } });
    expect(JSON.stringify(content.prose)).toContain("The last words before review.");
    expect(statusChanges).toEqual([documentId]);
    const shown = value(await services.documents.show(people.observer, documentId));
    expect(shown).toMatchObject({
      access: "read",
      standing: {
        version: { number: 1, hash },
        required: [{ approval: null }, { approval: null }],
      },
    });
  });

  it("never writes to the draft [R18]", async () => {
    const review = await openReview();
    const { database, documentId, services, people } = review;
    const bytes = () =>
      database.client.document.findUniqueOrThrow({
        where: { id: documentId },
        select: { sequence: true, editedAt: true, base: true, updates: true, bindings: true },
      });
    const before = await bytes();
    value(await services.versions.name(people.drafter, documentId, { name: "As it stands" }));
    await submit(review);
    expect(await bytes()).toEqual(before);
  });

  it.each([
    [1, 0],
    [2, 0],
    [3, 1],
  ])(
    "that finds the draft changed %i times tries again, and holds its commits %i times [R16]",
    async (changes, holds) => {
      let left = changes;
      const knobs: Knobs = {};
      const review = await openReview(knobs);
      const { services, people, database, documentId, held } = review;
      // Someone commits between the moment the draft is read and the moment the version is stored.
      knobs.prose = async (id) => {
        const read = await committedProse(database, id);
        if (left > 0) {
          left -= 1;
          await writeText(review, id, `Change ${left}`);
        }
        return read;
      };
      const { number, versionId } = value(
        await services.reviews.submit(people.drafter, documentId, {}),
      );
      expect(number).toBe(1);
      expect(held).toHaveLength(holds);
      const [row, version] = await Promise.all([
        database.client.document.findUniqueOrThrow({ where: { id: documentId } }),
        database.client.version.findUniqueOrThrow({ where: { id: versionId } }),
      ]);
      expect(version.sequence).toBe(row.sequence);
      expect(version.content).toContain("Change 0");
    },
  );

  it("gives up with a sentence where the draft changes however often it is tried, and changes nothing", async () => {
    const knobs: Knobs = {};
    const review = await openReview(knobs);
    const { services, people, database, documentId } = review;
    knobs.prose = async (id) => {
      const read = await committedProse(database, id);
      await writeText(review, id, "again");
      return read;
    };
    expectRefused(await services.reviews.submit(people.drafter, documentId, {}), "unavailable");
    expect(await database.client.version.count()).toBe(0);
    expect(
      await database.client.document.findUniqueOrThrow({ where: { id: documentId } }),
    ).toMatchObject({ status: "draft", pinnedVersionId: null });
  });

  it("tries again where a detail or the title was changed in between [R16]", async () => {
    const knobs: Knobs = {};
    const review = await openReview(knobs);
    const { services, people, database, documentId } = review;
    const between = [
      () => editDetails(review, "Weekly data"),
      () => services.documents.rename(people.drafter, documentId, { title: "Weekly data" }),
    ];
    knobs.prose = (id) => committedProse(database, id);
    knobs.typesetter = {
      typeset: async (input, asked) => {
        const step = between.shift();
        if (step) value<unknown>(await step());
        return paperTypesetter.typeset(input, asked);
      },
    };
    const { versionId } = value(await services.reviews.submit(people.drafter, documentId, {}));
    const version = await database.client.version.findUniqueOrThrow({ where: { id: versionId } });
    expect(readContent(version.content).facts).toMatchObject({
      title: "Weekly data",
      letter: { re: "Weekly data" },
    });
  });

  it("is refused while a required organization has no reviewer, naming it", async () => {
    const review = await openReview();
    const { services, people, organizations, reviewers, documentId, database } = review;
    for (const { userId } of [reviewers.ilrc, reviewers.ilrcSecond]) {
      value(
        await services.organizations.setRoles(people.ilrcAdmin, organizations.ilrc, {
          userId,
          roles: ["observer"],
        }),
      );
    }
    const { sentence } = expectRefused(
      await services.reviews.submit(people.drafter, documentId, {}),
      "reviewer-missing",
    );
    expect(sentence).toContain("ILRC has no reviewer");
    expect(await database.client.version.count()).toBe(0);
  });

  it("is refused for a text that could not be printed as it stands, with the typesetter's words", async () => {
    const review = await openReview({
      typesetter: {
        typeset: async () => refuse("text-incomplete", "Block 3 refers to what is gone."),
      },
    });
    const { sentence } = expectRefused(
      await review.services.reviews.submit(review.people.drafter, review.documentId, {}),
      "text-incomplete",
    );
    expect(sentence).toBe("Block 3 refers to what is gone.");
  });

  it("is for drafters of a party alone, and only from draft", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId } = review;
    const submitAs = (actor: Actor) => services.reviews.submit(actor, documentId, {});
    expectRefused(await submitAs(people.stranger), "not-found");
    for (const actor of [people.observer, people.staff, people.admin, reviewers.council]) {
      expectRefused(await submitAs(actor), "forbidden");
    }
    value(await submitAs(people.ilrcDrafter));
    expectRefused(await submitAs(people.drafter), "wrong-status");
  });

  it("by two drafters in the same moment makes one version", async () => {
    const review = await openReview();
    const { services, people, documentId, database } = review;
    const both = await Promise.all(
      [people.drafter, people.ilrcDrafter].map((actor) =>
        services.reviews.submit(actor, documentId, {}),
      ),
    );
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await database.client.version.count()).toBe(1);
  });
});

describe("a named version", () => {
  it("keeps the draft as it stands without freezing it, numbered in one row with submitted ones", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    const name = (actor: Actor, words: string) =>
      services.versions.name(actor, documentId, { name: words });
    expect(value(await name(people.drafter, " Before the call "))).toEqual({ number: 1 });
    await writeText(review, documentId, "After the call.");
    expect(value(await name(people.ilrcDrafter, "After the call"))).toEqual({ number: 2 });
    expect(expectRefused(await name(people.drafter, " "), "bad-input").fields).toHaveProperty(
      "name",
    );
    expect((await submit(review)).number).toBe(3);
    expectRefused(await name(people.drafter, "Too late"), "frozen");
    const { versions } = value(await services.versions.list(people.observer, documentId));
    expect(versions).toMatchObject([
      { number: 3, name: null },
      { number: 2, name: "After the call", createdBy: { name: "ilrc-drafter" } },
      { number: 1, name: "Before the call" },
    ]);
    const first = value(await services.versions.show(people.observer, documentId, 1));
    const second = value(await services.versions.show(people.observer, documentId, 2));
    expect(first.html).not.toContain("After the call.");
    expect(second.html).toContain("After the call.");
    expectRefused(await services.versions.show(people.observer, documentId, 4), "not-found");
    expectRefused(await services.versions.show(people.stranger, documentId, 1), "not-found");
    expectRefused(await services.versions.list(people.stranger, documentId), "not-found");
  });

  it("is for drafters", async () => {
    const { services, people, reviewers, documentId } = await openReview();
    for (const actor of [people.observer, people.staff, reviewers.ilrc]) {
      expectRefused(await services.versions.name(actor, documentId, { name: "Mine" }), "forbidden");
    }
    expectRefused(
      await services.versions.name(people.stranger, documentId, { name: "X" }),
      "not-found",
    );
  });
});

describe("a redline between versions", () => {
  it("shows what was written and which details changed, and compares with the draft as it is now", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    const name = (words: string) =>
      services.versions.name(people.drafter, documentId, { name: words });
    value(await name("First"));
    await writeText(review, documentId, "A sentence that was added.");
    value(await editDetails(review, "Data"));
    value(await name("Second"));
    await writeText(review, documentId, "Words after that.");
    const between = async (from: number, to: number | "draft") =>
      value(await services.versions.redline(people.observer, documentId, { from, to })).changes;
    expect(await between(1, 2)).toMatchObject({
      counts: { inserted: 1, deleted: 0, changed: 0, moved: 0 },
      html: expect.stringContaining("A sentence that was added."),
      facts: expect.arrayContaining([{ what: "Re", before: [], after: ["Data"] }]),
    });
    expect(await between(2, "draft")).toMatchObject({
      counts: { inserted: 1 },
      html: expect.stringContaining("Words after that."),
      facts: [],
    });
    expect(await between(2, 1)).toMatchObject({ counts: { inserted: 0, deleted: 1 } });
    expect(await between(2, 2)).toMatchObject({ counts: { inserted: 0, deleted: 0 }, facts: [] });
  });

  it("is for those who may read the document, and for versions that are there", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    await submit(review);
    const redline = (actor: Actor, from: number, to: number | "draft") =>
      services.versions.redline(actor, documentId, { from, to });
    expectRefused(await redline(people.stranger, 1, "draft"), "not-found");
    expectRefused(await redline(people.observer, 1, 2), "not-found");
    expectRefused(await redline(people.observer, 7, 1), "not-found");
  });
});

describe("the details of a draft", () => {
  it("are edited by drafters, raise the revision, and keep what they were on the record", async () => {
    const review = await openReview();
    const { services, people, documentId, database } = review;
    value(await editDetails(review, "Data", people.ilrcDrafter));
    const shown = value(await services.documents.show(people.drafter, documentId));
    expect(shown).toMatchObject({
      factsRevision: 2,
      facts: { letter: { re: "Data", addressee: ["FOIA Office"] } },
    });
    const event = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "document.facts-edited" },
    });
    expect(JSON.parse(event.details)).toMatchObject({
      before: { letter: { re: null } },
      after: { letter: { re: "Data" } },
    });
  });

  it("are not overwritten by who had opened them before", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    const base = (await openedDetails(review, documentId)).base;
    const edit = (actor: Actor, re: string) =>
      services.documents.editDetails(actor, documentId, filledForm(base, re));
    const both = await Promise.all([
      edit(people.drafter, "One"),
      edit(people.ilrcDrafter, "Other"),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expectRefused(
      both.find(({ ok }) => !ok)!,
      "conflict",
    );
  });

  it("are frozen with the text, and closed to everybody but drafters", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId } = review;
    const base = (await openedDetails(review, documentId)).base;
    const edit = (actor: Actor) =>
      services.documents.editDetails(actor, documentId, filledForm(base, "Data"));
    for (const actor of [people.observer, people.staff, reviewers.council]) {
      expectRefused(await edit(actor), "forbidden");
    }
    expectRefused(await edit(people.stranger), "not-found");
    await submit(review);
    expectRefused(await edit(people.drafter), "frozen");
  });

  it("name signers of organizations that the document names, or say at which field not", async () => {
    const review = await openReview();
    const { services, people, documentId, organizations } = review;
    const signerId = await recordSigner(review, {
      organizationId: organizations.ilrc,
      name: "Sam Signer",
      address: "1 Road\nTown",
    });
    const base = (await openedDetails(review, documentId)).base;
    const edit = (form: object) =>
      services.documents.editDetails(people.drafter, documentId, {
        ...filledForm(base, "Data"),
        ...form,
      } as DetailsForm);
    const unnamed = expectRefused(await edit({ signers: [{ id: signerId }] }), "bad-input");
    expect(unnamed.fields).toHaveProperty(["signers[0].id"]);
    const unknown = expectRefused(await edit({ signers: [{ id: "nobody" }] }), "bad-input");
    expect(unknown.fields).toHaveProperty(["signers[0].id"]);
    value(
      await edit({
        organizations: [
          { id: organizations.council, speaks: false },
          { id: organizations.ilrc, speaks: true },
          { id: organizations.outside, speaks: true },
        ],
        signers: [{ id: signerId }],
        certifier: { name: "Cora Certifier", organizationId: organizations.ilrc },
      }),
    );
    const { facts } = value(await services.documents.show(people.drafter, documentId));
    expect(facts).toMatchObject({
      organizations: [{ id: organizations.ilrc, name: "ILRC Example Organization", address: [] }],
      signers: [{ name: "Sam Signer", address: ["1 Road", "Town"], title: null }],
      certifier: { name: "Cora Certifier", title: null },
    });
  });
});
