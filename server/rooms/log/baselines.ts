import { endsDay, endsSitting } from "#app/domain/changes/sittings.ts";
import { timesOf } from "#server/database/draft-moments.ts";
import type { Database } from "#server/database/index.ts";

/** A state of a draft that changes are shown against (M14). */
interface DraftMoment {
  readonly generation: number;
  readonly sequence: number;
  /** When the last batch in it was committed. */
  readonly at: Date;
}

/** A moment that is needed, and by whom. */
export interface NeededMoment extends DraftMoment {
  /** Whether a sitting ended with it (M24). */
  readonly sitting: boolean;
}

/** A draft at one moment: a Yjs update, compressed with gzip. */
interface KeptBaseline extends NeededMoment {
  readonly bytes: Uint8Array;
  /** The number of the state that the update goes on from (R43); null where it is the whole draft. */
  readonly fromSequence: number | null;
}

/** A kept state, and all that it is made of: a whole draft, and what each later one has that is new. */
interface KeptParts {
  readonly sequence: number;
  readonly parts: readonly Uint8Array[];
}

/** Where baselines are kept (R37). */
export interface BaselineStore {
  /**
   * The moments from number `from` (inclusive) to `below` (exclusive) that somebody's mark, a
   * version or the history needs and that are not kept yet, in order.
   */
  needed(
    documentId: string,
    range: { readonly from: number; readonly below: number },
  ): Promise<readonly NeededMoment[]>;
  /** The state that one of that moment is kept as a difference from (R43); null for none. */
  goesOnFrom(documentId: string, moment: DraftMoment): Promise<KeptParts | null>;
  /** Keeps one; where that moment is kept already, nothing changes. */
  keep(documentId: string, baseline: KeptBaseline): Promise<void>;
}

/** How far the clocks of two processes may differ. */
const SKEW_MS = 60_000;
/** The most marks that are read at once. */
const MOST_MARKS = 5_000;
/** The most states that one is read through, until a whole one is kept again. */
const MOST_PARTS = 16;

/** Baselines in the application's database, on either engine. */
export function databaseBaselines({ client }: Pick<Database, "client">): BaselineStore {
  return {
    async needed(documentId, { from, below }) {
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
        // Files back from Word are compared with exactly the text that left (W6).
        ...(await client.wordExport.findMany({
          ...marked,
          select: { generation: true, sequence: true, at: true },
        })),
      ].flatMap((mark) => {
        const at = times.get(mark.sequence);
        // After a restore (R35) the number may name another text than the one that was marked.
        const isThat = at !== undefined && at.getTime() <= mark.at.getTime() + SKEW_MS;
        const { generation } = mark;
        return isThat ? [{ generation, sequence: mark.sequence, at, sitting: false }] : [];
      });
      const sittings = sittingsIn([...times]).map(([number, at]) => ({
        generation: document.generation,
        sequence: number,
        at,
        sitting: true,
      }));
      const kept = await client.draftBaseline.findMany({
        where: { documentId, sequence },
        select: { generation: true, sequence: true },
      });
      const known = new Set(kept.map(keyOf));
      const needed = new Map<string, NeededMoment>();
      for (const moment of [...marks, ...sittings]) {
        if (!known.has(keyOf(moment))) needed.set(keyOf(moment), moment);
      }
      return [...needed.values()].sort((one, other) => one.sequence - other.sequence);
    },
    async goesOnFrom(documentId, { generation, sequence, at }) {
      const earlier = await client.draftBaseline.findMany({
        where: { documentId, generation, sequence: { lt: sequence } },
        select: { sequence: true, at: true, sitting: true, fromSequence: true },
        orderBy: { sequence: "asc" },
      });
      const from = stateToGoOnFrom(earlier, at);
      return from === null ? null : keptParts(client, documentId, { generation, sequence: from });
    },
    async keep(documentId, { bytes, ...moment }) {
      const { generation, sequence } = moment;
      await client.draftBaseline.upsert({
        where: { documentId_generation_sequence: { documentId, generation, sequence } },
        create: { documentId, ...moment, bytes: new Uint8Array(bytes) },
        update: {},
      });
    },
  };
}

/** A kept state with all that it is made of, the whole one first; null where it is not kept. */
export async function keptParts(
  client: Pick<Database["client"], "draftBaseline">,
  documentId: string,
  { generation, sequence }: Pick<DraftMoment, "generation" | "sequence">,
): Promise<KeptParts | null> {
  const parts: Uint8Array[] = [];
  for (let next: number | null = sequence; next !== null;) {
    const state: { bytes: Uint8Array; fromSequence: number | null } | null =
      await client.draftBaseline.findUnique({
        where: {
          documentId_generation_sequence: { documentId, generation, sequence: next },
        },
        select: { bytes: true, fromSequence: true },
      });
    if (!state) return null;
    parts.unshift(state.bytes);
    next = state.fromSequence;
  }
  return { sequence, parts };
}

/**
 * The latest state that stays long, since what goes on from it keeps it: a whole one, or the last of a
 * day. Null where there is none, or too many would have to be read for it.
 */
function stateToGoOnFrom(
  earlier: readonly {
    readonly sequence: number;
    readonly at: Date;
    readonly sitting: boolean;
    readonly fromSequence: number | null;
  }[],
  at: Date,
): number | null {
  const parts = new Map<number, number>();
  for (const { sequence, fromSequence } of earlier) {
    parts.set(sequence, fromSequence === null ? 1 : (parts.get(fromSequence) ?? 0) + 1);
  }
  const from = earlier.findLast(
    (state, index) =>
      state.fromSequence === null ||
      (state.sitting && endsDay(state.at, earlier[index + 1]?.at ?? at)),
  );
  return from && (parts.get(from.sequence) ?? 0) < MOST_PARTS ? from.sequence : null;
}

function keyOf({ generation, sequence }: Pick<DraftMoment, "generation" | "sequence">): string {
  return `${generation} ${sequence}`;
}

/** The last number of each sitting that is over. */
function sittingsIn(
  times: readonly (readonly [sequence: number, at: Date])[],
): (readonly [sequence: number, at: Date])[] {
  return times.filter(([, at], index) => {
    const next = times[index + 1];
    return next !== undefined && endsSitting(at, next[1]);
  });
}
