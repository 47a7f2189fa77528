/** Walks the content of a block or a footnote, item by item. Widths as in layout.ts. */
import type * as Y from "yjs";
import { type Attrs, NO_ATTRS, withFormat } from "./formats.ts";
import { END, isBlockUnit, lettersOf, textOf, shownUnitOf } from "./layout.ts";
import type { Inline, Row } from "./rows.ts";

export function afterFormat(attrs: Attrs, item: Y.Item): Attrs {
  const { key, value } = item.content as Y.ContentFormat;
  return withFormat(attrs, key, value);
}

export function appendText(content: Inline[], text: string, attrs: Attrs): void {
  const last = content.at(-1);
  if (last && "text" in last && last.attrs === attrs) last.text += text;
  else content.push({ text, attrs });
}

/** The content of a footnote. */
export function noteContent(type: Y.XmlText): Inline[] {
  const content: Inline[] = [];
  let attrs = NO_ATTRS;
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const unit = shownUnitOf(item);
    if (unit === "format") attrs = afterFormat(attrs, item);
    else if (unit === "text") {
      const text = lettersOf(item);
      if (text !== "") appendText(content, text, attrs);
    } else if (unit === "inline") content.push({ item, isNote: false });
  }
  return content;
}

/** Its size in ProseMirror positions. */
export function lengthOf(content: readonly Inline[]): number {
  let length = 0;
  for (const piece of content) {
    if ("text" in piece) length += piece.text.length;
    else length += piece.isNote ? noteSize(piece.item) : 1;
  }
  return length;
}

/** The size of a footnote in positions, including its opening and closing. */
export function noteSize(item: Y.Item): number {
  return 2 + lengthOf(noteContent(textOf(item)));
}

/** A place in the shared text: `offset` positions into `left`; the start where `left` is null. */
export interface ItemPlace {
  readonly type: Y.XmlText;
  readonly left: Y.Item | null;
  readonly offset: number;
  /** The formats in force there. */
  readonly attrs: Attrs;
  /** The row; null in a footnote. */
  readonly row: Row | null;
}

/**
 * Walks that many positions from after the item `from` (the start, where null), and returns the
 * place directly after the unit before. Null where the block is shorter.
 */
export function walk(
  type: Y.XmlText,
  from: Y.Item | null,
  start: Attrs,
  offset: number,
  row: Row | null,
): ItemPlace | null {
  const inNote = row === null;
  let attrs = start;
  let left = from;
  let n = offset;
  if (n === 0) return { type, left, offset: left ? left.length : 0, attrs, row };
  for (let item = from ? from.right : type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const unit = shownUnitOf(item);
    if (unit === "format") {
      attrs = afterFormat(attrs, item);
      continue;
    }
    if (unit === "text") {
      const end = offsetAfter(item, n);
      if (end.left === 0) return { type, left: item, offset: end.offset, attrs, row };
      n = end.left;
      continue;
    }
    let size = 0;
    if (unit === "inline") size = 1;
    else if (unit === "note" && !inNote) size = noteSize(item);
    else if (unit === "note" || unit === "none" || inNote) continue;
    else return null;
    left = item;
    n -= size;
    if (n === 0) return { type, left, offset: left.length, attrs, row };
    if (n < 0) return null;
  }
  return null;
}

/** The offset after n letters of a text item, and how many of them remain beyond it. */
function offsetAfter(item: Y.Item, n: number): { offset: number; left: number } {
  const { str } = item.content as Y.ContentString;
  if (!str.includes(END)) {
    return n <= str.length ? { offset: n, left: 0 } : { offset: 0, left: n - str.length };
  }
  let left = n;
  for (let at = 0; at < str.length; at += 1) {
    if (str[at] !== END) left -= 1;
    if (left === 0) return { offset: at + 1, left: 0 };
  }
  return { offset: 0, left };
}

/** The item that covers the position `offset` after `from`. */
export function itemAt(type: Y.XmlText, from: Y.Item | null, offset: number): Y.Item | null {
  let n = offset;
  for (let item = from ? from.right : type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const unit = shownUnitOf(item);
    if (isBlockUnit(unit)) return null;
    const size = sizeWithin(item);
    if (n === 0 && size > 0) return item;
    n -= size;
    if (n < 0) return null;
  }
  return null;
}

/** The size of an item within a block, in positions. */
export function sizeWithin(item: Y.Item): number {
  const unit = shownUnitOf(item);
  if (unit === "text") return lettersOf(item).length;
  if (unit === "inline") return 1;
  return unit === "note" ? noteSize(item) : 0;
}
