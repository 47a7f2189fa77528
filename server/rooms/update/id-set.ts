import type { IdRange, IdRanges } from "#app/protocol/id-ranges.ts";

/**
 * A growing set of ids of many Yjs clients: the deletions of a draft. For each client a flat list
 * `[start, end, start, end …]`, ascending and never touching, which costs 16 bytes a range or less.
 */
export class IdSet {
  readonly #clients = new Map<number, number[]>();

  get isEmpty(): boolean {
    return this.#clients.size === 0;
  }

  /** Adds `length` ids from `clock`; existing ones are kept. */
  add(client: number, clock: number, length: number): void {
    if (length <= 0) return;
    let list = this.#clients.get(client);
    if (!list) this.#clients.set(client, (list = []));
    let start = clock;
    let end = clock + length;
    // The first range that touches or follows, and the first that begins after the new one.
    const from = firstRangeEndingFrom(list, start);
    let to = from;
    while (to < list.length && (list[to] as number) <= end) {
      start = Math.min(start, list[to] as number);
      end = Math.max(end, list[to + 1] as number);
      to += 2;
    }
    if (from === list.length) list.push(start, end);
    else if (to - from === 2) {
      list[from] = start;
      list[from + 1] = end;
    } else list.splice(from, to - from, start, end);
  }

  /** Adds all; each client's ranges must be ascending, as in IdRanges. */
  addAll(ranges: IdRanges): void {
    for (const [client, added] of ranges) {
      const list = this.#clients.get(client);
      // Adding one by one costs the length of the list each; a hostile update may have 100,000.
      if (list && added.length > FEW) this.#clients.set(client, union(list, added));
      else for (const range of added) this.add(client, range.clock, range.length);
    }
  }

  has(client: number, clock: number): boolean {
    const list = this.#clients.get(client);
    if (!list) return false;
    const index = firstRangeEndingFrom(list, clock + 1);
    return index < list.length && (list[index] as number) <= clock;
  }

  /** Appends to `out` those of the `length` ids from `clock` that are not in the set. */
  missing(client: number, clock: number, length: number, out: IdRange[]): void {
    const list = this.#clients.get(client);
    const end = clock + length;
    let at = clock;
    if (list) {
      for (let i = firstRangeEndingFrom(list, clock + 1); at < end && i < list.length; i += 2) {
        const start = list[i] as number;
        if (start >= end) break;
        if (start > at) out.push({ clock: at, length: start - at });
        at = Math.max(at, list[i + 1] as number);
      }
    }
    if (at < end) out.push({ clock: at, length: end - at });
  }

  clear(): void {
    this.#clients.clear();
  }

  /** All ranges by client, as new lists. */
  toRanges(): Map<number, IdRange[]> {
    const ranges = new Map<number, IdRange[]>();
    for (const [client, list] of this.#clients) {
      const copy: IdRange[] = [];
      for (let i = 0; i < list.length; i += 2) {
        const start = list[i] as number;
        copy.push({ clock: start, length: (list[i + 1] as number) - start });
      }
      ranges.set(client, copy);
    }
    return ranges;
  }
}

const FEW = 8;

function union(list: readonly number[], added: readonly IdRange[]): number[] {
  const joined: number[] = [];
  let at = 0;
  let next = 0;
  while (at < list.length || next < added.length) {
    const range = added[next];
    const fromList = at < list.length && (!range || (list[at] as number) <= range.clock);
    const start = fromList ? (list[at] as number) : (range as IdRange).clock;
    const end = fromList ? (list[at + 1] as number) : start + (range as IdRange).length;
    if (fromList) at += 2;
    else next += 1;
    const last = joined.length - 1;
    if (last > 0 && start <= (joined[last] as number)) {
      joined[last] = Math.max(joined[last] as number, end);
    } else joined.push(start, end);
  }
  return joined;
}

/**
 * Index (even) of the first range that ends at or after `clock`; the list's length where none does.
 */
function firstRangeEndingFrom(list: readonly number[], clock: number): number {
  const count = list.length >>> 1;
  // Typing and deleting mostly happen at the end of the known range.
  if (count === 0 || (list[list.length - 1] as number) < clock) return list.length;
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle * 2 + 1] as number) < clock) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}
