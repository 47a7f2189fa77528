/** Pairs equal units of the text before and after: what is kept, deleted and inserted. */
import type { Node } from "@tiptap/pm/model";
import type { Change } from "./changes.ts";
import { equalValue } from "./formats.ts";
import { OWN_ID } from "./layout.ts";
import { type FlowUnit, type LetterUnit, firstId } from "./units.ts";

/** `a` alone is deleted, `b` alone is inserted, both are kept. */
export type Op =
  | { readonly a: FlowUnit; readonly b: FlowUnit }
  | { readonly a: FlowUnit; readonly b: null }
  | { readonly a: null; readonly b: FlowUnit };

/** A name that identifies a unit wherever it is; null for letters and inline atoms. */
function nameOf(unit: FlowUnit): string | null {
  if (unit.kind === "letters" || unit.kind === "inline") return null;
  if (unit.kind === "table") return `table ${String(firstId(unit.node))}`;
  if (!OWN_ID.has(unit.node.type.name)) return null;
  return `${unit.kind} ${String(unit.node.attrs.id)}`;
}

function isSame(a: FlowUnit, b: FlowUnit): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "letters") return a.text === (b as typeof a).text;
  if (a.node === b.node) return true;
  if (a.node.type !== b.node.type) return false;
  if (OWN_ID.has(a.node.type.name)) {
    return a.node.attrs.id !== null && a.node.attrs.id === b.node.attrs.id;
  }
  if (a.kind === "table") return firstId(a.node) !== null && firstId(a.node) === firstId(b.node);
  return equalValue(a.node.attrs, b.node.attrs);
}

/** Pairs the units of a changed range: common prefix and suffix, then named units by name. */
export function pairUnits(a: readonly FlowUnit[], b: readonly FlowUnit[], out: Op[]): void {
  pairRange(a, b, out, true);
}

function pairRange(
  a: readonly FlowUnit[],
  b: readonly FlowUnit[],
  out: Op[],
  byName: boolean,
): void {
  const starts: Op[] = [];
  for (const pair of zip(a, b)) {
    if (!isSame(pair.a, pair.b)) break;
    starts.push(pair);
  }
  const ends: Op[] = [];
  for (let n = 1; n <= Math.min(a.length, b.length) - starts.length; n += 1) {
    const [x, y] = [a.at(-n), b.at(-n)];
    if (!x || !y || !isSame(x, y)) break;
    ends.push({ a: x, b: y });
  }
  if (isByChance([...starts, ...ends], Math.min(a.length, b.length))) {
    starts.length = 0;
    ends.length = 0;
  }
  const prefix = starts.length;
  for (const op of starts) out.push(op);
  const restA = a.slice(prefix, a.length - ends.length);
  const restB = b.slice(prefix, b.length - ends.length);
  if (!byName || !pairByName(restA, restB, out)) pairRest(restA, restB, out);
  for (const op of ends.toReversed()) out.push(op);
}

/**
 * Whether two texts share only one or two letters, such as a period. Keeping those would place
 * text that others typed before the old period inside the new sentence.
 */
function isByChance(common: readonly Op[], shorter: number): boolean {
  return (
    common.length <= 2 &&
    common.length * 2 < shorter &&
    common.every(({ a }) => a?.kind === "letters" && a.size <= 2)
  );
}

function* zip(a: readonly FlowUnit[], b: readonly FlowUnit[]) {
  for (const [index, x] of a.entries()) {
    const y = b[index];
    if (!y) return;
    yield { a: x, b: y };
  }
}

/**
 * Pairs two ranges without common units: one unit of a kind becomes the other, or everything is
 * replaced.
 */
function pairRest(a: readonly FlowUnit[], b: readonly FlowUnit[], out: Op[]): void {
  const [x, y] = [a[0], b[0]];
  if (a.length === 1 && b.length === 1 && x && y && x.kind !== "letters") {
    if (x.kind === y.kind && x.node.type === y.node.type) {
      out.push({ a: x, b: y });
      return;
    }
  }
  // Inserts before it deletes, so that what others typed at the end of the old text comes after the
  // new.
  for (const unit of b) out.push({ a: null, b: unit });
  for (const unit of a) out.push({ a: unit, b: null });
}

/** False, without output, where both share no name. */
function pairByName(a: readonly FlowUnit[], b: readonly FlowUnit[], out: Op[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const places = new Map<string, number>();
  for (const [i, unit] of a.entries()) {
    const name = nameOf(unit);
    if (name !== null) places.set(name, i);
  }
  if (places.size === 0) return false;
  const pairs: (readonly [number, number])[] = [];
  for (const [j, unit] of b.entries()) {
    const name = nameOf(unit);
    const i = name === null ? undefined : places.get(name);
    if (i !== undefined) pairs.push([i, j]);
  }
  const chain = longestIncreasing(pairs);
  if (chain.length === 0) return false;
  let [fromA, fromB] = [0, 0];
  for (const [i, j] of chain) {
    const [x, y] = [a[i], b[j]];
    if (!x || !y) continue;
    pairRange(a.slice(fromA, i), b.slice(fromB, j), out, false);
    out.push({ a: x, b: y });
    [fromA, fromB] = [i + 1, j + 1];
  }
  pairRange(a.slice(fromA), b.slice(fromB), out, false);
  return true;
}

/** The longest chain of pairs in which both numbers increase; the second numbers are sorted. */
function longestIncreasing(pairs: readonly (readonly [number, number])[]) {
  const first = (at: number | undefined) => (at === undefined ? -1 : (pairs[at]?.[0] ?? -1));
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [at, [i]] of pairs.entries()) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (first(tails[middle]) < i) low = middle + 1;
      else high = middle;
    }
    before[at] = tails[low - 1];
    tails[low] = at;
  }
  const chain: (readonly [number, number])[] = [];
  for (let at = tails.at(-1); at !== undefined; at = before[at]) {
    const pair = pairs[at];
    if (pair) chain.push(pair);
  }
  return chain.reverse();
}

/**
 * Pairs the units of two ranges one to one outside of the changes, and by likeness inside. False,
 * without output, where the changes don't explain the whole difference.
 */
export function pairOutside(
  a: readonly FlowUnit[],
  b: readonly FlowUnit[],
  changes: readonly Change[],
  out: Op[],
): boolean {
  if (changes.length === 0) return false;
  const cuts: { a0: number; a1: number; b0: number; b1: number }[] = [];
  let [atA, atB] = [0, 0];
  for (const { fromA, toA, fromB, toB } of changes) {
    const [a0, a1] = unitsWithin(a, fromA, toA, atA);
    const [b0, b1] = unitsWithin(b, fromB, toB, atB);
    if (!areAlike(a, b, atA, a0, atB, b0)) return false;
    cuts.push({ a0, a1, b0, b1 });
    [atA, atB] = [a1, b1];
  }
  if (!areAlike(a, b, atA, a.length, atB, b.length)) return false;
  [atA, atB] = [0, 0];
  for (const { a0, a1, b0, b1 } of [
    ...cuts,
    { a0: a.length, a1: a.length, b0: b.length, b1: b.length },
  ]) {
    for (const pair of zip(a.slice(atA, a0), b.slice(atB, b0))) out.push(pair);
    pairRange(a.slice(a0, a1), b.slice(b0, b1), out, true);
    [atA, atB] = [a1, b1];
  }
  return true;
}

function areAlike(
  a: readonly FlowUnit[],
  b: readonly FlowUnit[],
  a0: number,
  a1: number,
  b0: number,
  b1: number,
): boolean {
  if (a1 - a0 !== b1 - b0) return false;
  for (let n = 0; n < a1 - a0; n += 1) {
    const [x, y] = [a[a0 + n], b[b0 + n]];
    if (!x || !y || x.kind !== y.kind || x.size !== y.size) return false;
    if (x.kind === "letters" && x.text !== (y as LetterUnit).text) return false;
  }
  return true;
}

/** The units from index `after` that a range of positions touches. */
function unitsWithin(
  units: readonly FlowUnit[],
  from: number,
  to: number,
  after: number,
): readonly [number, number] {
  const endOf = (unit: FlowUnit) => unit.pos + unit.size;
  // Binary search: 300 replaced places in one table or block would otherwise walk it 300 times.
  let [first, high] = [after, units.length];
  while (first < high) {
    const middle = (first + high) >> 1;
    const unit = units[middle];
    if (unit && endOf(unit) <= from) first = middle + 1;
    else high = middle;
  }
  let end = first;
  for (let unit = units[end]; unit && unit.pos < to; unit = units[end]) end += 1;
  // Includes a unit into which something is inserted, such as a footnote.
  const last = units[end];
  if (last && last.pos < from && endOf(last) > from) end += 1;
  return [first, end];
}

/**
 * Pairs children of a table or row: identical ones at both ends, then by the first id inside, in
 * order.
 */
export function pairChildren(a: Node, b: Node): (readonly [number | null, number | null])[] {
  const shorter = Math.min(a.childCount, b.childCount);
  let prefix = 0;
  while (prefix < shorter && a.child(prefix) === b.child(prefix)) prefix += 1;
  let suffix = 0;
  const last = (node: Node, n: number) => node.child(node.childCount - 1 - n);
  while (suffix < shorter - prefix && last(a, suffix) === last(b, suffix)) suffix += 1;
  const out: (readonly [number | null, number | null])[] = [];
  for (let n = 0; n < prefix; n += 1) out.push([n, n]);
  let [i, j] = [prefix, prefix];
  const [endA, endB] = [a.childCount - suffix, b.childCount - suffix];
  if (endA === endB) while (i < endA) out.push([i++, j++]);
  const left = new Map<unknown, number>();
  for (let n = j; n < endB; n += 1) left.set(firstId(b.child(n)), n);
  while (i < endA || j < endB) {
    const id = i < endA ? firstId(a.child(i)) : undefined;
    if (i >= endA) out.push([null, j++]);
    else if (j >= endB || (left.get(id) ?? -1) < j) out.push([i++, null]);
    else if (id === firstId(b.child(j))) out.push([i++, j++]);
    else out.push([null, j++]);
  }
  for (; i < a.childCount; i += 1, j += 1) out.push([i, j]);
  return out;
}
