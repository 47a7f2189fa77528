/**
 * What was deleted and written again, as undoing, moving and putting back do, is no change of the
 * text, though its items are others. Within a run of differences, what is gone is compared with what
 * came: what both have at the beginning or the end, and stretches that one person took out and that
 * were written again as a whole, wherever in the run they stand.
 */
import { equalAttrs } from "#app/document/flow/formats.ts";
import type { ChangePlace } from "./change.ts";
import type { Difference, OneSided, Restyled } from "./difference.ts";
import {
  afterUnit,
  isHighHalf,
  isLowHalf,
  isSame,
  partOf,
  placeOf,
  type Unit,
  unitsOf,
} from "./units.ts";
import { PLAIN_LOOK } from "./walk-items.ts";

/** The most letters and nodes of a run in which words that were written again are looked for. */
const MOST_UNITS = 40_000;
/** The most stretches that are tried in a run. */
const MOST_STRETCHES = 400;

/** Units that are gone, from `gone` on, and as many that came and read the same. */
interface Rewritten {
  readonly gone: number;
  readonly came: number;
  readonly length: number;
}

interface Range {
  readonly gone: readonly [from: number, to: number];
  readonly came: readonly [from: number, to: number];
}

interface Sides {
  readonly gone: readonly Unit[];
  readonly came: readonly Unit[];
}

/** What is left of a run, in parts between which the text is as it was. */
export function withoutRewritten(run: readonly OneSided[]): Different[][] {
  return partsOf(run).map((parts) =>
    marked(parts).filter((part) => !("item" in part) || part.item !== null),
  );
}

/**
 * Blocks that begin without a marker are there to be compared alone; one that has got a marker is the
 * same block with another look.
 */
function marked(parts: readonly Different[]): Different[] {
  const began = parts.findLastIndex((part) => part.state === "deleted" && part.item === null);
  if (began < 0) return [...parts];
  const isMarker = (part: Different) =>
    part.state === "inserted" && part.item !== null && part.what === "row" && part.name === "block";
  const before = parts.slice(0, began).findLastIndex(isMarker);
  const marker = before < 0 ? parts.findIndex(isMarker) : before;
  return parts.map((part, index) => {
    if (index !== marker || !("item" in part)) return part;
    const { at, ids, doer } = part;
    return { state: "reshaped", at, ids, doer, before: { ...PLAIN_LOOK }, isInline: false };
  });
}

type Different = Exclude<Difference, { readonly state: "same" }>;

function partsOf(run: readonly OneSided[]): Different[][] {
  const sides = { gone: unitsOf(run, "deleted"), came: unitsOf(run, "inserted") };
  const { gone, came } = sides;
  if (gone.length === 0 || came.length === 0 || gone.length + came.length > MOST_UNITS) {
    return [[...run]];
  }
  const rewritten = aligned(sides);
  if (rewritten.length === 0) return [[...run]];
  const parts: Different[][] = [];
  let [fromGone, fromCame] = [0, 0];
  for (const stretch of [...rewritten, { gone: gone.length, came: came.length, length: 0 }]) {
    parts.push(
      leftIn(sides, { gone: [fromGone, stretch.gone], came: [fromCame, stretch.came] }),
      restyledIn(sides, stretch),
    );
    fromGone = stretch.gone + stretch.length;
    fromCame = stretch.came + stretch.length;
  }
  return parts;
}

/** What reads the same on both sides, in order. */
function aligned(sides: Sides): Rewritten[] {
  const all: Range = { gone: [0, sides.gone.length], came: [0, sides.came.length] };
  const byEnds = alignedByEnds(sides, all, true);
  if (sizeOf(byEnds) === Math.min(sides.gone.length, sides.came.length)) return byEnds;
  // What both begin with may be there by chance, as paragraphs of one kind are.
  const byStretches = alignedByStretches(sides, all);
  return sizeOf(byStretches) > sizeOf(byEnds) ? byStretches : byEnds;
}

function sizeOf(stretches: readonly Rewritten[]): number {
  return stretches.reduce((sum, { length }) => sum + length, 0);
}

/** @param isWhole whether stretches are looked for between what both begin and end with. */
function alignedByEnds(sides: Sides, range: Range, isWhole: boolean): Rewritten[] {
  const { gone, came } = sides;
  const [[g0, g1], [c0, c1]] = [range.gone, range.came];
  const most = Math.min(g1 - g0, c1 - c0);
  let first = 0;
  while (first < most && isSame(gone[g0 + first], came[c0 + first])) first += 1;
  if (first > 0 && first < most && isHighHalf(gone[g0 + first - 1])) first -= 1;
  let last = 0;
  while (last < most - first && isSame(gone[g1 - 1 - last], came[c1 - 1 - last])) last += 1;
  if (last > 0 && last < most - first && isLowHalf(gone[g1 - last])) last -= 1;
  const out: Rewritten[] = [];
  if (first > 0) out.push({ gone: g0, came: c0, length: first });
  if (isWhole && first + last < most) {
    const inner = { gone: [g0 + first, g1 - last], came: [c0 + first, c1 - last] } as const;
    out.push(...alignedByStretches(sides, inner));
  }
  if (last > 0) out.push({ gone: g1 - last, came: c1 - last, length: last });
  return out;
}

function alignedByStretches(sides: Sides, { gone, came }: Range): Rewritten[] {
  const out: Rewritten[] = [];
  let [fromGone, fromCame] = [gone[0], came[0]];
  const between = (toGone: number, toCame: number) =>
    alignedByEnds(sides, { gone: [fromGone, toGone], came: [fromCame, toCame] }, false);
  const chain = bestChain(wholeStretches(sides, { gone, came }));
  for (const stretch of chain) {
    out.push(...between(stretch.gone, stretch.came), stretch);
    fromGone = stretch.gone + stretch.length;
    fromCame = stretch.came + stretch.length;
  }
  if (chain.length > 0) out.push(...between(gone[1], came[1]));
  return out;
}

/**
 * Stretches that read the same: whole where they are gone, since one person took them out or since
 * something stands before and behind; and beginning or ending what came, as its ids follow on each
 * other. Letters that two texts share by chance are neither.
 */
function wholeStretches(sides: Sides, range: Range): Rewritten[] {
  const { gone, came } = sides;
  const goneEdges = edgesOf(gone, range.gone, isByOthers);
  const cameEdges = edgesOf(came, range.came, isElsewhere);
  const stretches: Rewritten[] = [];
  const look = (by: 1 | -1) => {
    const first = by > 0 ? 0 : -1;
    const starts = new Map<string, number[]>();
    for (const at of cameEdges) {
      const name = came[at + first]?.name ?? "";
      starts.set(name, [...(starts.get(name) ?? []), at]);
    }
    for (const g of goneEdges) {
      for (const c of starts.get(gone[g + first]?.name ?? "") ?? []) {
        let length = 0;
        for (let n = 1; n <= mostFrom(range, g, c, by); n += 1) {
          const at = by > 0 ? n - 1 : -n;
          if (!isSame(gone[g + at], came[c + at])) break;
          if (goneEdges.has(g + by * n)) length = n;
        }
        const back = by > 0 ? 0 : length;
        if (length > 0) stretches.push({ gone: g - back, came: c - back, length });
      }
    }
  };
  look(1);
  look(-1);
  if (stretches.length <= MOST_STRETCHES) return stretches;
  return stretches.sort((one, other) => other.length - one.length).slice(0, MOST_STRETCHES);
}

function mostFrom({ gone, came }: Range, g: number, c: number, by: 1 | -1): number {
  return by > 0 ? Math.min(gone[1] - g, came[1] - c) : Math.min(g - gone[0], c - came[0]);
}

/** The places in a range at which something else begins. */
function edgesOf(
  units: readonly Unit[],
  [from, to]: Range["gone"],
  isElse: (before: Unit, unit: Unit) => boolean,
): Set<number> {
  const edges = new Set<number>([from, to]);
  for (let at = from + 1; at < to; at += 1) {
    const [before, unit] = [units[at - 1], units[at]];
    if (!before || !unit || before.of === unit.of) continue;
    // What the other side has between them stands in the run as well.
    if (unit.order > before.order + 1 || isElse(before, unit)) edges.add(at);
  }
  return edges;
}

function isByOthers(before: Unit, unit: Unit): boolean {
  return before.of.doer?.person !== unit.of.doer?.person;
}

function isElsewhere(before: Unit, unit: Unit): boolean {
  const [one, other] = [before.of.ids.at(-1), unit.of.ids[0]];
  return !one || !other || one.client !== other.client || one.clock + one.length !== other.clock;
}

/** The stretches that keep most units, both sides in order. */
function bestChain(all: readonly Rewritten[]): Rewritten[] {
  const list = all.toSorted((one, other) => one.gone - other.gone || one.came - other.came);
  const best: { readonly sum: number; readonly before: number }[] = [];
  let end = -1;
  for (const [at, stretch] of list.entries()) {
    let [sum, before] = [0, -1];
    for (const [index, prior] of list.slice(0, at).entries()) {
      const isBefore =
        prior.gone + prior.length <= stretch.gone && prior.came + prior.length <= stretch.came;
      const kept = best[index]?.sum ?? 0;
      if (isBefore && kept > sum) [sum, before] = [kept, index];
    }
    best.push({ sum: sum + stretch.length, before });
    if (end < 0 || sum + stretch.length > (best[end]?.sum ?? 0)) end = at;
  }
  const chain: Rewritten[] = [];
  for (let at = end; at >= 0; at = best[at]?.before ?? -1) {
    const stretch = list[at];
    if (stretch) chain.push(stretch);
  }
  return chain.reverse();
}

/** The units of a range as differences, in the order of the run. */
function leftIn({ gone, came }: Sides, { gone: [g0, g1], came: [c0, c1] }: Range): OneSided[] {
  const left: OneSided[] = [];
  let c = c0;
  for (let g = g0; g < g1 || c < c1;) {
    const [unit, other] = [g < g1 ? gone[g] : undefined, c < c1 ? came[c] : undefined];
    if (unit && (!other || unit.order < other.order)) {
      const length = lengthFrom(gone, g, g1);
      left.push({ ...partOf(unit, length), at: placeBetween(came, c, [c0, c1]) ?? unit.of.at });
      g += length;
    } else if (other) {
      const length = lengthFrom(came, c, c1);
      left.push(partOf(other, length));
      c += length;
    }
  }
  return left;
}

/** How many units from there on are of one difference. */
function lengthFrom(units: readonly Unit[], from: number, to: number): number {
  const unit = units[from];
  let length = 1;
  while (unit && unit.letter !== null && from + length < to && units[from + length]?.of === unit.of)
    length += 1;
  return length;
}

/** The place before the unit that came at an index of a range; behind the last one where there is none. */
function placeBetween(
  came: readonly Unit[],
  at: number,
  [from, to]: Range["came"],
): ChangePlace | null {
  if (at < to) return placeOf(came[at]);
  return (to > from || from > 0 ? afterUnit(came[at - 1]) : null) ?? placeOf(came[at]);
}

function restyledIn({ gone, came }: Sides, stretch: Rewritten): Restyled[] {
  return came
    .slice(stretch.came, stretch.came + stretch.length)
    .flatMap((unit, index): Restyled[] => {
      const before = gone[stretch.gone + index];
      if (!before || unit.letter === null || equalAttrs(before.attrs, unit.attrs)) return [];
      const { doer, ids } = partOf(unit, 1);
      const at = placeOf(unit) ?? unit.of.at;
      return [{ state: "restyled", at, ids, doer, before: before.attrs, size: 1 }];
    });
}
