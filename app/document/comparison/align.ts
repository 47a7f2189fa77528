import type { Effort } from "./effort.ts";
import { Pairs, type UnitPair } from "./pairs.ts";
import { comparedRuns, type ComparedToken } from "./runs.ts";
import { likeness, type RedlineUnit } from "./units.ts";

export type { UnitPair } from "./pairs.ts";

/**
 * An id survives the replacement of all text, so equal ids only count where at least this share of
 * the words is common.
 */
const SAME_BLOCK = 0.3;
/** Two units without a common id are the same, edited, if this share of their words is common. */
const EDITED = 0.5;
/**
 * A unit that recurs verbatim elsewhere counts as moved from this many words on; shorter ones recur
 * by chance.
 */
const WORDS_TO_RECOGNIZE = 4;
/** The longest edit script between the sequences of units that is searched for. */
const LONGEST_EDIT = 3_000;

/**
 * Pairs the units of two texts: by id, then by text. Returns every unit of both exactly once; a
 * pair is at its later place.
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
  // The remaining ids: a block whose text was replaced entirely is still that block.
  for (const [from, to] of byId) pairs.join(from, to);
  return pairs.inOrder();
}

/** Pairs of places with the same id, unless the id is duplicated on either side. */
function pairsById(old: readonly RedlineUnit[], now: readonly RedlineUnit[]): [number, number][] {
  const later = placesById(now);
  return [...placesById(old)].flatMap(([id, from]): [number, number][] => {
    const to = later.get(id);
    if (from === null || to === undefined || to === null) return [];
    return isSameKind(old[from], now[to]) ? [[from, to]] : [];
  });
}

/** A block without words can't be told as edited: with other attributes it is another block. */
function isSameKind(one: RedlineUnit | undefined, other: RedlineUnit | undefined): boolean {
  if (one?.type !== other?.type) return false;
  return one?.type !== "other" || one.key === other?.key;
}

/** The place of each id; null where it is duplicated. */
function placesById(units: readonly RedlineUnit[]): Map<string, number | null> {
  const places = new Map<string, number | null>();
  units.forEach(({ id }, place) => {
    if (id !== null) places.set(id, places.has(id) ? null : place);
  });
  return places;
}

/** Pairs units with the same text between the same neighbors (LCS). */
function pairByText(pairs: Pairs, effort: Effort): void {
  const { old, now, ofOld, ofNew } = pairs;
  const steady = pairs.steady();
  const isFixed = (to: number | null | undefined) => typeof to === "number" && steady.has(to);
  const olds = old.map(({ key }, from) => {
    const to = ofOld[from] ?? null;
    return unitToken(isFixed(to) ? `#${to}` : to === null ? key : `<${from}`);
  });
  const news = now.map(({ key }, to) =>
    unitToken(isFixed(to) ? `#${to}` : ofNew[to] === null ? key : `>${to}`),
  );
  let [from, to] = [0, 0];
  for (const { alike, before, after } of comparedRuns(olds, news, effort, LONGEST_EDIT) ?? []) {
    if (alike) before.forEach((_, index) => pairs.join(from + index, to + index));
    from += before.length;
    to += after.length;
  }
}

function unitToken(key: string): ComparedToken {
  return { key, letters: 0 };
}

/** Pairs edited units within each gap between unmoved pairs, in order. */
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
  // Dynamic programming: best[i][j] is the largest likeness of the units from i and j on.
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

/** Pairs units with the same text elsewhere: moved under a new id. */
function pairMoved(pairs: Pairs): void {
  const single = (units: readonly RedlineUnit[], paired: readonly (number | null)[]) => {
    const places = new Map<string, number | null>();
    units.forEach(({ key, wordCount }, place) => {
      if (paired[place] !== null || wordCount < WORDS_TO_RECOGNIZE) return;
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
