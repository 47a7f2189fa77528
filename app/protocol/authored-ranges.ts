import type { IdRanges } from "./id-ranges.ts";

/** What one person wrote in one commit. */
export interface AuthorshipRow {
  /** Index into the list of people that is sent with the rows. */
  readonly person: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly inserted: IdRanges;
}

/** `length` ids of a client from `clock`, by a person, at a time in milliseconds since 1970. */
export type AuthoredRange = readonly [
  client: number,
  clock: number,
  length: number,
  person: number,
  at: number,
];

/** Edits within this time of each other form one range: single keystrokes don't matter. */
const TOGETHER_MS = 10 * 60_000;

/**
 * Merges rows, in commit order, into the fewest ranges that give person and time of each id to
 * within ten minutes. A draft typed by three people in a day has some hundred.
 */
export function mergeAuthorship(rows: Iterable<AuthorshipRow>): AuthoredRange[] {
  const byClient = new Map<number, AuthoredRange[]>();
  for (const { person, at, inserted } of rows) {
    for (const [client, ranges] of inserted) {
      const list = byClient.get(client) ?? [];
      byClient.set(client, list);
      for (const { clock, length } of ranges) {
        const last = list.at(-1);
        const follows = last && last[1] + last[2] === clock && last[3] === person;
        if (follows && at - last[4] < TOGETHER_MS) {
          list[list.length - 1] = [client, last[1], last[2] + length, person, last[4]];
        } else {
          list.push([client, clock, length, person, at]);
        }
      }
    }
  }
  return [...byClient.values()].flat();
}

/** Looks up who wrote an id, and up to which clock that holds. */
export class AuthorIndex {
  private readonly byClient = new Map<number, AuthoredRange[]>();

  constructor(ranges: readonly AuthoredRange[]) {
    for (const range of ranges) {
      const list = this.byClient.get(range[0]);
      if (list) list.push(range);
      else this.byClient.set(range[0], [range]);
    }
    for (const list of this.byClient.values()) list.sort((one, other) => one[1] - other[1]);
  }

  /** The range that contains the id, or the clock at which the next one begins. */
  find(client: number, clock: number): { range: AuthoredRange | null; until: number } {
    const list = this.byClient.get(client) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const [, begins = 0, length = 0] = list[middle] ?? [];
      if (begins + length <= clock) low = middle + 1;
      else high = middle;
    }
    const next = list[low];
    if (!next) return { range: null, until: Infinity };
    return next[1] <= clock
      ? { range: next, until: next[1] + next[2] }
      : { range: null, until: next[1] };
  }
}
