import type { Revision } from "./revised.ts";

/** The farthest that two zones are apart, in minutes. */
const WIDEST_ZONES = 26 * 60;

/** Zones are quarters of an hour apart. */
const QUARTER = 15;

/** Whether two are one revision, of what left and of what came back. */
export type IsSameRevision = (left: Revision, back: Revision) => boolean;

/**
 * Revisions are one where the same author made them in the same minute. A program that drops the instant
 * leaves the time of some zone: where no minute agrees, all are the same quarters of an hour apart.
 */
export function sameRevisions(
  left: readonly Revision[],
  back: readonly Revision[],
): IsSameRevision {
  const shift = shiftOf(left, back);
  return (one, other) => {
    if (one.author !== other.author) return false;
    if (one.at === null || other.at === null) return one.at === other.at;
    return minuteOf(other.at) - minuteOf(one.at) === shift;
  };
}

function minuteOf(at: string): number {
  return Math.floor(Date.parse(at) / 60_000);
}

/** By how many minutes the times that came back are later: the difference that most pairs have. */
function shiftOf(left: readonly Revision[], back: readonly Revision[]): number {
  const minutes = new Map<string, Set<number>>();
  for (const { author, at } of left) {
    if (at === null) continue;
    const known = minutes.get(author) ?? new Set();
    minutes.set(author, known.add(minuteOf(at)));
  }
  const counts = new Map<number, number>();
  for (const { author, at } of back) {
    if (at === null) continue;
    for (const minute of minutes.get(author) ?? []) {
      const shift = minuteOf(at) - minute;
      if (shift === 0) return 0;
      if (Math.abs(shift) > WIDEST_ZONES || shift % QUARTER !== 0) continue;
      counts.set(shift, (counts.get(shift) ?? 0) + 1);
    }
  }
  const most = [...counts].toSorted(([, one], [, other]) => other - one)[0];
  return most?.[0] ?? 0;
}
