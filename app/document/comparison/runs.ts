import type { Effort } from "./effort.ts";
import { longestRising } from "./rising.ts";

/** A unit of comparison: a word, a blank, another character, a node, the beginning of a block. */
export interface ComparedToken {
  /** Tokens with the same key read the same. */
  readonly key: string;
  /** The letters of a word; 0 of everything else. */
  readonly letters: number;
}

/** A result of a comparison: a run of both sides that reads the same, or one replaced by another. */
export interface ComparedRun<T> {
  readonly alike: boolean;
  readonly before: readonly T[];
  readonly after: readonly T[];
}

/** The longest edit that is searched for between two tokens that both sides have once. */
const LONGEST_BETWEEN = 100;
/** Below this share of common text, two sides are easier to read one after the other. */
const TOO_LITTLE_IN_COMMON = 0.25;
/** So few common letters between two changes are chance, and count as part of the change. */
export const STRAY_LETTERS = 3;

/**
 * The runs of two sides in order; null where finding them would cost too much.
 * @param longest the longest edit that is searched for, in tokens.
 */
export function comparedRuns<T extends ComparedToken>(
  old: readonly T[],
  now: readonly T[],
  effort: Effort,
  longest: number,
): ComparedRun<T>[] | null {
  if (old.length === 0 || now.length === 0) return replaced(old, now);
  const keys = (tokens: readonly T[]) => tokens.map(({ key }) => key);
  const compared = effort.compare(keys(old), keys(now), longest);
  if (!compared) return null;
  const runs: GrowingRun<T>[] = [];
  let [from, to] = [0, 0];
  for (const { in: side, count } of compared) {
    const before = side === "now" ? [] : old.slice(from, from + count);
    const after = side === "old" ? [] : now.slice(to, to + count);
    from += before.length;
    to += after.length;
    pushRun(runs, { alike: side === "both", before, after });
  }
  return runs;
}

/** The same, at any length: what costs too much is cut at the tokens that both sides have once. */
export function boundedRuns<T extends ComparedToken>(
  old: readonly T[],
  now: readonly T[],
  effort: Effort,
  longest: number,
): ComparedRun<T>[] {
  const whole = comparedRuns(old, now, effort, longest);
  if (whole) return whole;
  const later = onlyPlaces(now);
  const common = [...onlyPlaces(old)].flatMap(([key, from]) => {
    const to = later.get(key);
    return from === null || to === undefined || to === null ? [] : [{ from, to }];
  });
  const runs: GrowingRun<T>[] = [];
  let [from, to] = [0, 0];
  const end = { from: old.length, to: now.length };
  for (const cut of [...longestRising(common, (one) => one.to), end]) {
    const [before, after] = [old.slice(from, cut.from), now.slice(to, cut.to)];
    const between = comparedRuns(before, after, effort, LONGEST_BETWEEN);
    for (const run of between ?? replaced(before, after)) pushRun(runs, run);
    const [one, other] = [old[cut.from], now[cut.to]];
    if (one && other) pushRun(runs, { alike: true, before: [one], after: [other] });
    [from, to] = [cut.from + 1, cut.to + 1];
  }
  return runs;
}

/** The place of each key that is there once; null of one that is there again. */
export function onlyPlaces(tokens: readonly ComparedToken[]): Map<string, number | null> {
  const places = new Map<string, number | null>();
  tokens.forEach(({ key }, at) => places.set(key, places.has(key) ? null : at));
  return places;
}

export function replaced<T>(before: readonly T[], after: readonly T[]): ComparedRun<T>[] {
  return before.length + after.length === 0 ? [] : [{ alike: false, before, after }];
}

/**
 * Runs as people read them: what both sides have by chance counts as changed.
 * @param isCertain of a run that reads the same, whether it does not by chance.
 */
export function withoutChance<T extends ComparedToken>(
  runs: readonly ComparedRun<T>[],
  isCertain: (run: ComparedRun<T>) => boolean = () => false,
): ComparedRun<T>[] {
  const all = (side: "before" | "after") => runs.flatMap((run) => run[side]);
  const common = runs.filter(({ alike }) => alike).flatMap(({ after }) => after);
  const share =
    (2 * lettersOf(common)) / Math.max(1, lettersOf(all("before")) + lettersOf(all("after")));
  const isLittle = share < TOO_LITTLE_IN_COMMON;
  const kept: GrowingRun<T>[] = [];
  runs.forEach((run, index) => {
    const isBetween = index > 0 && index < runs.length - 1;
    const isChance = isLittle || (isBetween && lettersOf(run.after) <= STRAY_LETTERS);
    const alike = run.alike && (!isChance || isCertain(run));
    pushRun(kept, { ...run, alike });
  });
  return withoutSharedBlanks(kept);
}

/** Splits off blanks at the ends of a change that both sides have. */
function withoutSharedBlanks<T extends ComparedToken>(
  runs: readonly ComparedRun<T>[],
): ComparedRun<T>[] {
  const kept: GrowingRun<T>[] = [];
  for (const { alike, before, after } of runs) {
    const head = !alike && sharesBlank(before[0], after[0]) ? 1 : 0;
    const long = Math.min(before.length, after.length) > head;
    const tail = !alike && long && sharesBlank(before.at(-1), after.at(-1)) ? 1 : 0;
    const part = (same: boolean, cut: (tokens: readonly T[]) => readonly T[]) => {
      const run = { alike: same, before: cut(before), after: cut(after) };
      if (run.before.length + run.after.length > 0) pushRun(kept, run);
    };
    part(true, (tokens) => tokens.slice(0, head));
    part(alike, (tokens) => tokens.slice(head, tokens.length - tail));
    part(true, (tokens) => tokens.slice(tokens.length - tail));
  }
  return kept;
}

function sharesBlank(one: ComparedToken | undefined, other: ComparedToken | undefined): boolean {
  return one !== undefined && one.key === other?.key && one.key.trim() === "";
}

/** A run that goes on to grow: its lists are its own. */
interface GrowingRun<T> extends ComparedRun<T> {
  readonly before: T[];
  readonly after: T[];
}

function pushRun<T>(runs: GrowingRun<T>[], { alike, before, after }: ComparedRun<T>): void {
  const last = runs.at(-1);
  if (last?.alike !== alike) {
    runs.push({ alike, before: [...before], after: [...after] });
    return;
  }
  for (const one of before) last.before.push(one);
  for (const one of after) last.after.push(one);
}

export function lettersOf(tokens: readonly ComparedToken[]): number {
  return tokens.reduce((sum, token) => sum + token.letters, 0);
}
