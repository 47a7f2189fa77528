import { done, type Outcome } from "#app/domain/refusal.ts";
import type { DraftWorkers } from "#server/rooms/drafts/workers.ts";
import type { BaselineStore, NeededMoment } from "#server/rooms/log/baselines.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";

/**
 * How many baselines one task makes: of drafts above this size one at a time, so that each task
 * stays within its limits (R33).
 */
const AT_ONCE = 8;
const LARGE_BYTES = 2 * 1024 * 1024;

interface KeepingParts {
  readonly log: Pick<UpdateLog, "load">;
  readonly workers: Pick<DraftWorkers, "baselines">;
  readonly baselines: BaselineStore;
}

/** The numbers of a draft that a compaction folds: those of a base, and all up to another. */
interface FoldedRange {
  readonly generation: number;
  readonly from: number | null;
  readonly to: number;
}

/**
 * Keeps what somebody's mark, a version or the history needs of what is about to be folded, before it is
 * (R37). What is at `to` stays in the new base.
 */
export async function keepBaselines(
  documentId: string,
  { generation, from, to }: FoldedRange,
  parts: KeepingParts,
): Promise<Outcome<void>> {
  const needed = await parts.baselines.needed(documentId, { from: from ?? 0, below: to });
  if (needed.length === 0) return done();
  // As stored: the room may hold it as one update.
  const stored = await parts.log.load(documentId);
  // Another process compacted it meanwhile, and kept them.
  if (!stored || (stored.base?.sequence ?? null) !== from) return done();
  // It was restored meanwhile (R35), and what was read before is not swapped in.
  if (stored.generation !== generation) return done();
  const rows = stored.tail.filter((row) => row.sequence <= to).map((row) => row.bytes);
  const size = rows.reduce((sum, row) => sum + row.length, stored.base?.bytes.length ?? 0);
  const input = { base: stored.base?.bytes ?? null, rows, first: from ?? 0 };
  for (const some of inTasks(needed, size > LARGE_BYTES ? 1 : AT_ONCE)) {
    const kept = await keepSome(documentId, some, input, parts);
    if (!kept.ok) return kept;
  }
  return done();
}

/** Those that one task makes: so many, and of one generation, since a state goes on from one of its own. */
function inTasks(needed: readonly NeededMoment[], most: number): NeededMoment[][] {
  const tasks: NeededMoment[][] = [];
  for (const moment of needed) {
    const last = tasks.at(-1);
    const fits = last && last.length < most && last[0]?.generation === moment.generation;
    if (fits) last.push(moment);
    else tasks.push([moment]);
  }
  return tasks;
}

async function keepSome(
  documentId: string,
  moments: readonly NeededMoment[],
  input: {
    readonly base: Uint8Array | null;
    readonly rows: readonly Uint8Array[];
    readonly first: number;
  },
  { workers, baselines }: KeepingParts,
): Promise<Outcome<void>> {
  const [first] = moments;
  const earlier = first ? await baselines.goesOnFrom(documentId, first) : null;
  const cuts = moments.map(({ sequence }) => sequence - input.first);
  const { base, rows } = input;
  const made = await workers.baselines({ base, rows, cuts, earlier: earlier?.parts }, documentId);
  if (!made.ok) return made;
  for (const [index, moment] of moments.entries()) {
    const baseline = made.value[index];
    if (!baseline) continue;
    const { bytes, from } = baseline;
    const fromSequence =
      from === "earlier" ? earlier?.sequence : from === null ? null : moments[from]?.sequence;
    await baselines.keep(documentId, { ...moment, bytes, fromSequence: fromSequence ?? null });
  }
  return done();
}
