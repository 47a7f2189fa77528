import { dayOf, daysKeptFrom } from "#app/domain/changes/days.ts";
import { timesOf } from "#server/database/draft-moments.ts";
import type { Database } from "#server/database/index.ts";

/** A state of a draft that changes are shown against (M14). */
export interface DraftMoment {
  readonly generation: number;
  readonly sequence: number;
  /** When the last batch in it was committed. */
  readonly at: Date;
}

/** A draft at one moment: a Yjs update, compressed with gzip. */
interface KeptBaseline extends DraftMoment {
  readonly bytes: Uint8Array;
}

/** Where baselines are kept (R37). */
export interface BaselineStore {
  /**
   * The moments from number `from` (inclusive) to `below` (exclusive) that somebody's mark, a
   * version or a day needs and that are not kept yet, in order.
   */
  needed(
    documentId: string,
    range: { readonly from: number; readonly below: number },
    now: Date,
  ): Promise<readonly DraftMoment[]>;
  /** Keeps one; where that moment is kept already, nothing changes. */
  keep(documentId: string, baseline: KeptBaseline): Promise<void>;
}

/** How far the clocks of two processes may differ. */
const SKEW_MS = 60_000;
/** The most marks that are read at once. */
const MOST_MARKS = 5_000;

/** Baselines in the application's database, on either engine. */
export function databaseBaselines({ client }: Pick<Database, "client">): BaselineStore {
  return {
    async needed(documentId, { from, below }, now) {
      const document = await client.document.findUnique({
        where: { id: documentId },
        select: { generation: true },
      });
      if (!document || below <= from) return [];
      const sequence = { gte: from, lt: below };
      const marked = { where: { documentId, sequence }, take: MOST_MARKS };
      const times = await timesOf(client, documentId, from, below);
      const marks = [
        ...(await client.draftRead.findMany({
          ...marked,
          select: { generation: true, sequence: true, at: true },
        })),
        ...(
          await client.version.findMany({
            ...marked,
            select: { generation: true, sequence: true, createdAt: true },
          })
        ).map(({ createdAt, ...mark }) => ({ ...mark, at: createdAt })),
      ].flatMap((mark) => {
        const at = times.get(mark.sequence);
        // After a restore (R35) the number may name another text than the one that was marked.
        const isThat = at !== undefined && at.getTime() <= mark.at.getTime() + SKEW_MS;
        return isThat ? [{ generation: mark.generation, sequence: mark.sequence, at }] : [];
      });
      const days = endsOfDays([...times], below, now).map(([number, at]) => ({
        generation: document.generation,
        sequence: number,
        at,
      }));
      const kept = await client.draftBaseline.findMany({
        where: { documentId, sequence },
        select: { generation: true, sequence: true },
      });
      const known = new Set(kept.map(keyOf));
      const needed = new Map<string, DraftMoment>();
      for (const moment of [...marks, ...days]) {
        if (!known.has(keyOf(moment))) needed.set(keyOf(moment), moment);
      }
      return [...needed.values()].sort((one, other) => one.sequence - other.sequence);
    },
    async keep(documentId, { generation, sequence, at, bytes }) {
      const kept = new Uint8Array(bytes);
      await client.draftBaseline.upsert({
        where: { documentId_generation_sequence: { documentId, generation, sequence } },
        create: { documentId, generation, sequence, at, bytes: kept },
        update: {},
      });
    },
  };
}

function keyOf({ generation, sequence }: Pick<DraftMoment, "generation" | "sequence">): string {
  return `${generation} ${sequence}`;
}

/** The last state of each day that is over, below that number and not older than days are kept. */
function endsOfDays(
  times: readonly (readonly [sequence: number, at: Date])[],
  below: number,
  now: Date,
): (readonly [sequence: number, at: Date])[] {
  const first = daysKeptFrom(now).getTime();
  return times.filter(([sequence, at], index) => {
    const next = times[index + 1]?.[1] ?? now;
    return sequence < below && at.getTime() >= first && dayOf(at) < dayOf(next);
  });
}
