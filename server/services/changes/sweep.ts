import type { Database } from "#server/database/index.ts";
import { keptSittings } from "#app/domain/changes/sittings.ts";

/** Documents that are looked through at a time. */
const PAGE = 200;

/**
 * Removes the baselines that nobody's mark, no version, no file that left for Word (W6), no sitting or day
 * of the history (R43) and no later state needs any more (R38). Returns how many. A mark that is set meanwhile is of a moment that compaction has not folded
 * yet, and so loses nothing.
 */
export async function sweepBaselines(
  { client }: Pick<Database, "client">,
  now: Date,
): Promise<number> {
  let removed = 0;
  let after = "";
  for (;;) {
    const documents = await client.draftBaseline.findMany({
      where: { documentId: { gt: after } },
      distinct: ["documentId"],
      select: { documentId: true },
      orderBy: { documentId: "asc" },
      take: PAGE,
    });
    for (const { documentId } of documents) removed += await sweepOne(client, documentId, now);
    const last = documents.at(-1);
    if (!last) return removed;
    after = last.documentId;
  }
}

async function sweepOne(
  client: Database["client"],
  documentId: string,
  now: Date,
): Promise<number> {
  const select = { generation: true, sequence: true } as const;
  const kept = await client.draftBaseline.findMany({
    where: { documentId },
    select: { ...select, at: true, sitting: true, fromSequence: true },
    orderBy: [{ sequence: "asc" }, { generation: "asc" }],
  });
  const needed = new Set<string>();
  for (const mark of [
    ...(await client.draftRead.findMany({ where: { documentId }, select })),
    ...(await client.version.findMany({ where: { documentId }, select })),
    ...(await client.wordExport.findMany({ where: { documentId }, select })),
  ]) {
    needed.add(keyOf(mark));
  }
  const sittings = kept.filter(({ sitting }) => sitting);
  const ends = keptSittings(
    sittings.map(({ at }) => at),
    now,
  );
  for (const [index, sitting] of sittings.entries()) {
    if (ends[index]) needed.add(keyOf(sitting));
  }
  const past = new Set(sittings.filter((_, index) => !ends[index]));
  let removed = 0;
  // The latest first: what goes on from a state needs it (R43).
  for (const state of kept.toReversed()) {
    const { generation, sequence, fromSequence } = state;
    if (!needed.has(keyOf({ generation, sequence }))) {
      // A compaction may go on from it at this moment.
      const { count } = await client.draftBaseline.deleteMany({
        where: { documentId, generation, sequence, goingOn: { none: {} } },
      });
      removed += count;
      if (count > 0) continue;
    }
    // It stays for a mark, a version or a later state, and is in no history any more.
    if (past.has(state)) {
      await client.draftBaseline.updateMany({
        where: { documentId, generation, sequence },
        data: { sitting: false },
      });
    }
    if (fromSequence !== null) needed.add(keyOf({ generation, sequence: fromSequence }));
  }
  return removed;
}

function keyOf({ generation, sequence }: { generation: number; sequence: number }): string {
  return `${generation} ${sequence}`;
}
