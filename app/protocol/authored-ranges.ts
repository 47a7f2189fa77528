import type { IdRange, IdRanges } from "./id-ranges.ts";

/** The ids that one person inserted in one commit. */
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

/** Everything by a person within one such stretch of the clock counts as done at once, at its last moment. */
const TOGETHER_MS = 10 * 60_000;

/**
 * When the ten minutes began in which this time lies. They begin at the same moments for everybody, so
 * that it makes no difference how much of them was merged before.
 */
export function togetherFrom(at: number): number {
  return at - (at % TOGETHER_MS);
}

/** The most ranges that are added one by one: each moves all that follow it in the list. */
const FEW_RANGES = 16;

/** Authorship by ids; of an id that is added twice, the first counts. */
export class AuthorIndex {
  /** For each client in order of clocks, none overlapping. */
  readonly #byClient = new Map<number, AuthoredRange[]>();
  #size = 0;

  constructor(ranges: readonly AuthoredRange[] = []) {
    for (const range of ranges.toSorted((one, other) => one[1] - other[1])) this.add(range);
  }

  /** The number of ranges. */
  get size(): number {
    return this.#size;
  }

  /** Adds what of a range is not known yet. */
  add([client, clock, length, person, at]: AuthoredRange): void {
    const list = this.#byClient.get(client) ?? [];
    this.#byClient.set(client, list);
    const end = clock + length;
    let index = firstEndingAfter(list, clock);
    for (let from = clock; from < end;) {
      const next = list[index];
      const to = Math.min(end, next?.[1] ?? end);
      if (from < to) index = this.#insert(list, index, [client, from, to - from, person, at]);
      const known = list[index];
      from = known ? Math.max(to, known[1] + known[2]) : to;
      index += 1;
    }
  }

  /** Adds what of a client's ranges, in order, is not known yet: many of them in one pass. */
  addAll(client: number, ranges: readonly IdRange[], person: number, at: number): void {
    if (ranges.length <= FEW_RANGES) {
      for (const { clock, length } of ranges) this.add([client, clock, length, person, at]);
      return;
    }
    const list = this.#byClient.get(client) ?? [];
    let index = firstEndingAfter(list, ranges[0]?.clock ?? 0);
    const merged = list.slice(0, index);
    for (const { clock, length } of ranges) {
      const end = clock + length;
      for (let from = clock; from < end;) {
        let known = list[index];
        while (known && known[1] + known[2] <= from) {
          pushJoined(merged, known);
          index += 1;
          known = list[index];
        }
        const to = Math.min(end, known?.[1] ?? end);
        if (from < to) pushJoined(merged, [client, from, to - from, person, at]);
        from = known ? Math.max(to, known[1] + known[2]) : to;
      }
    }
    const all = merged.concat(list.slice(index));
    this.#size += all.length - list.length;
    this.#byClient.set(client, all);
  }

  /** Inserts a range before that index, or joins it to the one before; returns the next one's index. */
  #insert(list: AuthoredRange[], index: number, range: AuthoredRange): number {
    const before = list[index - 1];
    if (before && joins(before, range)) {
      const [client, clock, length, person, at] = before;
      list[index - 1] = [client, clock, length + range[2], person, at];
      return index;
    }
    list.splice(index, 0, range);
    this.#size += 1;
    return index + 1;
  }

  /** All ranges, by client and clock; those that follow each other and are of one person and time are one. */
  ranges(): AuthoredRange[] {
    return [...this.#byClient]
      .toSorted(([one], [other]) => one - other)
      .flatMap(([, list]) => joined(list));
  }

  /** The range that contains the id, or the clock at which the next one begins. */
  find(client: number, clock: number): { range: AuthoredRange | null; until: number } {
    const list = this.#byClient.get(client) ?? [];
    const next = list[firstEndingAfter(list, clock)];
    if (!next) return { range: null, until: Infinity };
    return next[1] <= clock
      ? { range: next, until: next[1] + next[2] }
      : { range: null, until: next[1] };
  }
}

/** Index of the first range that ends after `clock`; the list's length where none does. */
function firstEndingAfter(list: readonly AuthoredRange[], clock: number): number {
  let low = 0;
  let high = list.length;
  // Most are added behind the last.
  const last = list.at(-1);
  if (!last || last[1] + last[2] <= clock) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [, begins = 0, length = 0] = list[middle] ?? [];
    if (begins + length <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joins(one: AuthoredRange, next: AuthoredRange): boolean {
  return one[1] + one[2] === next[1] && one[3] === next[3] && one[4] === next[4];
}

function joined(list: readonly AuthoredRange[]): AuthoredRange[] {
  const found: AuthoredRange[] = [];
  for (const range of list) pushJoined(found, range);
  return found;
}

function pushJoined(list: AuthoredRange[], range: AuthoredRange): void {
  const last = list.at(-1);
  if (!last || !joins(last, range)) list.push(range);
  else list[list.length - 1] = [last[0], last[1], last[2] + range[2], last[3], last[4]];
}

/** Gathers rows, in commit order, into the fewest ranges that give person and time of each id. */
export class AuthorRuns {
  readonly #index = new AuthorIndex();
  readonly #lastAt = new Map<string, number>();

  get size(): number {
    return this.#index.size;
  }

  add({ person, at, inserted }: AuthorshipRow): void {
    const from = togetherFrom(at);
    this.#lastAt.set(`${person} ${from}`, at);
    for (const [client, list] of inserted) this.#index.addAll(client, list, person, from);
  }

  /** The time of each is when its person last wrote in those ten minutes. */
  ranges(): AuthoredRange[] {
    return this.#index
      .ranges()
      .map(([client, clock, length, person, from]) => [
        client,
        clock,
        length,
        person,
        this.#lastAt.get(`${person} ${from}`) ?? from,
      ]);
  }
}

/**
 * Merges rows, in commit order, into the fewest ranges that give person and time of each id to
 * within ten minutes. A draft typed by three people in a day has some hundred.
 */
export function mergeAuthorship(rows: Iterable<AuthorshipRow>): AuthoredRange[] {
  const runs = new AuthorRuns();
  for (const row of rows) runs.add(row);
  return runs.ranges();
}
