import type { Node } from "@tiptap/pm/model";
import type { Mappable } from "@tiptap/pm/transform";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { countThrough } from "#app/document/numbering/number.ts";
import type { NumberedLines } from "./pasted-lines.ts";
import { bareNumber } from "./pasted-numbers.ts";

/** A pasted item and the number that it had before, without what stood around it. */
export interface NumberedBefore {
  readonly position: number;
  readonly number: string;
}

/** How numbers changed by a paste: the first that did, and how many did. */
export interface ChangedNumbers {
  readonly count: number;
  readonly before: string;
  readonly now: string;
}

/**
 * The numbers that pasted items had: of typed ones by their block, of lists in the order of reading.
 * @param joins whether the first block becomes part of a line that is there.
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

/** Where the items of a range stand that had these numbers; none where they are not as many. */
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

/** The numbers that are others than before, now that the items stand in this document. */
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
