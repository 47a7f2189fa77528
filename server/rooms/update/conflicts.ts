import * as Y from "yjs";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import type { DecodedUpdate, Struct } from "./structs.ts";

/** How much work a draft is for whoever opens it. */
export interface Conflicts {
  /**
   * An upper bound of the items that Yjs walks over to place all items, in whatever order they come:
   * each item's among those that stand behind the same neighbor, where neither needs the other.
   */
  readonly steps: number;
  /** The number of its items, as far as its bytes tell. */
  readonly items: number;
  /** The most steps that one more letter behind an item can add: to all before which that one stands. */
  readonly widest: number;
  /** The most items behind one neighbor. */
  readonly group: number;
}

/**
 * Measures a draft by its bytes, in linear time but for sorting, however many ids they give an item,
 * and without integrating it (R33a). To place an item, Yjs walks from its left neighbor over other
 * items behind that one, and over what stands behind those in turn, until it meets the right
 * neighbor. Of two items behind one neighbor it walks from one over the other only where they were
 * written at the same time: text that is inserted there later names the earlier as its right
 * neighbor, so the earlier is placed first and ends the walk.
 */
export function conflictsIn(updates: readonly DecodedUpdate[]): Conflicts {
  return new Items(updates).conflicts();
}

type Ids = Map<number, Set<number>>;
const NO_CUTS = new Float64Array(0);

/** Items by number, cut wherever another item or a deletion begins or ends. */
class Items {
  readonly #starts = new Map<number, Map<number, number>>();
  readonly #ends = new Map<number, Map<number, number>>();
  readonly #structs: Y.Item[] = [];
  /** Whether an item continues the one before it in the same struct. */
  readonly #continues: boolean[] = [];
  readonly #clients = new Map<number, Y.Item[]>();
  /** The groups of items that were asked for; null where what they stand beside names no parent. */
  readonly #groups = new Map<Y.Item, number | null>();

  constructor(updates: readonly DecodedUpdate[]) {
    const cuts: Ids = new Map();
    const cut = (client: number, clock: number) => {
      const ofClient = cuts.get(client);
      if (ofClient) ofClient.add(clock);
      else cuts.set(client, new Set([clock]));
    };
    for (const { sections, deleted } of updates) {
      cutDeleted(deleted, cut);
      for (const { client, structs } of sections) {
        const items = this.#clients.get(client) ?? [];
        this.#clients.set(client, items);
        for (const struct of structs) {
          if (!isItem(struct)) continue;
          items.push(struct);
          const { origin, rightOrigin } = struct;
          if (origin) cut(origin.client, origin.clock + 1);
          if (rightOrigin) cut(rightOrigin.client, rightOrigin.clock);
        }
      }
    }
    for (const [client, items] of this.#clients) {
      const ofClient = cuts.get(client);
      this.#cutAll(items, ofClient ? Float64Array.from(ofClient).sort() : NO_CUTS);
    }
  }

  conflicts(): Conflicts {
    const count = this.#structs.length;
    const parents = new Int32Array(count);
    const groups = new Int32Array(count);
    const keys = new Map<string, number>();
    for (let item = 0; item < count; item += 1) {
      const parent = this.#parentOf(item);
      parents[item] = parent;
      groups[item] =
        parent >= 0 ? parent : this.#groupOf(this.#structs[item] as Y.Item, keys, count);
    }
    const sizes = new Float64Array(count).fill(1);
    const upwards = addUp(parents, sizes);
    const inGroup = new Map<number, number>();
    for (const group of groups) inGroup.set(group, (inGroup.get(group) ?? 0) + 1);
    // The right neighbor of an item, where that is behind the same left neighbor.
    const rights = new Int32Array(count).fill(-1);
    for (let item = 0; item < count; item += 1) {
      const right = this.#continues[item] ? null : this.#structs[item]?.rightOrigin;
      const at = right ? (this.#starts.get(right.client)?.get(right.clock) ?? -1) : -1;
      if (at >= 0 && groups[at] === groups[item]) rights[item] = at;
    }
    const needing = new Float64Array(count).fill(1);
    const order = addUp(rights, needing);
    const needed = new Float64Array(count);
    for (const item of order.toReversed()) {
      const right = rights[item] as number;
      if (right >= 0) needed[item] = (needed[right] as number) + 1;
    }
    // The items that it and those before it may be walked over for.
    const widths = new Float64Array(count);
    let [steps, widest, group] = [0, 0, 0];
    for (const item of upwards.toReversed()) {
      const among = inGroup.get(groups[item] as number) as number;
      const others = among - (needing[item] as number) - (needed[item] as number);
      const parent = parents[item] as number;
      const width = others + (parent >= 0 ? (widths[parent] as number) : 0);
      widths[item] = width;
      steps += (sizes[item] as number) * others;
      widest = Math.max(widest, width);
      group = Math.max(group, among);
    }
    return { steps, items: count, widest, group };
  }

  /** Cuts items at those of the ascending cuts that are inside them. */
  #cutAll(items: readonly Y.Item[], cuts: Float64Array): void {
    for (const item of items) {
      const { client, clock } = item.id;
      const end = clock + item.length;
      let start = clock;
      // An item of a few bytes may have billions of ids: only its cuts are visited.
      for (let index = firstAbove(cuts, clock); index < cuts.length; index += 1) {
        const at = cuts[index] as number;
        if (at >= end) break;
        this.#add(item, client, start, at);
        start = at;
      }
      this.#add(item, client, start, end);
    }
  }

  #add(item: Y.Item, client: number, start: number, end: number): void {
    const number = this.#structs.length;
    this.#structs.push(item);
    this.#continues.push(start > item.id.clock);
    numbered(this.#starts, client).set(start, number);
    numbered(this.#ends, client).set(end - 1, number);
  }

  /** The item that it stands behind; -1 where it stands at a beginning. */
  #parentOf(item: number): number {
    if (this.#continues[item]) return item - 1;
    const origin = this.#structs[item]?.origin;
    return origin ? (this.#ends.get(origin.client)?.get(origin.clock) ?? -1) : -1;
  }

  /** A number for the beginning at which it stands: of a shared type, or of an attribute's values. */
  #groupOf(item: Y.Item, keys: Map<string, number>, count: number): number {
    const groups = this.#groups;
    const walked: Y.Item[] = [];
    let at: Y.Item | undefined = item;
    // Only a right neighbor is given: what is before it stands at the same beginning.
    while (at && !at.parent && !groups.has(at)) {
      walked.push(at);
      // Forged ones may stand around in a circle.
      groups.set(at, null);
      const beside: Y.ID | null = at.rightOrigin ?? at.origin;
      at = beside ? this.#structs[this.#containing(beside)] : undefined;
    }
    const group = at ? groups.get(at) : null;
    if (group === null || !at) return numberOf(keyOf(item), keys, count);
    const found = group ?? numberOf(keyOf(at), keys, count);
    groups.set(at, found);
    for (const before of walked) groups.set(before, found);
    return found;
  }

  /** The item that begins or ends there; -1 where there is none. */
  #containing({ client, clock }: Y.ID): number {
    return this.#starts.get(client)?.get(clock) ?? this.#ends.get(client)?.get(clock) ?? -1;
  }
}

function keyOf({ parent, parentSub }: Y.Item): string {
  const of = parent instanceof Y.ID ? `${parent.client}:${parent.clock}` : "";
  return `${of} ${parentSub ?? ""}`;
}

function numberOf(key: string, keys: Map<string, number>, count: number): number {
  const number = keys.get(key) ?? count + keys.size;
  keys.set(key, number);
  return number;
}

/** The index of the first number above it, in ascending order. */
function firstAbove(numbers: Float64Array, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Adds to each item what was added to those whose parent it is, all the way up. Returns the items in
 * an order in which each comes before its parent.
 */
function addUp(parents: Int32Array, sums: Float64Array): number[] {
  const children = new Int32Array(parents.length);
  for (const parent of parents)
    if (parent >= 0) children[parent] = (children[parent] as number) + 1;
  const order: number[] = [];
  for (let item = 0; item < parents.length; item += 1) if (children[item] === 0) order.push(item);
  for (let at = 0; at < order.length; at += 1) {
    const item = order[at] as number;
    const parent = parents[item] as number;
    if (parent < 0) continue;
    sums[parent] = (sums[parent] as number) + (sums[item] as number);
    children[parent] = (children[parent] as number) - 1;
    if (children[parent] === 0) order.push(parent);
  }
  return order;
}

function numbered(of: Map<number, Map<number, number>>, client: number): Map<number, number> {
  const known = of.get(client) ?? new Map<number, number>();
  of.set(client, known);
  return known;
}

function cutDeleted(deleted: IdRanges, cut: (client: number, clock: number) => void): void {
  for (const [client, ranges] of deleted) {
    for (const { clock, length } of ranges) {
      cut(client, clock);
      cut(client, clock + length);
    }
  }
}

function isItem(struct: Struct): struct is Y.Item {
  return struct instanceof Y.Item;
}
