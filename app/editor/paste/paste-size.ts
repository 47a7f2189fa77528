import type { Node, Slice } from "@tiptap/pm/model";
import { referenceOf } from "#app/document/nodes/reference.ts";

/**
 * The largest paste, in bytes as sent to the others: 900,000, about 150,000 words. One paste is one
 * message to the room, which accepts 1 MiB.
 */
export const LARGEST_PASTE = 900_000;

/**
 * HTML and text beyond this many characters are not read; office programs write a lot of markup.
 */
export const LARGEST_CLIPBOARD = 12_000_000;

/**
 * The size of pasted content in the shared document, in bytes, rounded up: its text as UTF-8, and
 * the overhead of each block, cell and change of marks.
 */
export function pasteBytes(slice: Slice): number {
  let bytes = 0;
  slice.content.descendants((node: Node) => {
    if (node.isText) {
      bytes += utf8Length(node.text ?? "") + 40 * node.marks.length;
      for (const mark of node.marks) bytes += 2 * String(mark.attrs.href ?? "").length;
    } else {
      bytes += 120;
      const { targets, ranges } = referenceOf(node.attrs);
      for (const id of [...targets, ...ranges.flat()]) bytes += id.length + 3;
    }
  });
  return bytes;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair counts two of the pair's four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}
