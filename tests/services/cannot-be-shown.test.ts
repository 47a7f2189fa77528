import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { removeUnknown } from "#app/document/flow/index.ts";
import { legalSchema } from "#app/document/schema.ts";
import type { TypesetInput } from "#server/typesetting/index.ts";
import { bytesOf } from "./bytes-of.ts";
import { changeFlow, openReview, writeText, type Review } from "./papers.ts";
import { paperTypesetter } from "./ports.ts";
import { refused, value } from "./workspace.ts";

/** A request at whose end somebody has put what no release knows. */
async function openOdd() {
  const set: TypesetInput[] = [];
  const review = await openReview({
    previewTypesetter: {
      typeset: (input, asked) => {
        set.push(input);
        return paperTypesetter.typeset(input, asked);
      },
    },
  });
  await writeText(review, review.documentId, "The last words.", { id: "last" });
  let clock = 0;
  await changeFlow(review, review.documentId, (root, document) => {
    document.clientID = 9;
    clock = Y.getState(document.store, 9);
    root.insertEmbed(root.length, new Y.XmlElement("ofAnotherRelease"));
  });
  return { review, set, id: { client: 9, clock } };
}

async function mend(review: Review, id: { client: number; clock: number }): Promise<void> {
  await changeFlow(review, review.documentId, (_root, document) => {
    expect(removeUnknown(document, legalSchema(), id)).toBe(true);
  });
}

const sentence = /^Something in block \d+ can’t be shown: it holds “ofAnotherRelease”/u;

describe("a draft that holds something that can't be shown", () => {
  it("can't be submitted, nor kept as a version, and its place is named", async () => {
    const { review, id } = await openOdd();
    const { services, people, documentId } = review;
    const submitted = await services.reviews.submit(people.drafter, documentId, {});
    const named = await services.versions.name(people.drafter, documentId, { name: "First" });
    for (const outcome of [submitted, named]) {
      expect(outcome).toMatchObject({
        ok: false,
        refusal: { code: "text-incomplete", block: "last" },
      });
      expect(refused(outcome, "text-incomplete").sentence).toMatch(sentence);
    }
    expect(value(await services.documents.show(people.drafter, documentId)).status).toBe("draft");
    await mend(review, id);
    value(await services.versions.name(people.drafter, documentId, { name: "First" }));
    value(await services.reviews.submit(people.drafter, documentId, {}));
  });

  it("has a PDF and a preview that leave it out and say so", async () => {
    const { review, set, id } = await openOdd();
    const { services, people, documentId } = review;
    const pages = value(await services.documents.preview.pages(people.observer, documentId));
    expect(pages.leftOut).toBe(1);
    expect(set[0]).toMatchObject({ marking: { kind: "preview", leftOut: 1 } });
    const bytes = await bytesOf(value(await services.filings.pdf(people.observer, documentId)));
    const handed = JSON.parse(new TextDecoder().decode(bytes).slice(5)) as TypesetInput;
    expect(handed.marking).toMatchObject({ kind: "draft", leftOut: 1 });
    expect(JSON.stringify(handed.prose)).toContain("The last words.");
    expect(JSON.stringify(handed.prose)).not.toContain("ofAnotherRelease");
    await mend(review, id);
    const after = value(await services.documents.preview.pages(people.observer, documentId));
    expect(after.leftOut).toBe(0);
    expect(set.at(-1)?.marking).toEqual({ kind: "preview" });
  });

  it("can be compared with a version, and its exhibits can be looked at", async () => {
    const { review, id } = await openOdd();
    const { services, people, documentId } = review;
    await mend(review, id);
    value(await services.versions.name(people.drafter, documentId, { name: "First" }));
    await writeText(review, documentId, "Words after that.");
    await changeFlow(review, documentId, (root) => root.insertEmbed(0, { odd: true }));
    const choice = { from: 1, to: "draft" } as const;
    const redline = value(await services.versions.redline(people.observer, documentId, choice));
    expect(redline).toMatchObject({ leftOut: 1, changes: { counts: { inserted: 1 } } });
    value(await services.exhibits.show(people.observer, documentId));
  });
});
