/**
 * Text that was deleted and written again, as undoing, moving and putting back do, is no change,
 * though its items are others. Where items differ, what is gone is compared with what came: blocks by
 * their ids, then by words, with the comparison that redlines are made with.
 */
import { createEffort } from "#app/document/comparison/effort.ts";
import { boundedRuns, type ComparedRun, withoutChance } from "#app/document/comparison/runs.ts";
import { equalAttrs, equalValue } from "#app/document/flow/formats.ts";
import type { Difference, OneSided } from "./difference.ts";
import { afterPart, type ComparedPart, partsOf, placeOf, signsOf, sliceOf } from "./parts.ts";
import { PLAIN_LOOK } from "./walk-items.ts";

/** The most letters of a run of differences that are compared by words. */
const MOST_LETTERS = 40_000;
/** Steps of comparison for one run: some milliseconds, since it runs beside typing. */
const EFFORT = 200_000;
/** The longest edit that is searched for, in words. */
const LONGEST_EDIT = 200;

type Different = Exclude<Difference, { readonly state: "same" }>;
type PartRun = ComparedRun<ComparedPart>;

/** The rest of a run of differences, in parts between which the text is as it was. */
export function withoutRewritten(run: readonly OneSided[]): Different[][] {
  return leftOf(run).map((parts) =>
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

function leftOf(run: readonly OneSided[]): Different[][] {
  const { gone, came } = partsOf(run);
  const length = [...gone, ...came].reduce((sum, part) => sum + part.length, 0);
  if (gone.length === 0 || came.length === 0 || length > MOST_LETTERS) return [[...run]];
  const runs = comparedParts(gone, came);
  if (!runs.some(({ alike }) => alike)) return [[...run]];
  // Added words as runs have them: some are cut into signs by now.
  const all = runs.flatMap(({ after }) => after);
  let at = 0;
  return runs.map(({ alike, before, after }) => {
    const around = { before: all[at - 1], behind: all[at + after.length] };
    at += after.length;
    return alike ? otherLooks(before, after) : inOrder(before, after, around);
  });
}

function comparedParts(gone: readonly ComparedPart[], came: readonly ComparedPart[]): PartRun[] {
  const found = boundedRuns(gone, came, createEffort(EFFORT), LONGEST_EDIT).flatMap(heldInOther);
  const isAll = (side: "before" | "after") =>
    found.every((run) => run.alike || run[side].length === 0);
  // Where all that came stood there, or all that stood there came again, nothing of it is chance.
  return isAll("before") || isAll("after") ? found : withoutChance(found, isWhole);
}

/** Whether what reads the same is all that one person took out there. */
function isWhole({ before }: PartRun): boolean {
  const [first, last] = [before[0], before.at(-1)];
  return first?.from === 0 && last !== undefined && last.from + last.length === last.whole;
}

/** Words that two people took out or put back in parts are cut otherwise on each side. */
function heldInOther(run: PartRun): PartRun[] {
  const { alike, before, after } = run;
  if (alike || before.length === 0 || after.length === 0) return [run];
  const inBefore = placeIn(before, after);
  if (inBefore) {
    return [
      { alike: false, before: before.slice(0, inBefore.from), after: [] },
      asSigns(before.slice(inBefore.from, inBefore.to), after),
      { alike: false, before: before.slice(inBefore.to), after: [] },
    ].filter(isSomething);
  }
  const inAfter = placeIn(after, before);
  if (!inAfter) return [run];
  return [
    { alike: false, before: [], after: after.slice(0, inAfter.from) },
    asSigns(before, after.slice(inAfter.from, inAfter.to)),
    { alike: false, before: [], after: after.slice(inAfter.to) },
  ].filter(isSomething);
}

function isSomething({ before, after }: PartRun): boolean {
  return before.length + after.length > 0;
}

function asSigns(before: readonly ComparedPart[], after: readonly ComparedPart[]): PartRun {
  return { alike: true, before: before.flatMap(signsOf), after: after.flatMap(signsOf) };
}

/** Which of the parts together read as the others; null where none do. */
function placeIn(parts: readonly ComparedPart[], others: readonly ComparedPart[]) {
  const keys = (some: readonly ComparedPart[]) => some.map(({ key }) => key).join("");
  const [all, wanted] = [keys(parts), keys(others)];
  const found = all.indexOf(wanted);
  if (found < 0) return null;
  const ends = [0];
  for (const { key } of parts) ends.push((ends.at(-1) ?? 0) + key.length);
  const [from, to] = [ends.indexOf(found), ends.indexOf(found + wanted.length)];
  return from < 0 || to < 0 ? null : { from, to };
}

/** The parts of a run that were neither there before nor are again, in the order of the text. */
function inOrder(
  gone: readonly ComparedPart[],
  came: readonly ComparedPart[],
  around: { readonly before: ComparedPart | undefined; readonly behind: ComparedPart | undefined },
): OneSided[] {
  const left: OneSided[] = [];
  for (let [g, c] = [0, 0]; g < gone.length || c < came.length;) {
    const [one, other] = [gone[g], came[c]];
    if (one && (!other || one.order < other.order)) {
      const count = countOfOne(gone, g);
      const at = other
        ? placeOf(other)
        : (afterPart(came.at(-1) ?? around.before) ?? placeOf(around.behind));
      left.push({ ...sliceOf(gone.slice(g, g + count)), at: at ?? one.of.at });
      g += count;
    } else {
      const count = countOfOne(came, c);
      left.push(sliceOf(came.slice(c, c + count)));
      c += count;
    }
  }
  return left;
}

/** How many parts from there on are of one difference. */
function countOfOne(parts: readonly ComparedPart[], from: number): number {
  let count = 1;
  while (parts[from + count]?.of === parts[from]?.of && from + count < parts.length) count += 1;
  return count;
}

/** Of what reads the same, the letters with other marks and the blocks of another kind. */
function otherLooks(gone: readonly ComparedPart[], came: readonly ComparedPart[]): Different[] {
  return came.flatMap((part, index): Different[] => {
    const was = gone[index];
    const { at, ids, doer } = sliceOf([part]);
    if (!was) return [];
    if (part.length > 0) {
      if (equalAttrs(was.attrs, part.attrs)) return [];
      return [{ state: "restyled", at, ids, doer, before: was.attrs, size: part.length }];
    }
    const before = was.of.state === "deleted" && was.of.gone.is === "break" && was.of.gone.look;
    const now = part.of.state === "inserted" && part.of.look;
    if (!before || !now || equalValue(before, now)) return [];
    return [{ state: "reshaped", at, ids, doer, before: { ...before }, isInline: false }];
  });
}
