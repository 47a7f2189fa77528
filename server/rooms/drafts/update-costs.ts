import type { UpdateCost } from "./paused-drafts.ts";
import type { LogRow } from "#server/rooms/log/update-log.ts";

/** A draft's rows, and where the worker notes what it is at: whoever ends it still reads that. */
export interface MeasuredInput {
  readonly parts: readonly Uint8Array[];
  /** Shared memory: at 0 how many parts are through, at n what the nth took in milliseconds. */
  readonly progress: Float64Array;
}

/** How many of the costliest are told. */
const MOST = 5;
/** Milliseconds below which nobody asks what an update cost. */
const LEAST_MS = 50;

/** What each row cost, the costliest first. `total` is how long all of it took, in milliseconds. */
export function costsIn(
  rows: readonly LogRow[],
  progress: Float64Array,
  total: number,
): UpdateCost[] {
  const through = progress[0] ?? 0;
  const costs = rows.slice(0, through).map((row, index) => ({
    sequence: row.sequence,
    isBase: isBase(rows, index),
    milliseconds: progress[index + 1] ?? 0,
    isUnfinished: false,
  }));
  const ended = rows[through];
  if (ended) {
    const before = costs.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const milliseconds = Math.max(0, total - before);
    const { sequence } = ended;
    costs.push({ sequence, isBase: isBase(rows, through), milliseconds, isUnfinished: true });
  }
  return costs
    .filter(({ milliseconds, isUnfinished }) => isUnfinished || milliseconds >= LEAST_MS)
    .toSorted((one, other) => other.milliseconds - one.milliseconds)
    .slice(0, MOST)
    .map((cost) => ({ ...cost, milliseconds: Math.round(cost.milliseconds) }));
}

/** The base stands first, and its number does not follow that of nothing. */
function isBase(rows: readonly LogRow[], index: number): boolean {
  return index === 0 && (rows[0]?.sequence ?? 1) > 1;
}
