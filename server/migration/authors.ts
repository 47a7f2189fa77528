import type { LetterRun } from "#app/document/flow/schema-2/read.ts";
import { firstEndingAfter, type IdRange, type IdRanges } from "#app/protocol/id-ranges.ts";

/** What one person inserted in one batch, in the order of the batches. */
export interface AuthorshipOfBatch {
  /** Index into the people of the draft. */
  readonly person: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly inserted: IdRanges;
}

/** Consecutive letters of one author. */
export interface AuthoredLetters {
  readonly length: number;
  /** Who wrote them; null where that is not stored. */
  readonly person: number | null;
  /** The first batch in which they were written; null where that is not stored. */
  readonly batch: number | null;
}

/** Batches within this time of each other count as one: single keystrokes don't matter. */
const TOGETHER_MS = 10 * 60_000;

interface Run extends IdRange {
  readonly batch: number;
  readonly person: number;
}

/**
 * Determines who wrote letters, and in which batch. A person's consecutive batches within ten
 * minutes count as the first of them: a draft typed by three people in a day then has some hundred,
 * instead of one for each key.
 * @param owners the owner of each client id, for letters whose batch is not stored.
 */
export function authorsOf(
  letters: readonly LetterRun[],
  batches: readonly AuthorshipOfBatch[],
  owners: ReadonlyMap<number, number>,
): AuthoredLetters[] {
  const runs = runsOf(batches);
  const authored: AuthoredLetters[] = [];
  for (const { client, clock, length } of letters) {
    const list = runs.get(client) ?? [];
    const end = clock + length;
    const owner = owners.get(client) ?? null;
    let at = clock;
    for (let index = firstEndingAfter(list, clock); at < end; index += 1) {
      const run = list[index];
      const start = Math.min(run?.clock ?? end, end);
      if (start > at) authored.push({ length: start - at, person: owner, batch: null });
      at = Math.max(at, start);
      if (run === undefined || at >= end) break;
      const stop = Math.min(run.clock + run.length, end);
      if (stop > at) authored.push({ length: stop - at, person: run.person, batch: run.batch });
      at = stop;
    }
  }
  return authored;
}

/** The runs of each client, in the order of their clocks and without overlaps. */
function runsOf(batches: readonly AuthorshipOfBatch[]): Map<number, Run[]> {
  const runs = new Map<number, Run[]>();
  /** The time of the first batch of a client's last run. */
  batches.forEach(({ person, at, inserted }, batch) => {
    for (const [client, ranges] of inserted) {
      const list = runs.get(client) ?? [];
      runs.set(client, list);
      for (const { clock, length } of ranges) {
        const last = list.at(-1);
        const follows = last?.person === person && last.clock + last.length === clock;
        if (follows && at - (batches[last.batch]?.at ?? 0) < TOGETHER_MS) {
          list[list.length - 1] = { ...last, length: last.length + length };
        } else list.push({ clock, length, batch, person });
      }
    }
  });
  for (const [client, list] of runs) runs.set(client, withoutOverlaps(list));
  return runs;
}

function withoutOverlaps(list: readonly Run[]): Run[] {
  const sorted = list.toSorted((one, other) => one.clock - other.clock || one.batch - other.batch);
  let end = 0;
  return sorted.flatMap((run) => {
    const clock = Math.max(run.clock, end);
    const length = run.clock + run.length - clock;
    if (length <= 0) return [];
    end = clock + length;
    return [{ ...run, clock, length }];
  });
}
