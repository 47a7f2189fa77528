/**
 * Places that stay beside their letter whatever others do: for carets and comments (F10). Splitting
 * and joining moves no item, so the neighboring item's id identifies a place for good.
 */
import type { Node } from "@tiptap/pm/model";
import * as Y from "yjs";
import { sizeWithin } from "./inline.ts";
import { END, ROOT, shownUnitOf, withoutAnchors } from "./layout.ts";
import { flowAt, locate, placeOfNote, startOf } from "./places.ts";
import type { FlowReader } from "./reader.ts";
import type { Flow, Row } from "./rows.ts";

/**
 * Converts a position into a lasting relative position.
 * @param assoc below 0: sticks to what is before it; else to what is after it.
 */
export function relativeTo(
  reader: FlowReader,
  doc: Node,
  pos: number,
  assoc: number,
): Y.RelativePosition | null {
  const at = locate(reader, doc, pos);
  if (!at) return relativeToBlock(reader, doc, pos, assoc);
  if (assoc < 0 && at.left) {
    const { client, clock } = at.left.id;
    const before = at.offset > 0 ? at.offset - 1 : at.left.length - 1;
    return beside(Y.createID(client, clock + before), -1);
  }
  let item: Y.Item | null = at.left;
  let { offset } = at;
  if (!item || offset >= item.length) [item, offset] = [item ? item.right : at.type._start, 0];
  for (; item !== null; item = item.right, offset = 0) {
    if (item.deleted) continue;
    const unit = shownUnitOf(item);
    if (unit === "text") {
      const { str } = item.content as Y.ContentString;
      while (offset < str.length && str[offset] === END) offset += 1;
      if (offset < str.length) {
        return beside(Y.createID(item.id.client, item.id.clock + offset), 0);
      }
    } else if (unit !== "format" && unit !== "none") return beside(item.id, 0);
  }
  const own = at.type._item;
  return own
    ? new Y.RelativePosition(own.id, null, null, assoc)
    : new Y.RelativePosition(null, ROOT, null, assoc);
}

function beside(id: Y.ID, assoc: number): Y.RelativePosition {
  return new Y.RelativePosition(null, null, id, assoc);
}

/** A relative position between blocks: before one that has an item, or after it. */
function relativeToBlock(
  reader: FlowReader,
  doc: Node,
  pos: number,
  assoc: number,
): Y.RelativePosition | null {
  const $pos = doc.resolve(pos);
  const flow = $pos.depth === 0 ? reader.rootFlow : flowAt(reader, $pos, $pos.depth + 1);
  const index = $pos.index();
  const [before, behind] = [flow?.rows[index - 1]?.item, flow?.rows[index]?.item];
  if (before && assoc < 0 && flow?.rows[index - 1]?.kind !== "text") return beside(before.id, -1);
  return behind ? beside(behind.id, 0) : null;
}

/**
 * Converts a relative position back, in a document that equals the shared text; null where it is
 * gone.
 */
export function absoluteOf(
  reader: FlowReader,
  store: Y.Doc["store"],
  relative: Y.RelativePosition,
  doc: Node,
): number | null {
  const id = relative.item;
  if (!id) return relative.tname === ROOT || relative.type ? endOf(reader, relative, doc) : null;
  if (Y.getState(store, id.client) <= id.clock) return null;
  const { item, diff } = followRedone(store, id);
  if (!(item instanceof Y.Item) || !(item.parent instanceof Y.XmlText)) return null;
  const offset = relative.assoc < 0 ? diff + 1 : diff;
  const flow = reader.flowOf(item.parent);
  return flow
    ? positionInFlow(reader, flow, item, offset, doc)
    : positionInNote(reader, item.parent, item, offset, doc);
}

/** The position of the end of the text, a footnote or a cell. */
function endOf(reader: FlowReader, { type, tname }: Y.RelativePosition, doc: Node): number | null {
  if (tname === ROOT) {
    const last = doc.lastChild;
    return last?.type.name === "block" ? doc.content.size - 1 : doc.content.size;
  }
  if (!type) return null;
  for (const flow of reader.allFlows()) {
    const { _item: item } = flow.type;
    if (!item || item.id.client !== type.client || item.id.clock !== type.clock) continue;
    const last = flow.rows.at(-1);
    const start = last ? startOf(last, doc) : null;
    return start === null ? null : start + 1 + (doc.nodeAt(start)?.content.size ?? 0);
  }
  return null;
}

function positionInNote(
  reader: FlowReader,
  note: Y.XmlText,
  item: Y.Item,
  offset: number,
  doc: Node,
): number | null {
  const holder = note._item;
  if (!holder) return null;
  const place = holder.deleted ? null : placeOfNote(reader, holder, doc);
  if (place) {
    let n = item.deleted ? 0 : Math.min(offset, shownUnitOf(item) === "text" ? offset : 1);
    for (let at = item.left; at !== null; at = at.left) {
      if (!at.deleted && shownUnitOf(at) !== "note") n += sizeWithin(at);
    }
    return place.start + Math.min(n, place.node.content.size);
  }
  // The footnote is gone: uses the place where it was.
  const flow = reader.flowOf(holder.parent);
  return flow ? positionInFlow(reader, flow, holder, 0, doc) : null;
}

function positionInFlow(
  reader: FlowReader,
  flow: Flow,
  item: Y.Item,
  offset: number,
  doc: Node,
): number | null {
  let n = 0;
  for (let at: Y.Item | null = item; at !== null; at = at.left) {
    if (at.deleted) continue;
    const isHere = at === item;
    const row = reader.rowOf(at);
    if (row?.item === at) {
      return row.flow === flow ? positionInRow(flow, row, isHere ? offset : null, n, doc) : null;
    }
    if (!isHere) n += sizeWithin(at);
    else if (shownUnitOf(at) === "text") {
      n += withoutAnchors((at.content as Y.ContentString).str.slice(0, offset)).length;
    } else if (offset > 0) n += sizeWithin(at);
  }
  const [first] = flow.rows;
  const start = first ? startOf(first, doc) : null;
  return start === null ? null : start + 1 + (first?.item === null ? n : 0);
}

/** @param offset the offset into the row's own item, where the place is beside it. */
function positionInRow(
  flow: Flow,
  row: Row,
  offset: number | null,
  n: number,
  doc: Node,
): number | null {
  const start = startOf(row, doc);
  if (start === null || offset === 0) return start;
  if (row.kind === "text") return start + 1 + n;
  const next = flow.rows[row.index + 1];
  if (offset === null && next && next.item === null) {
    const behind = startOf(next, doc);
    return behind === null ? null : behind + 1 + n;
  }
  return start + (doc.nodeAt(start)?.nodeSize ?? 0);
}

/** Follows undo and redo to the item that replaced this one; Yjs does not export its own. */
function followRedone(store: Y.Doc["store"], id: Y.ID): { item: Y.Item | Y.GC; diff: number } {
  let next = id;
  for (;;) {
    const item: Y.Item | Y.GC = Y.getItem(store, next);
    const diff = next.clock - item.id.clock;
    if (!(item instanceof Y.Item) || item.redone === null) return { item, diff };
    next = Y.createID(item.redone.client, item.redone.clock + diff);
  }
}
