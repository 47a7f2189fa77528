import type { Effort } from "./effort.ts";
import { Pairs, type UnitPair } from "./pairs.ts";
import { likeness, type RedlineUnit } from "./units.ts";

export type { UnitPair } from "./pairs.ts";

/** An id is kept while its words are replaced, and so is believed only where some are left. */
const SAME_BLOCK = 0.3;
/** Without an id in common two units are one that was edited if they read that much alike. */
const EDITED = 0.5;
/** A unit found word for word elsewhere was moved; shorter ones recur by chance. */
const WORDS_TO_RECOGNISE = 4;
/** The longest edit of the sequence of units that is looked for. */
const LONGEST_EDIT = 3_000;

/**
 * Which unit of the later text is which of the earlier: by id, then by text. Answers every unit of
 * both exactly once; what is paired stands at its later place.
 */
export function alignUnits(
  old: readonly RedlineUnit[],
  now: readonly RedlineUnit[],
  effort: Effort,
): UnitPair[] {
  const pairs = new Pairs(old, now);
  const byId = pairsById(old, now);
  for (const [from, to] of byId) {
    const [one, other] = [old[from], now[to]];
    if (one && other && likeness(one, other) >= SAME_BLOCK) pairs.join(from, to);
  }
  pairByText(pairs, effort);
  pairEdited(pairs, effort);
  pairMoved(pairs);
  // What is left of the ids: a block whose words were all replaced is still that block.
  for (const [from, to] of byId) pairs.join(from, to);
  return pairs.inOrder();
}

/** Places that carry the same id, where no id stands twice on either side. */
function pairsById(old: readonly RedlineUnit[], now: readonly RedlineUnit[]): [number, number][] {
  const later = placesById(now);
  return [...placesById(old)].flatMap(([id, from]): [number, number][] => {
    const to = later.get(id);
    return from === null || to === undefined || to === null ? [] : [[from, to]];
  });
}

/** The place of each id; null where it stands twice. */
function placesById(units: readonly RedlineUnit[]): Map<string, number | null> {
  const places = new Map<string, number | null>();
  units.forEach(({ id }, place) => {
    if (id !== null) places.set(id, places.has(id) ? null : place);
  });
  return places;
}

/** Pairs units that read the same and stand between the same neighbors (LCS). */
function pairByText(pairs: Pairs, effort: Effort): void {
  const { old, now, ofOld, ofNew } = pairs;
  const steady = pairs.steady();
  const isFixed = (to: number | null | undefined) => typeof to === "number" && steady.has(to);
  const oldKeys = old.map(({ key }, from) =>
    isFixed(ofOld[from]) ? `#${ofOld[from]}` : ofOld[from] === null ? key : `<${from}`,
  );
  const newKeys = now.map(({ key }, to) =>
    isFixed(to) ? `#${to}` : ofNew[to] === null ? key : `>${to}`,
  );
  let from = 0;
  let to = 0;
  for (const stretch of effort.compare(oldKeys, newKeys, LONGEST_EDIT) ?? []) {
    const { count } = stretch;
    if (stretch.in === "both") {
      for (let index = 0; index < count; index += 1) pairs.join(from + index, to + index);
    }
    if (stretch.in !== "now") from += count;
    if (stretch.in !== "old") to += count;
  }
}

/** Pairs, within each gap between steady pairs, the units that were edited; in their order. */
function pairEdited(pairs: Pairs, effort: Effort): void {
  const steady = [...pairs.steady()].toSorted((one, other) => one - other);
  let [from, to] = [0, 0];
  for (const end of [...steady, null]) {
    const oldEnd = end === null ? pairs.old.length : (pairs.ofNew[end] ?? from);
    const newEnd = end ?? pairs.now.length;
    pairGap(pairs, free(pairs.ofOld, from, oldEnd), free(pairs.ofNew, to, newEnd), effort);
    [from, to] = [oldEnd + 1, newEnd + 1];
  }
}

function free(paired: readonly (number | null)[], from: number, end: number): number[] {
  const places: number[] = [];
  for (let place = from; place < end; place += 1) if (paired[place] === null) places.push(place);
  return places;
}

function pairGap(
  pairs: Pairs,
  olds: readonly number[],
  news: readonly number[],
  effort: Effort,
): void {
  if (olds.length === 0 || news.length === 0) return;
  // Each comparison reads the words of a unit, some dozens.
  if (!effort.spend(olds.length * news.length * 32)) return;
  // The pairing in order that has most in common: best[i][j] of the units from i and j on.
  const best = olds.map(() => news.map(() => 0));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  const alike = olds.map((from) =>
    news.map((to) => {
      const [one, other] = [pairs.old[from], pairs.now[to]];
      const how = one && other ? likeness(one, other) : 0;
      return how >= EDITED ? how : 0;
    }),
  );
  for (const [i, row] of [...best.entries()].toReversed()) {
    for (let j = news.length - 1; j >= 0; j -= 1) {
      const common = alike[i]?.[j] ?? 0;
      const joined = common > 0 ? common + at(i + 1, j + 1) : 0;
      row[j] = Math.max(at(i + 1, j), at(i, j + 1), joined);
    }
  }
  let [i, j] = [0, 0];
  while (i < olds.length && j < news.length) {
    if (at(i, j) === at(i + 1, j)) i += 1;
    else if (at(i, j) === at(i, j + 1)) j += 1;
    else {
      pairs.join(olds[i] ?? 0, news[j] ?? 0);
      i += 1;
      j += 1;
    }
  }
}

/** Pairs what reads the same and stands elsewhere: moved under a new id. */
function pairMoved(pairs: Pairs): void {
  const single = (units: readonly RedlineUnit[], paired: readonly (number | null)[]) => {
    const places = new Map<string, number | null>();
    units.forEach(({ key, wordCount }, place) => {
      if (paired[place] !== null || wordCount < WORDS_TO_RECOGNISE) return;
      places.set(key, places.has(key) ? null : place);
    });
    return places;
  };
  const later = single(pairs.now, pairs.ofNew);
  for (const [key, from] of single(pairs.old, pairs.ofOld)) {
    const to = later.get(key);
    if (from !== null && to !== undefined && to !== null) pairs.join(from, to);
  }
}
