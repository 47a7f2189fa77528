/**
 * Writes inserted, deleted and replaced letters within blocks, which is nearly every key, and
 * Replace all: directly as items, without units and without reading back (F4).
 */
import type { Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";
import * as Y from "yjs";
import type { Change } from "#app/document/flow/changes.ts";
import { attrsFrom, equalAttrs } from "#app/document/flow/formats.ts";
import type { ItemPlace } from "#app/document/flow/inline.ts";
import { cutItem, forgetSearchMarkers, putItem } from "#app/document/flow/items.ts";
import { END, shownUnitOf } from "#app/document/flow/layout.ts";
import { locate } from "#app/document/flow/places.ts";
import type { FlowReader } from "#app/document/flow/reader.ts";
import { splitsSurrogatePair } from "#app/document/flow/units.ts";

/** Writes one edit, or all of them. */
type Write = (t: Y.Transaction) => void;

/**
 * Prepares a write of these changes; null where one of them is not simple. Nothing is written until
 * the returned function is called.
 */
export function prepareFast(
  reader: FlowReader,
  before: Node,
  after: Node,
  transactions: readonly Pick<Transaction, "steps">[],
  changes: readonly Change[],
): Write | null {
  const isReplacing = transactions.every(({ steps }) =>
    steps.every((step) => step instanceof ReplaceStep),
  );
  if (!isReplacing || changes.length === 0) return null;
  const writes: Write[] = [];
  // Last to first, so that earlier places stay valid.
  for (const change of changes.toReversed()) {
    const write = prepareChange(reader, before, after, change);
    if (!write) return null;
    writes.push(write);
  }
  return (t) => {
    for (const write of writes) write(t);
  };
}

function prepareChange(
  reader: FlowReader,
  before: Node,
  after: Node,
  { fromA, toA, fromB, toB }: Change,
): Write | null {
  if (fromA === toA && fromB === toB) return () => undefined;
  const words = typedBetween(after, fromB, toB);
  if (words === null || !isWithinText(before, fromA, toA)) return null;
  const erased = fromA === toA ? null : lettersBetween(reader, before, fromA, toA);
  if (words === "") return erased?.leavesNothing === false ? erased.erase : null;
  if (fromA < toA && !erased) return null;
  // The replaced text determines the formats.
  const at = locate(reader, before, erased ? fromA + 1 : fromA);
  if (!at || !equalAttrs(attrsFrom(words.marks, reader.schema, at.attrs), at.attrs)) return null;
  return (t) => {
    if (!erased) return putAt(t, at, words.text);
    // Inserted before the replaced text, so that what others typed after it stays after it.
    const first = Y.getItemCleanStart(t, erased.first);
    putItem(t, at.type, first.left, first, new Y.ContentString(words.text));
    erased.erase(t);
  };
}

function putAt(t: Y.Transaction, { type, left, offset }: ItemPlace, text: string): void {
  let right = left ? left.right : type._start;
  if (left && offset > 0 && offset < left.length) right = cutItem(t, left, offset);
  putItem(t, type, left, right, new Y.ContentString(text));
}

/**
 * The text with the same marks in a range; "" where there is none, null where there is anything
 * else.
 */
function typedBetween(doc: Node, from: number, to: number) {
  if (from === to) return "";
  const $from = doc.resolve(from);
  if (!isWithinText(doc, from, to)) return null;
  const { node, offset } = $from.parent.childAfter($from.parentOffset);
  const start = $from.parentOffset - offset;
  const text = node?.text?.slice(start, start + to - from) ?? "";
  // More than one node, and so more than one set of marks.
  if (!node || text.length < to - from || text.includes(END)) return null;
  return { text, marks: node.marks };
}

/**
 * Whether a range is in one block or footnote, contains only letters, and splits no surrogate pair.
 */
function isWithinText(doc: Node, from: number, to: number): boolean {
  const $from = doc.resolve(from);
  const { parent, parentOffset } = $from;
  if (!parent.inlineContent || parentOffset + to - from > parent.content.size) return false;
  let isText = true;
  const cuts = (node: Node, offset: number, at: number) =>
    splitsSurrogatePair(node.text ?? "", at - offset);
  parent.nodesBetween(parentOffset, parentOffset + to - from, (node, offset) => {
    isText &&= node.isText && !cuts(node, offset, parentOffset);
    isText &&= !cuts(node, offset, parentOffset + to - from);
  });
  return isText;
}

interface Erasure {
  readonly erase: Write;
  readonly first: Y.ID;
  /** Whether formats, or a markerless block, would be left empty. */
  readonly leavesNothing: boolean;
}

/** The items of the letters in a range; null where there are formats between them. */
function lettersBetween(reader: FlowReader, doc: Node, from: number, to: number): Erasure | null {
  const at = locate(reader, doc, from);
  // A markerless block disappears with its last letter.
  if (!at || (at.row && at.row.item === null)) return null;
  const { type, left } = at;
  let item: Y.Item | null = left;
  let { offset } = at;
  if (!item || offset >= item.length) [item, offset] = [item ? item.right : type._start, 0];
  const parts: { readonly id: Y.ID; readonly length: number }[] = [];
  let n = to - from;
  for (; item !== null && n > 0; item = item.right, offset = 0) {
    if (item.deleted) continue;
    if (isFormat(item) && parts.length === 0) continue;
    if (!(item.content instanceof Y.ContentString)) return null;
    const erased = item.content.str.slice(offset, offset + n);
    if (erased.includes(END)) return null;
    const { client, clock } = item.id;
    if (erased !== "")
      parts.push({ id: Y.createID(client, clock + offset), length: erased.length });
    n -= erased.length;
  }
  const [first] = parts;
  if (n > 0 || !first) return null;
  const isBesideFormat =
    isFormat(item) || (left && at.offset >= left.length && isFormat(left.right));
  return {
    first: first.id,
    leavesNothing: isBesideFormat === true,
    erase(t) {
      for (const { id, length } of parts) eraseFrom(t, id, length);
      forgetSearchMarkers(type);
    },
  };
}

/** Deletes that many letters; the original item may have been split since. */
function eraseFrom(t: Y.Transaction, { client, clock }: Y.ID, length: number): void {
  for (let n = 0; n < length;) {
    const item = Y.getItemCleanStart(t, Y.createID(client, clock + n));
    if (item.length > length - n) cutItem(t, item, length - n);
    n += item.length;
    item.delete(t);
  }
}

function isFormat(item: Y.Item | null): boolean {
  return item !== null && !item.deleted && shownUnitOf(item) === "format";
}
