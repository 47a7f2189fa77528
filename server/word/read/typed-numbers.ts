import {
  LONGEST_TYPED,
  numberedLines,
  typedNumber,
  type TypedLine,
} from "#app/document/word/numbers.ts";
import { DEEPEST_LEVEL } from "#app/document/nodes/kinds.ts";
import { sameFate, textOfItems, type RawBlock, type RawItem, type RawParagraph } from "./raw.ts";

/** Makes items of paragraphs that begin with a number typed by hand: "1.⇥", "(a)", a bullet. */
export function numberTypedLines(blocks: readonly RawBlock[]): void {
  // Empty paragraphs are spacing, and part no list.
  const lines = blocks.filter(
    (block) => block.type !== "paragraph" || textOfItems(block.items).trim() !== "",
  );
  const made = numberedLines(lines.map(lineOf), false);
  for (const [index, { kind, level, mark }] of made) {
    const block = lines[index];
    if (block?.type !== "paragraph") continue;
    block.shape = { kind, level: Math.min(level, DEEPEST_LEVEL[kind]) };
    if (kind !== "bullet") block.label = startOf(block).slice(0, mark.length).trim();
    cutStart(block.items, mark.length);
  }
}

function lineOf(block: RawBlock): TypedLine {
  if (block.type !== "paragraph") return "text";
  if (block.shape.kind === "bullet") return "item";
  if (block.shape.kind !== "body" || block.reshaped !== null) return "text";
  const typed = typedNumber(startOf(block));
  return typed !== null && hasOneFate(block, typed.length) ? typed : "text";
}

/** The first characters of a paragraph; what is no text counts as one. */
function startOf({ items }: RawParagraph): string {
  let start = "";
  for (const item of items) {
    if (start.length >= LONGEST_TYPED) break;
    if (item.type === "inline") start += item.inline.node.text ?? "\ufffc";
    else if (item.type !== "bookmark" && item.type !== "comment") start += "\ufffc";
  }
  return start.slice(0, LONGEST_TYPED);
}

/** Whether these characters came and went with the paragraph: a number that was typed later is a change. */
function hasOneFate({ items, mark }: RawParagraph, length: number): boolean {
  let left = length;
  for (const item of items) {
    if (left <= 0) break;
    if (item.type !== "inline") continue;
    if (!sameFate(item.inline, mark)) return false;
    left -= item.inline.node.text?.length ?? 1;
  }
  return true;
}

function cutStart(items: RawItem[], length: number): void {
  let left = length;
  for (let index = 0; index < items.length && left > 0; index += 1) {
    const item = items[index];
    if (item?.type !== "inline" || item.inline.node.type !== "text") continue;
    const { inline } = item;
    const { node } = item.inline;
    const cut = Math.min(left, node.text.length);
    left -= cut;
    items[index] = {
      ...item,
      inline: { ...inline, node: { ...node, text: node.text.slice(cut) } },
    };
  }
}
