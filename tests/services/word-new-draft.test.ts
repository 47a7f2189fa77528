import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { changeOf, NO_PLAN, paperWordBytes } from "./paper-word.ts";
import { failingTexts } from "./failing-texts.ts";
import { openReview } from "./papers.ts";
import { paragraph } from "./talk.ts";
import { refused, value, type Knobs } from "./workspace.ts";

const open = async (knobs: Knobs = {}) => {
  const review = await openReview(knobs);
  const { services, slug, documentId, people } = review;
  const arrive = async (by: Actor, at: object = { documentId }) => {
    const [base, proposed] = ["The agency may.", "The agency must."].map((words) =>
      paragraph("far-one", words),
    );
    const changes = [changeOf(base!, proposed!)];
    const file = { blocks: [base!], plan: { ...NO_PLAN, changes } };
    const upload = { fileName: "New.docx", bytes: paperWordBytes(file) };
    return value(await services.wordFiles.arrive(by, upload, at)).arrivalId;
  };
  return {
    ...review,
    arrive,
    create: async (organizationId?: string) =>
      services.wordFiles.create(people.drafter, slug, {
        kind: "letter",
        title: "From Word",
        layoutProfile: "letter",
        arrivalId: await arrive(people.drafter),
        changes: "suggestions",
        organizationId,
      }),
  };
};

describe("a new draft from a Word file", () => {
  it("[M2] [W8] has its suggestions for one organization's people alone where that is chosen", async () => {
    const { create, services, people, organizations, database } = await open();
    const { documentId } = value(await create(organizations.council));
    const threads = async (by: Actor) =>
      value(await services.threads.show(by, documentId)).threads.length;
    expect(await threads(people.drafter)).toBe(1);
    expect(await threads(people.ilrcDrafter)).toBe(0);
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { documentId, type: "word.brought-in" },
    });
    const { id: returnId } = await database.client.wordReturn.findFirstOrThrow({
      where: { documentId },
    });
    // The record leads to the act that can be taken back.
    expect(JSON.parse(line.details)).toMatchObject({ returnId });
    const shared = value(await create());
    expect(
      value(await services.threads.show(people.ilrcDrafter, shared.documentId)).threads,
    ).toHaveLength(1);
  });

  it("[M2] is not made for people of an organization to which one does not belong", async () => {
    const { create, organizations, database } = await open();
    const before = await database.client.document.count();
    refused(await create(organizations.ilrc), "forbidden");
    expect(await database.client.document.count()).toBe(before);
  });
});

describe("a new draft for whose text there is no room in the texts' worker", () => {
  it("is not made, and it is said why", async () => {
    const { texts, fail, sentence } = failingTexts();
    const { create, database } = await open({ texts });
    const before = await database.client.document.count();
    fail();
    expect(refused(await create(), "unavailable").sentence).toBe(sentence);
    expect(await database.client.document.count()).toBe(before);
  });
});

describe("the drafts that are offered for a Word file", () => {
  it("have the one first at which it was sent, however many were edited since", async () => {
    const { arrive, services, people, documentId, database } = await open();
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    const editedAt = new Date(row.editedAt.getTime() + 60_000);
    await database.client.document.createMany({
      data: Array.from({ length: 101 }, (_, index) => ({ ...row, id: `other-${index}`, editedAt })),
    });
    const view = value(await services.wordFiles.show(people.drafter, await arrive(people.drafter)));
    expect(view.documents[0]?.id).toBe(documentId);
  });
});
