import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { baseOf } from "#app/document/details/form-base.ts";
import { formOfDocket, type DocketForm } from "#app/document/details/docket-form.ts";
import { asSent, openReview } from "./papers.ts";
import { refused, value } from "./workspace.ts";

const COMPLAINT = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
const NUMBERS = ["3:21-cv-09281", "1:22-cv-00017"] as const;

/** A matter with two lawsuits, each with its complaint. */
async function openTwoSuits() {
  const review = await openReview();
  const { services, people, slug, database } = review;
  const suits: { complaint: string; docketId: string }[] = [];
  for (const number of NUMBERS) {
    const { documentId: complaint } = value(
      await services.documents.create(people.drafter, slug, { ...COMPLAINT, title: number }),
    );
    const { docketId } = await database.client.document.findUniqueOrThrow({
      where: { id: complaint },
    });
    const { facts } = value(await services.dockets.show(people.drafter, slug, docketId ?? ""));
    const standing = formOfDocket(facts, []);
    const form = { ...standing, caseNumber: number, base: baseOf(standing) };
    value(
      await services.dockets.edit(people.drafter, slug, docketId ?? "", asSent<DocketForm>(form)),
    );
    suits.push({ complaint, docketId: docketId ?? "" });
  }
  const [first, second] = suits;
  if (!first || !second) throw new Error("there are two");
  const row = (id: string) => database.client.document.findUniqueOrThrow({ where: { id } });
  const numberOf = async (id: string) => readDetails((await row(id)).facts).caption?.caseNumber;
  const move = (actor: Actor, id: string, to: string, from: string | undefined = first.docketId) =>
    services.documents.setDocket(actor, id, { docketId: to, from });
  const lines = async (type: string) =>
    (
      await database.client.auditEvent.findMany({ where: { type }, orderBy: { sequence: "asc" } })
    ).map(({ details }) => JSON.parse(details) as unknown);
  return { ...review, first, second, row, numberOf, move, lines };
}

describe("moving a paper between the dockets of its matter", () => {
  it("shows what follows, and a draft's caption then says the other lawsuit", async () => {
    const suits = await openTwoSuits();
    const { services, people, first, second, numberOf, move, row, lines, statusChanges } = suits;
    const { complaint } = first;
    const told = value(
      await services.documents.docketMove(people.drafter, complaint, second.docketId),
    );
    expect(told).toMatchObject({
      docket: { id: first.docketId },
      others: [{ id: second.docketId }],
      chosen: {
        id: second.docketId,
        changes: [{ part: "caseNumber", before: NUMBERS[0], after: NUMBERS[1] }],
        refused: null,
      },
    });
    statusChanges.length = 0;
    value(await move(people.drafter, complaint, second.docketId));
    expect(await numberOf(complaint)).toBe(NUMBERS[1]);
    expect((await row(complaint)).docketId).toBe(second.docketId);
    expect(statusChanges).toEqual([complaint]);
    expect(await lines("document.docket-set")).toEqual([
      { before: first.docketId, after: second.docketId },
    ]);
    // She moved it; that its caption follows is no edit of hers.
    expect((await lines("document.facts-edited")).at(-1)).toMatchObject({
      after: { caption: { caseNumber: NUMBERS[1] } },
      follows: "docket",
    });
    // The lawsuit that it left has a number: it stays.
    const { dockets } = value(await services.matters.show(people.drafter, suits.slug));
    expect(new Map(dockets.map(({ id, papers }) => [id, papers]))).toEqual(
      new Map([
        [first.docketId, 0],
        [second.docketId, 2],
      ]),
    );
    expect(await suits.system.verifyAll([], true)).toMatchObject({
      chain: { intact: true },
      rowDifferences: [],
      docketDifferences: [],
    });
  });

  it("is for drafters while it is a draft, and refused to others as anything else is", async () => {
    const { people, first, second, move, services, slug } = await openTwoSuits();
    const { complaint } = first;
    for (const actor of [people.observer, people.staff, people.admin]) {
      refused(await move(actor, complaint, second.docketId), "forbidden");
      refused(await services.documents.docketMove(actor, complaint, null), "forbidden");
    }
    refused(await move(people.stranger, complaint, second.docketId), "not-found");
    const offered = async (actor: Actor) =>
      value(await services.dockets.show(actor, slug, first.docketId)).moves;
    expect(await offered(people.drafter)).toMatchObject({
      out: [{ id: complaint }],
      in: [{ id: second.complaint }],
    });
    expect(await offered(people.observer)).toEqual({ out: [], in: [] });
  });

  it("refuses a docket of another matter, a letter, and what somebody moved meanwhile", async () => {
    const suits = await openTwoSuits();
    const { people, first, second, move, services, documentId, organizations } = suits;
    const { slug: elsewhere } = value(
      await services.matters.create(people.admin, {
        title: "Another",
        leadOrganizationId: organizations.council,
        partyIds: [],
      } as never),
    );
    const { documentId: other } = value(
      await services.documents.create(people.drafter, elsewhere, COMPLAINT),
    );
    const foreign = (await suits.row(other)).docketId ?? "";
    const told = refused(await move(people.drafter, first.complaint, foreign), "bad-input");
    expect(told.fields).toEqual({ docketId: "Choose from the dockets shown." });
    refused(
      await services.documents.docketMove(people.drafter, first.complaint, foreign),
      "not-found",
    );
    const letter = refused(
      await move(people.drafter, documentId, first.docketId, undefined),
      "bad-input",
    );
    expect(letter.sentence).toContain("Requests, appeals and letters to an agency belong to no");
    value(await move(people.drafter, first.complaint, second.docketId));
    refused(await move(people.drafter, first.complaint, second.docketId), "stale");
  });

  it("leaves what its signers read: in review it is recalled first", async () => {
    const suits = await openTwoSuits();
    const { people, first, second, move, database, numberOf } = suits;
    const says = {
      in_review: "recalls it first",
      approved: "It is approved: its reviewers signed",
    };
    for (const [status, words] of Object.entries(says)) {
      await database.client.document.update({ where: { id: first.complaint }, data: { status } });
      // Whoever could move it before or after is told why not now, and not of rights that they lack.
      for (const actor of [people.staff, people.drafter]) {
        const told = refused(await move(actor, first.complaint, second.docketId), "frozen");
        expect(told.sentence).toContain(words);
        const shown = await suits.services.documents.docketMove(actor, first.complaint, null);
        expect(refused(shown, "frozen").sentence).toContain(words);
      }
      const observer = refused(
        await move(people.observer, first.complaint, second.docketId),
        "forbidden",
      );
      expect(observer.sentence).not.toContain(words);
    }
    expect(await numberOf(first.complaint)).toBe(NUMBERS[0]);
  });

  it("lists a filed paper with the other lawsuit and changes nothing in it", async () => {
    const suits = await openTwoSuits();
    const { people, first, second, move, database, row, services } = suits;
    const before = await row(first.complaint);
    await database.client.document.update({
      where: { id: first.complaint },
      data: { status: "filed" },
    });
    refused(await move(people.drafter, first.complaint, second.docketId), "forbidden");
    const told = value(
      await services.documents.docketMove(people.staff, first.complaint, second.docketId),
    );
    expect(told.chosen).toMatchObject({ changes: [], otherLayout: false, refused: null });
    value(await move(people.staff, first.complaint, second.docketId));
    expect(await row(first.complaint)).toMatchObject({
      docketId: second.docketId,
      facts: before.facts,
      factsRevision: before.factsRevision,
    });
  });
});
