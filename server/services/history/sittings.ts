import { endsSitting } from "#app/domain/changes/sittings.ts";
import type { PastState } from "#app/domain/changes/text-choice.ts";
import { openMoments, timesOf } from "#server/database/draft-moments.ts";
import type { PrismaClient } from "#server/database/index.ts";

/** A draft as it was at the end of a sitting. */
export interface SittingEnd extends PastState {
  readonly at: Date;
}

interface DraftAsItIs extends PastState {
  readonly id: string;
}

/**
 * The ends of a draft's sittings (M24), the latest first: those that compaction has not folded yet, with
 * the draft as it is, and those that are kept (R43). What a restore took out of the draft (R35) is not
 * among them.
 * @param page only those below a number, and the most that are read of what is kept.
 */
export async function sittingEnds(
  client: PrismaClient,
  { id: documentId, generation, sequence }: DraftAsItIs,
  { before = Infinity, most }: { readonly before?: number; readonly most: number },
): Promise<SittingEnd[]> {
  const ends = new Map<number, SittingEnd>();
  const { times } = await openMoments(client, documentId, sequence);
  const open = [...times].filter(([number]) => number < before);
  for (const [index, [number, at]] of open.entries()) {
    const next = open[index + 1];
    if (next ? endsSitting(at, next[1]) : before === Infinity) {
      ends.set(number, { generation, sequence: number, at });
    }
  }
  const below = before === Infinity ? {} : { sequence: { lt: before } };
  const taken = await client.draftSetAside.groupBy({
    by: ["generation"],
    where: { documentId },
    _min: { sequence: true },
  });
  const kept = await client.draftBaseline.findMany({
    where: {
      documentId,
      sitting: true,
      ...below,
      NOT: taken.map(({ generation: of, _min: { sequence: first } }) => ({
        generation: { lte: of },
        ...(first !== null && { sequence: { gte: first } }),
      })),
    },
    // Of a number that two generations share, the latest: their words are the same.
    distinct: ["sequence"],
    select: { generation: true, sequence: true, at: true },
    orderBy: [{ sequence: "desc" }, { generation: "desc" }],
    take: most,
  });
  for (const end of kept) if (!ends.has(end.sequence)) ends.set(end.sequence, end);
  return [...ends.values()].sort((one, other) => other.sequence - one.sequence);
}

/**
 * When a state was reached that is not folded yet, or that is kept as a sitting's last, for a mark or for
 * a version; null where nothing tells. What is kept only because a later one goes on from it is past (R43).
 */
export async function stateReached(
  client: PrismaClient,
  documentId: string,
  { generation, sequence }: PastState,
): Promise<Date | null> {
  const key = { documentId_generation_sequence: { documentId, generation, sequence } };
  const kept = await client.draftBaseline.findUnique({
    where: key,
    select: { at: true, sitting: true },
  });
  if (kept) {
    const where = { documentId, generation, sequence };
    const isTold =
      kept.sitting ||
      (await client.draftRead.findFirst({ where, select: { sequence: true } })) ||
      (await client.version.findFirst({ where, select: { sequence: true } }));
    if (isTold) return kept.at;
    const base = await client.draftBase.findUnique({
      where: { documentId },
      select: { sequence: true },
    });
    if (base && sequence < base.sequence) return null;
  }
  return (await timesOf(client, documentId, sequence, sequence)).get(sequence) ?? null;
}
