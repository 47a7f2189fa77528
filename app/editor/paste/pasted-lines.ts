import { Fragment, Slice, type Node } from "@tiptap/pm/model";
import { blockShape } from "#app/document/nodes/kinds.ts";
import {
  LONGEST_TYPED,
  numberedLines,
  typedNumber,
  type TypedLine,
} from "#app/document/word/numbers.ts";

/** Lines with typed numbers as numbered blocks, and their previous numbers. */
export interface NumberedLines {
  readonly slice: Slice;
  readonly numbers: ReadonlyMap<Node, string>;
}

/**
 * Converts pasted lines that begin with "1.⇥", "(a)" or a bullet into items, by the rules that hold for
 * Word files too.
 * @param joins whether the first block becomes part of an existing line, where a number would be
 * lost.
 */
export function numberLines(slice: Slice, joins: boolean): NumberedLines {
  const blocks: Node[] = [];
  slice.content.forEach((node) => blocks.push(node));
  const made = numberedLines(blocks.map(lineOf), joins);
  const numbers = new Map<Node, string>();
  const content = blocks.map((block, index) => {
    const become = made.get(index);
    if (become === undefined) return block;
    const { kind, level, mark } = become;
    const line = block.type.create(
      { ...block.attrs, kind, level },
      block.content.cut(mark.length),
      block.marks,
    );
    if (kind !== "bullet") numbers.set(line, mark.sign);
    return line;
  });
  if (made.size === 0) return { slice, numbers };
  return {
    slice: new Slice(Fragment.fromArray(content), slice.openStart, slice.openEnd),
    numbers,
  };
}

function lineOf(block: Node): TypedLine {
  if (block.type.name !== "block") return "text";
  const { kind } = blockShape(block.attrs);
  if (kind === "bullet") return "item";
  if (kind !== "body") return "text";
  // Non-text nodes count as one character here and in the block alike.
  const end = Math.min(block.content.size, LONGEST_TYPED);
  return typedNumber(block.textBetween(0, end, "", "\ufffc")) ?? "text";
}
