import { describe, expect, it } from "vitest";
import type { RedlineInput } from "#server/typesetting/index.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { openReview, submit, writeText } from "./papers.ts";
import { refused, value } from "./workspace.ts";

const CHOICE = { from: 1, to: "draft" } as const;

/** A review whose draft has one version that was kept, and what the typesetter was given. */
async function open() {
  const inputs: RedlineInput[] = [];
  const review = await openReview({
    redlineTypesetter: {
      redline: async (input) => {
        inputs.push(input);
        return done({ pdf: new TextEncoder().encode("%PDF redline"), pages: 1 });
      },
    },
  });
  const { services, people, documentId } = review;
  value(await services.versions.name(people.drafter, documentId, { name: "First" }));
  return { ...review, inputs };
}

describe("a redline handed out as a PDF", () => {
  it("is set from both texts with their numbers and hashes, named plainly, and a line in the record", async () => {
    const { services, people, documentId, inputs, database } = await open();
    const pdf = value(await services.versions.redlinePdf(people.drafter, documentId, CHOICE));
    if (pdf.is !== "pdf") throw new Error("no PDF");
    expect(pdf.file.name).toMatch(
      /^2021-10-07-foia-request-weekly-reports-redline-1-to-draft-\d+\.pdf$/u,
    );
    const version = await database.client.version.findFirstOrThrow({ where: { documentId } });
    expect(inputs).toMatchObject([
      { redline: { before: { name: "Version 1", sha256: version.hash } }, facts: [] },
    ]);
    const [line, ...others] = await database.client.auditEvent.findMany({
      where: { documentId, type: "document.downloaded" },
      orderBy: { sequence: "asc" },
    });
    expect(others).toEqual([]);
    expect(JSON.parse(line?.details ?? "")).toMatchObject({
      what: "redline",
      from: 1,
      fromHash: version.hash,
    });
  });

  it("is for who may download, and found by nobody else", async () => {
    const { services, people, documentId, inputs } = await open();
    const ask = (
      actor: typeof people.drafter,
      choice = CHOICE as { from: number; to: number | "draft" },
    ) => services.versions.redlinePdf(actor, documentId, choice);
    refused(await ask(people.stranger), "not-found");
    refused(await ask(people.drafter, { from: 7, to: "draft" }), "not-found");
    refused(await ask(people.drafter, { from: 1, to: 9 }), "not-found");
    expect(inputs).toEqual([]);
  });

  it("[FRCP 5.2(a)] waits for a decision where something in either text looks private, and says in which", async () => {
    const story = await open();
    const { services, people, documentId, inputs, database } = story;
    await writeText(story, documentId, "Her number is 123-45-6789.");
    const asked = value(await services.versions.redlinePdf(people.drafter, documentId, CHOICE));
    expect(asked).toMatchObject({ is: "private", version: null });
    expect(inputs).toEqual([]);
    expect(
      await database.client.auditEvent.count({
        where: { documentId, type: "document.downloaded" },
      }),
    ).toBe(0);
    value(await services.versions.name(people.drafter, documentId, { name: "Second" }));
    const between = { from: 2, to: 1 } as const;
    expect(
      value(await services.versions.redlinePdf(people.drafter, documentId, between)),
    ).toMatchObject({ is: "private", version: 2 });
  });

  it("passes on why it can't be set, and keeps no line of it", async () => {
    const review = await openReview({
      redlineTypesetter: {
        redline: async () => refuse("too-large", "The pages took longer than they may."),
      },
    });
    const { services, people, documentId, database } = review;
    await submit(review);
    const choice = { from: 1, to: 1 } as const;
    refused(await services.versions.redlinePdf(people.drafter, documentId, choice), "too-large");
    expect(
      await database.client.auditEvent.count({
        where: { documentId, type: "document.downloaded" },
      }),
    ).toBe(0);
  });
});
