import type { Node } from "@tiptap/pm/model";
import type { Mappable } from "@tiptap/pm/transform";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { countThrough } from "#app/document/numbering/number.ts";
import type { NumberedLines } from "./pasted-lines.ts";
import { bareNumber } from "#app/document/word/numbers.ts";

/** A pasted item and the number it had at its source, without punctuation. */
interface NumberedBefore {
  readonly position: number;
  readonly number: string;
}

/** The first number that a paste changed, and how many changed. */
export interface ChangedNumbers {
  readonly count: number;
  readonly before: string;
  readonly now: string;
}

/**
 * The numbers that pasted items had: typed ones by block, those of lists in reading order.
 * @param joins whether the first block becomes part of an existing line.
 */
export function numbersIn(
  { slice, numbers: typed }: NumberedLines,
  listed: readonly string[],
  joins: boolean,
): string[] {
  const numbers: string[] = [];
  let next = 0;
  slice.content.descendants((node) => {
    if (!isNumbered(node)) return node.type.name !== "block";
    const own = typed.get(node);
    if (own === undefined) next += 1;
    numbers.push(bareNumber(own ?? listed[next - 1] ?? ""));
    return false;
  });
  const first = slice.content.firstChild;
  return joins && first && isNumbered(first) ? numbers.slice(1) : numbers;
}

/** The positions of the items with these numbers in a range; none where their number differs. */
export function placesOfNumbers(
  document: Node,
  { from, to }: { readonly from: number; readonly to: number },
  numbers: readonly string[],
): NumberedBefore[] {
  const places: NumberedBefore[] = [];
  if (numbers.length === 0) return places;
  document.nodesBetween(from, to, (node, position) => {
    if (isNumbered(node) && position >= from)
      places.push({ position, number: numbers[places.length] ?? "" });
    return node.type.name !== "block";
  });
  return places.length === numbers.length ? places : [];
}

/** The numbers that differ from before, now that the items are in this document. */
export function changedNumbers(
  document: Node,
  places: readonly NumberedBefore[],
  mapping: Mappable,
): ChangedNumbers | null {
  if (places.length === 0) return null;
  const before = new Map<number, string>();
  for (const { position, number } of places) {
    const { pos, deleted } = mapping.mapResult(position);
    if (!deleted && number !== "") before.set(pos, number);
  }
  let changed: ChangedNumbers | null = null;
  countThrough<Node>(document, {}, ({ type, number, position }) => {
    if (type !== "block" || number === null) return;
    const had = before.get(position);
    const now = bareNumber(number.label);
    if (had === undefined || had === now) return;
    changed = {
      before: changed?.before ?? had,
      now: changed?.now ?? now,
      count: (changed?.count ?? 0) + 1,
    };
  });
  return changed;
}

function isNumbered(node: Node): boolean {
  if (node.type.name !== "block") return false;
  const { kind } = blockShape(node.attrs);
  return kind === "ordered" || kind === "numbered";
}
