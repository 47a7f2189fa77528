import { describe, expect, it } from "vitest";
import { countedReads } from "./counted-reads.ts";
import { openReturns, plan } from "./word-returns.ts";

const RETURNS = 200;
const EACH = 20;

describe("a file that comes in after many others", () => {
  it("[W10] asks of what it has alone, whatever 200 others brought before, and knows it again", async () => {
    const reads = countedReads();
    const { database, documentId, people, arrive, shown, rewording, clock } = await openReturns({
      client: reads.client,
    });
    const { client } = database;
    const change = await rewording(0, (words) => `${words} Indeed.`);
    const other = await rewording(1, (words) => `Now ${words}`);
    const by = { documentId, createdById: people.drafter.userId };
    const at = clock();
    const returns = Array.from({ length: RETURNS }, (_, index) => `return-${index}`);
    await client.wordReturn.createMany({
      data: returns.map((id) => ({
        id,
        documentId,
        how: "return",
        broughtById: by.createdById,
        at,
        fileName: "Back.docx",
        fileHash: "0".repeat(64),
        summary: "{}",
      })),
    });
    for (let from = 0; from < RETURNS; from += 20) {
      const threads = returns
        .slice(from, from + 20)
        .flatMap((wordReturnId) =>
          Array.from({ length: EACH }, (_, n) => ({ id: `${wordReturnId}-${n}`, wordReturnId })),
        );
      await client.thread.createMany({
        data: threads.map((one) => ({
          ...by,
          ...one,
          placeKind: "document",
          createdAt: at,
          changedAt: at,
        })),
      });
      await client.suggestion.createMany({
        data: threads.map(({ id: threadId }) => ({
          threadId,
          ...change.suggestion,
          state: "accepted",
          baseHash: threadId,
          proposedHash: threadId,
          wordIdentity: threadId === "return-150-7" ? change.identity : `identity of ${threadId}`,
        })),
      });
    }
    const id = await arrive(people.drafter, plan({ changes: [change, other] }));
    await shown(people.drafter, id);
    let view: Awaited<ReturnType<typeof shown>> | null = null;
    const rows = await reads.rowsFor(async () => {
      view = await shown(people.drafter, id);
    });
    expect(view).toMatchObject({ changes: [{ where: "¶ 2" }], known: 1 });
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(RETURNS);
  });
});
