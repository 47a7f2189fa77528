/**
 * Typing and erasing within one block, which is nearly every key: one item put in, or some deleted,
 * without units and without reading back (F4).
 */
import type { Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";
import * as Y from "yjs";
import { attrsFrom, equalAttrs } from "~/document/flow/formats";
import { cutItem, forgetSearchMarkers, putItem } from "~/document/flow/items";
import { END, unitOf } from "~/document/flow/layout";
import { locate } from "~/document/flow/places";
import type { FlowReader } from "~/document/flow/reader";

export type FastChange =
  | { readonly kind: "type"; readonly pos: number; readonly text: string; readonly node: Node }
  | { readonly kind: "erase"; readonly from: number; readonly to: number };

/** What a single transaction does, where it is that simple. */
export function fastChange(
  before: Node,
  transactions: readonly Pick<Transaction, "steps">[],
): FastChange | null {
  const [only] = transactions;
  const step = only?.steps[0];
  if (transactions.length !== 1 || only?.steps.length !== 1) return null;
  if (!(step instanceof ReplaceStep)) return null;
  const { from, to, slice } = step;
  if (from === to) {
    const node = slice.content.firstChild;
    const isFlat = slice.openStart === 0 && slice.openEnd === 0 && slice.content.childCount === 1;
    return isFlat && node?.text ? { kind: "type", pos: from, text: node.text, node } : null;
  }
  if (slice.size > 0) return null;
  const [$from, $to] = [before.resolve(from), before.resolve(to)];
  if (!$from.sameParent($to) || !$from.parent.inlineContent) return null;
  let isText = true;
  $from.parent.nodesBetween($from.parentOffset, $to.parentOffset, (node) => {
    isText &&= node.isText;
  });
  return isText ? { kind: "erase", from, to } : null;
}

/** Finds out how to write it; null where it is not so simple after all. The result does it. */
export function prepareFast(
  reader: FlowReader,
  doc: Node,
  change: FastChange,
): ((t: Y.Transaction) => void) | null {
  return change.kind === "type"
    ? prepareTyping(reader, doc, change)
    : prepareErasing(reader, doc, change);
}

function prepareTyping(
  reader: FlowReader,
  doc: Node,
  { pos, text, node }: Extract<FastChange, { kind: "type" }>,
) {
  if (text.includes(END)) return null;
  const at = locate(reader, doc, pos);
  if (!at || !equalAttrs(attrsFrom(node.marks, reader.schema, at.attrs), at.attrs)) return null;
  const { type, left, offset } = at;
  return (t: Y.Transaction) => {
    let right = left ? left.right : type._start;
    if (left && offset > 0 && offset < left.length) right = cutItem(t, left, offset);
    putItem(t, type, left, right, new Y.ContentString(text));
  };
}

function prepareErasing(
  reader: FlowReader,
  doc: Node,
  { from, to }: Extract<FastChange, { kind: "erase" }>,
) {
  const at = locate(reader, doc, from);
  // A block without a marker is gone with its last letter.
  if (!at || (at.row && at.row.item === null)) return null;
  const { type, left } = at;
  let item: Y.Item | null = left;
  let { offset } = at;
  if (!item || offset >= item.length) [item, offset] = [item ? item.right : type._start, 0];
  const parts: { readonly id: Y.ID; readonly length: number }[] = [];
  let n = to - from;
  for (; item !== null && n > 0; item = item.right, offset = 0) {
    if (item.deleted) continue;
    if (!(item.content instanceof Y.ContentString)) return null;
    const erased = item.content.str.slice(offset, offset + n);
    if (erased.includes(END)) return null;
    const { client, clock } = item.id;
    if (erased !== "")
      parts.push({ id: Y.createID(client, clock + offset), length: erased.length });
    n -= erased.length;
  }
  if (n > 0 || parts.length === 0) return null;
  // Formats that would have nothing left between them are seen to in the other way.
  if (isFormat(item)) return null;
  if (left && at.offset >= left.length && isFormat(left.right)) return null;
  return (t: Y.Transaction) => {
    for (const { id, length } of parts) {
      const start = Y.getItemCleanStart(t, id);
      if (start.length > length) cutItem(t, start, length);
      start.delete(t);
    }
    forgetSearchMarkers(type);
  };
}

function isFormat(item: Y.Item | null): boolean {
  return item !== null && !item.deleted && unitOf(item) === "format";
}
