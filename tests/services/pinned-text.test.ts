import { describe, expect, it } from "vitest";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { done } from "#app/domain/refusal.ts";
import { openReview, submit } from "./papers.ts";
import { refused, value } from "./workspace.ts";

describe("the text of a document whose version is pinned", () => {
  it("is the version's, and the draft is shown in its place only where it says the same [L1]", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    const { number } = await submit(review);
    const { html } = value(await services.versions.show(people.drafter, documentId, number));
    const pinned = async (draft: string) =>
      value(
        await services.versions.pinned(people.drafter, documentId, number, async () =>
          done({ html: draft }),
        ),
      );
    expect(await pinned(html)).toMatchObject({ html, isDraft: true });
    // Where the draft can't be drawn now, the page waits for its room.
    expect(await pinned("")).toMatchObject({ html, isDraft: true });
    expect(await pinned(html.replace("records", "recorda"))).toMatchObject({
      html,
      isDraft: false,
    });
    expect(review.logged()).toContain("a draft is not the version of it");
    expect(review.logged()).toContain('"level":50');
    expect(review.logged()).not.toContain("recorda");
  });

  it("is shown where the draft can't be read, and not where the version is not that of the record [L1]", async () => {
    const review = await openReview();
    const { services, people, documentId, database } = review;
    const { number } = await submit(review);
    const damaged = async () => {
      throw new Error(`row 3 of the log of draft ${documentId} is damaged`);
    };
    const pinned = () => services.versions.pinned(people.drafter, documentId, number, damaged);
    expect(value(await pinned()).isDraft).toBe(false);
    await database.client.version.updateMany({ data: { content: "{}" } });
    refused(await pinned(), "record-differs");
  });
});

describe("a changed byte in a draft", () => {
  it("is found by audit:verify, which names draft and row [R42]", async () => {
    const { database, documentId } = await openReview();
    expect((await verifyAll(database)).differences).toEqual([]);
    const { client } = database;
    const base = await client.draftBase.findUniqueOrThrow({ where: { documentId } });
    const bytes = new Uint8Array(base.bytes);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await client.draftBase.update({ where: { documentId }, data: { bytes } });
    expect((await verifyAll(database)).differences).toEqual([
      {
        documentId,
        line: null,
        why: `row ${base.sequence} of its draft is damaged: its bytes have another checksum`,
      },
    ]);
  });
});
