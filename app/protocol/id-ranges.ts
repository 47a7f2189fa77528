/** The `length` ids of one Yjs client that start at `clock`. */
export interface IdRange {
  readonly clock: number;
  readonly length: number;
}

/** Ids by Yjs client; each client's ranges in ascending order, none empty, none touching. */
export type IdRanges = ReadonlyMap<number, readonly IdRange[]>;

/** Whether the id (client, clock) lies in the ranges. */
export function holdsId(ranges: IdRanges, client: number, clock: number): boolean {
  const list = ranges.get(client);
  if (!list) return false;
  const index = firstEndingAfter(list, clock);
  const range = list[index];
  return range !== undefined && range.clock <= clock;
}

/**
 * The union of all, normalized as IdRanges requires. Accepts ranges in any order, overlapping or
 * empty, as Yjs returns them.
 */
export function unionIds(
  ...all: readonly ReadonlyMap<number, readonly IdRange[]>[]
): Map<number, IdRange[]> {
  const gathered = new Map<number, IdRange[]>();
  for (const ranges of all) {
    for (const [client, list] of ranges) {
      const known = gathered.get(client);
      if (known) known.push(...list);
      else gathered.set(client, [...list]);
    }
  }
  for (const [client, list] of gathered) {
    const joined = joinRanges(list);
    if (joined.length === 0) gathered.delete(client);
    else gathered.set(client, joined);
  }
  return gathered;
}

/** The ids of `ranges` that are not in `known`. Both must be normalized as IdRanges requires. */
export function subtractIds(ranges: IdRanges, known: IdRanges): Map<number, IdRange[]> {
  const rest = new Map<number, IdRange[]>();
  for (const [client, list] of ranges) {
    const taken = known.get(client);
    const left = taken ? subtractList(list, taken) : [...list];
    if (left.length > 0) rest.set(client, left);
  }
  return rest;
}

/** Index of the first range that ends after `clock`; the list's length where none does. */
function firstEndingAfter(list: readonly IdRange[], clock: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = list[middle] as IdRange;
    if (range.clock + range.length <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

function joinRanges(list: readonly IdRange[]): IdRange[] {
  const sorted = list.filter((range) => range.length > 0).sort((a, b) => a.clock - b.clock);
  const joined: IdRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last && range.clock <= last.clock + last.length) {
      const end = Math.max(last.clock + last.length, range.clock + range.length);
      joined[joined.length - 1] = { clock: last.clock, length: end - last.clock };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

function subtractList(list: readonly IdRange[], taken: readonly IdRange[]): IdRange[] {
  const left: IdRange[] = [];
  for (const range of list) {
    const end = range.clock + range.length;
    let clock = range.clock;
    for (let index = firstEndingAfter(taken, clock); clock < end; index += 1) {
      const next = taken[index];
      if (!next || next.clock >= end) {
        left.push({ clock, length: end - clock });
        break;
      }
      if (next.clock > clock) left.push({ clock, length: next.clock - clock });
      clock = Math.max(clock, next.clock + next.length);
    }
  }
  return left;
}
