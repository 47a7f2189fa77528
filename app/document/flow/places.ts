/** Converts between places in the shared text and positions in the document it reads as. */
import type { Node } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { NO_ATTRS } from "./formats.ts";
import { type ItemPlace, itemAt, walk } from "./inline.ts";
import { textOf, unitOf } from "./layout.ts";
import type { FlowReader } from "./reader.ts";
import type { Flow, Row } from "./rows.ts";

interface FlowPlace {
  /** The position where its content begins. */
  readonly base: number;
  /** The document node or the cell node. */
  readonly node: Node;
}

/** Where a child begins, by adding up sizes, as ProseMirror does to resolve a position. */
function offsetOf(node: Node, index: number): number {
  const { content } = node.content;
  let at = 0;
  for (let n = 0; n < index; n += 1) at += content[n]?.nodeSize ?? 0;
  return at;
}

/** Where a flow's content begins; null where the document has no such cell. */
export function placeOfFlow(flow: Flow, doc: Node): FlowPlace | null {
  const { table } = flow;
  if (!table) return { base: 0, node: doc };
  const node = doc.maybeChild(table.index);
  if (node?.type.name !== "table") return null;
  let base = offsetOf(doc, table.index) + 1;
  for (const [r, cells] of table.grid?.cells.entries() ?? []) {
    const row = node.maybeChild(r);
    if (!row) return null;
    const c = cells.indexOf(flow.type);
    if (c >= 0) {
      const cell = row.maybeChild(c);
      return cell ? { base: base + 1 + offsetOf(row, c) + 1, node: cell } : null;
    }
    base += row.nodeSize;
  }
  return null;
}

/** Where a row begins; null where the document has no such row. */
export function startOf(row: Row, doc: Node): number | null {
  const place = placeOfFlow(row.flow, doc);
  if (!place || row.index >= place.node.childCount) return null;
  return place.base + offsetOf(place.node, row.index);
}

/** Where the content of a footnote begins, with its node. */
export function placeOfNote(
  reader: FlowReader,
  item: Y.Item,
  doc: Node,
): { readonly start: number; readonly node: Node } | null {
  const row = reader.rowOf(item);
  const start = row ? startOf(row, doc) : null;
  if (start === null) return null;
  const id = reader.ids.shownAs(item);
  let at = start + 1;
  for (const node of doc.nodeAt(start)?.content.content ?? []) {
    if (node.type.name === "footnote" && node.attrs.id === id) return { start: at + 1, node };
    at += node.nodeSize;
  }
  return null;
}

/** The place of a position within a text block or footnote; null for a position outside of both. */
export function locate(reader: FlowReader, doc: Node, pos: number): ItemPlace | null {
  const $pos = doc.resolve(pos);
  const inNote = $pos.parent.type.name === "footnote";
  const depth = inNote ? $pos.depth - 1 : $pos.depth;
  if ($pos.node(depth).type.name !== "block") return null;
  const flow = flowAt(reader, $pos, depth);
  const row = flow?.rows[$pos.index(depth - 1)];
  // An empty document has no place until its first marker is written.
  if (!flow || row?.kind !== "text" || row.isEmpty) return null;
  const from = flow.walkFrom(row);
  if (!inNote) return walk(flow.type, from, row.start, $pos.parentOffset, row);
  const note = itemAt(flow.type, from, $pos.before() - $pos.start(depth));
  if (!note || unitOf(note) !== "note") return null;
  return walk(textOf(note), null, NO_ATTRS, $pos.parentOffset, null);
}

/** The flow that holds the block at this depth. */
export function flowAt(
  reader: FlowReader,
  $pos: ReturnType<Node["resolve"]>,
  depth: number,
): Flow | undefined {
  if (depth === 1) return reader.rootFlow;
  if (depth !== 4) return undefined;
  const table = reader.rootFlow.rows[$pos.index(0)];
  return reader.flowOf(table?.grid?.cells[$pos.index(1)]?.[$pos.index(2)]);
}
