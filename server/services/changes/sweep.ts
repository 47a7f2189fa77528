import type { Database } from "#server/database/index.ts";
import { dayOf, daysKeptFrom } from "#app/domain/changes/days.ts";

/** Documents that are looked through at a time. */
const PAGE = 200;

/**
 * Removes the baselines that nobody's mark, no version and none of the last days needs any more
 * (R38). Returns how many. A mark that is set meanwhile is of a moment that compaction has not folded
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
    select: { ...select, at: true },
    orderBy: { sequence: "asc" },
  });
  const needed = new Set<string>();
  for (const mark of [
    ...(await client.draftRead.findMany({ where: { documentId }, select })),
    ...(await client.version.findMany({ where: { documentId }, select })),
  ]) {
    needed.add(`${mark.generation} ${mark.sequence}`);
  }
  const first = daysKeptFrom(now).getTime();
  const days = new Map<string, string>();
  for (const { generation, sequence, at } of kept) {
    if (at.getTime() >= first) days.set(dayOf(at), `${generation} ${sequence}`);
  }
  for (const moment of days.values()) needed.add(moment);
  let removed = 0;
  for (const { generation, sequence } of kept) {
    if (needed.has(`${generation} ${sequence}`)) continue;
    await client.draftBaseline.deleteMany({ where: { documentId, generation, sequence } });
    removed += 1;
  }
  return removed;
}
