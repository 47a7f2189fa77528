import { describe, expect, it } from "vitest";
import type { PrismaClient } from "#server/database/index.ts";
import type { SearchIndex } from "#server/search/search-index.ts";
import { draftsOfOthers } from "#server/services/search/drafts-of-others.ts";
import { MARKS } from "#server/services/search/port.ts";
import { openReview, writeText } from "#tests/services/papers.ts";
import { searchedIn } from "./searched.ts";

const SAVED = 450;

async function all(pages: AsyncIterable<readonly string[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of pages) ids.push(...page);
  return ids.toSorted();
}

async function manyDrafts(client: PrismaClient, like: string): Promise<string[]> {
  const row = await client.document.findUniqueOrThrow({ where: { id: like } });
  const ids = Array.from({ length: SAVED }, (_, at) => `made-${1_000 + at}`);
  await client.document.createMany({ data: ids.map((id) => ({ ...row, id, docketId: null })) });
  return ids;
}

describe("[Q4] the feed, where much happens at once", () => {
  it("sees all drafts that other processes saved since its last look, also after one that failed", async () => {
    const { database, documentId } = await openReview();
    const ids = await manyDrafts(database.client, documentId);
    const others = draftsOfOthers(database.client);
    // The first look only says from when on.
    expect((await all(others.savedSince())).length).toBe(200);
    const editedAt = new Date(Date.now() + 60_000);
    const where = { id: { in: ids } };
    await database.client.document.updateMany({ where, data: { editedAt } });
    const failing = async () => {
      for await (const page of others.savedSince()) throw new Error(`${page.length}`);
    };
    await expect(failing()).rejects.toThrow("200");
    expect(await all(others.savedSince())).toEqual([...ids, documentId].toSorted());
    // Those of the last seconds are looked at again: clocks differ, and commits overlap.
    expect(await all(others.savedSince())).toEqual(ids);
    await database.client.document.updateMany({
      where: { id: documentId },
      data: { editedAt: new Date(editedAt.getTime() + 60_000) },
    });
    await all(others.savedSince());
    expect(await all(others.savedSince())).toEqual([documentId]);
  });

  it("reads drafts between the lines of a long record", async () => {
    const review = await openReview();
    const { database, documentId } = review;
    const told: string[] = [];
    const fed = (index: SearchIndex): SearchIndex => ({
      ...index,
      write: async (change) => {
        if (change.put?.some(({ source }) => source === "draft") === true) told.push("draft");
        if (typeof change.marks?.[MARKS.record] === "string") told.push("lines");
        return index.write(change);
      },
    });
    const { feed } = await searchedIn(review, { fed, areOthers: false });
    await feed.catchUp();
    const last = await database.client.auditEvent.findFirstOrThrow({
      orderBy: { sequence: "desc" },
    });
    await database.client.auditEvent.createMany({
      data: Array.from({ length: 1_200 }, (_, at) => ({
        ...last,
        type: "workspace.looked-at",
        rows: null,
        details: "{}",
        sequence: last.sequence + at + 1,
        hash: `made-${at}`,
      })),
    });
    await writeText(review, documentId, "Somebody types.");
    feed.draftSaved(documentId);
    told.length = 0;
    await feed.catchUp();
    expect(told).toEqual(["lines", "draft", "lines", "lines"]);
    expect(feed.waiting().lines).toBe(0);
  });
});
