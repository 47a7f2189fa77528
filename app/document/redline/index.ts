import { blockShape, type BlockShape } from "#app/document/nodes/kinds.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { alignUnits, type UnitPair } from "#app/document/comparison/align.ts";
import { createEffort, type Effort } from "#app/document/comparison/effort.ts";
import {
  isChanged,
  type BlockChange,
  type Redline,
  type RedlineBlock,
  type RedlineCounts,
} from "./redline.ts";
import { comparedRows, wholeRows } from "./tables.ts";
import { unitsOf, type RedlineUnit } from "#app/document/comparison/units.ts";
import { comparedWords, wholeWords } from "./words.ts";

export type * from "./redline.ts";
export type { ChangeKind, NumberedChanges, RedlineSection } from "./changes.ts";
export { numberedChanges } from "./changes.ts";
export { isChanged } from "./redline.ts";

/** The most steps of comparison for one redline: at most about a second of one core. */
const EFFORT = 8_000_000;

/**
 * The differences between two texts: blocks aligned by id and by text, words compared within each
 * pair, moved blocks shown as moved. A number that only changed because of an insertion before it
 * is no change. Bounded and deterministic for any texts.
 */
export function redlineOf(before: ProseJSON, after: ProseJSON): Redline {
  const effort = createEffort(EFFORT);
  const old = unitsOf(before);
  const now = unitsOf(after);
  const blocks = alignUnits(old, now, effort).map((pair) => redlineBlock(pair, old, now, effort));
  return { blocks, counts: countsOf(blocks), exact: !effort.gaveUp };
}

/** Compares one pair of units. */
export function redlineBlock(
  { old: from, now: to, moved }: UnitPair,
  old: readonly RedlineUnit[],
  now: readonly RedlineUnit[],
  effort: Effort,
): RedlineBlock {
  const before = from === null ? undefined : old[from];
  const after = to === null ? undefined : now[to];
  if (before && after) return comparedBlock(before, after, moved ? "moved-here" : "stays", effort);
  if (after) return wholeBlock(after, "inserted");
  if (before) return wholeBlock(before, moved ? "moved-away" : "deleted");
  throw new RangeError("a pair of nothing");
}

function comparedBlock(
  before: RedlineUnit,
  after: RedlineUnit,
  place: BlockChange,
  effort: Effort,
): RedlineBlock {
  if (after.type === "table") {
    return { type: "table", place, rows: comparedRows(before.node, after.node, effort) };
  }
  if (after.type === "other") return { type: "other", place, node: after.node };
  const shape = blockShape(after.node.attrs ?? {});
  const was = blockShape(before.node.attrs ?? {});
  return {
    type: "text",
    place,
    id: after.id,
    label: after.label,
    oldLabel: before.label,
    shape,
    was: isSameShape(shape, was) ? null : was,
    pieces: comparedWords(before.node, after.node, effort),
  };
}

const FATE = {
  inserted: "inserted",
  deleted: "deleted",
  "moved-away": "deleted",
} as const;

function wholeBlock(
  { type, node, id, label }: RedlineUnit,
  place: keyof typeof FATE,
): RedlineBlock {
  switch (type) {
    case "table":
      return { type, place, rows: wholeRows(node, FATE[place]) };
    case "other":
      return { type, place, node };
    case "text": {
      const shape = blockShape(node.attrs ?? {});
      const pieces = wholeWords(node, FATE[place]);
      return { type, place, id, label, oldLabel: label, shape, was: null, pieces };
    }
  }
}

function isSameShape(one: BlockShape, other: BlockShape): boolean {
  return one.kind === other.kind && one.level === other.level;
}

function countsOf(blocks: readonly RedlineBlock[]): RedlineCounts {
  const count = (place: BlockChange) => blocks.filter((block) => block.place === place).length;
  return {
    inserted: count("inserted"),
    deleted: count("deleted"),
    moved: count("moved-here"),
    changed: blocks.filter((block) => block.place === "stays" && isChanged(block)).length,
  };
}
