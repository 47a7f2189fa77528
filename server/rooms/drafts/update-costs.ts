import type { UpdateCost } from "./paused-drafts.ts";
import type { LogRow } from "#server/rooms/log/update-log.ts";

/**
 * A draft's rows, and shared memory for the worker's progress, which remains readable when the
 * worker is ended.
 */
export interface MeasuredInput {
  readonly parts: readonly Uint8Array[];
  /** Shared memory: at index 0 the number of finished parts, at n the milliseconds of the nth. */
  readonly progress: Float64Array;
}

/** The most rows reported. */
const MOST = 5;
/** Milliseconds below which an update's cost is not reported. */
const LEAST_MS = 50;

/** The cost of each row, in descending order. `total` is the time for all, in milliseconds. */
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

/**
 * The base is the first row, with any sequence number; a first row numbered 1 is an ordinary one.
 */
function isBase(rows: readonly LogRow[], index: number): boolean {
  return index === 0 && (rows[0]?.sequence ?? 1) > 1;
}
