/** Changes a document into what was read, with minimal steps. */
import { type Node, Slice } from "@tiptap/pm/model";
import { AddMarkStep, RemoveMarkStep, ReplaceStep, type Transform } from "@tiptap/pm/transform";
import { buildRow } from "./build.ts";
import { difference } from "./changes.ts";
import { equalValue } from "./formats.ts";
import { placeOfFlow, startOf } from "./places.ts";
import type { FlowReader } from "./reader.ts";
import type { Flow, Row } from "./rows.ts";

/**
 * Applies the remaining differences of these rows, such as attributes and marks. False where the
 * number of blocks differs from the flow's rows; the document must then be read again.
 */
export function mendRows(reader: FlowReader, tr: Transform, rows: ReadonlySet<Row>): boolean {
  const flows = new Set<Flow>();
  for (const row of rows) if (reader.isLive(row.flow)) flows.add(row.flow);
  for (const flow of flows) {
    const place = placeOfFlow(flow, tr.doc);
    if (place && place.node.childCount === flow.rows.length) continue;
    const { table } = flow;
    const at = table && startOf(table, tr.doc);
    if (at === null || !table) return false;
    const node = tr.doc.nodeAt(at);
    if (!node) return false;
    mendNode(tr, at, node, buildRow(reader, table));
  }
  for (const row of rows) {
    if (!reader.isLive(row.flow) || row.flow.rows[row.index] !== row) continue;
    const at = startOf(row, tr.doc);
    const node = at === null ? null : tr.doc.nodeAt(at);
    if (at === null || !node) return false;
    const wanted = buildRow(reader, row);
    if (!node.eq(wanted)) mendNode(tr, at, node, wanted);
  }
  return true;
}

/** Changes the whole document to `wanted`. */
export function mendDocument(tr: Transform, wanted: Node): void {
  if (tr.doc.eq(wanted)) return;
  if (!hasSameShape(tr.doc, wanted)) return replaceDifference(tr, 0, tr.doc, wanted);
  mendChildren(tr, 0, tr.doc, wanted);
}

/** Changes the node at `at` to `wanted`. */
function mendNode(tr: Transform, at: number, node: Node, wanted: Node): void {
  if (node.type !== wanted.type) {
    tr.replaceWith(at, at + node.nodeSize, wanted);
    return;
  }
  for (const key of Object.keys(wanted.attrs)) {
    const value: unknown = wanted.attrs[key];
    if (!equalValue(node.attrs[key], value)) tr.setNodeAttribute(at, key, value);
  }
  if (node.isLeaf || node.content.eq(wanted.content)) return;
  if (node.inlineContent) {
    if (nodeText(node) === nodeText(wanted)) mendMarks(tr, at + 1, node, wanted);
    else replaceDifference(tr, at + 1, node, wanted);
  } else if (hasSameShape(node, wanted)) mendChildren(tr, at + 1, node, wanted);
  else replaceDifference(tr, at + 1, node, wanted);
}

function hasSameShape(node: Node, wanted: Node): boolean {
  if (node.childCount !== wanted.childCount) return false;
  const isRow = node.type.name === "tableRow";
  return isRow || node.children.every((child, i) => child.type === wanted.child(i).type);
}

/** Last to first, so that earlier positions stay valid. */
function mendChildren(tr: Transform, start: number, node: Node, wanted: Node): void {
  let pos = start + node.content.size;
  for (let i = node.childCount - 1; i >= 0; i -= 1) {
    const [own, other] = [node.child(i), wanted.child(i)];
    pos -= own.nodeSize;
    if (own === other || own.eq(other)) continue;
    // A cell that became a header cell keeps its content.
    if (own.type !== other.type) tr.setNodeMarkup(pos, other.type, other.attrs);
    const now = tr.doc.nodeAt(pos);
    if (now) mendNode(tr, pos, now, other);
  }
}

/**
 * Replaces the one range in which the content of `a`, which begins at `base`, differs from that of
 * `b`.
 */
function replaceDifference(tr: Transform, base: number, a: Node, b: Node): void {
  const change = difference(a, b);
  if (!change) return;
  const { fromA, toA, fromB, toB } = change;
  const step = new ReplaceStep(base + fromA, base + toA, b.slice(fromB, toB));
  const { doc } = step.apply(tr.doc);
  const now = base === 0 ? doc : doc?.nodeAt(base - 1);
  // Where the ends have different depths, everything is replaced.
  const isDone = now?.content.eq(b.content) === true;
  tr.step(isDone ? step : new ReplaceStep(base, base + a.content.size, new Slice(b.content, 0, 0)));
}

/** The letters, with the name of each atom in its place. */
function nodeText(node: Node): string {
  const words = node.textBetween(0, node.content.size, "\n", (leaf) => `\u0001${leaf.type.name}`);
  return words + String(node.content.size);
}

/** Both have the same text; marks and attributes of atoms differ. */
function mendMarks(tr: Transform, start: number, node: Node, wanted: Node): void {
  let [i, pos] = [0, 0];
  wanted.forEach((child, offset) => {
    const end = offset + child.nodeSize;
    for (let own = node.maybeChild(i); own && pos < end; own = node.maybeChild(i)) {
      const [from, to] = [Math.max(pos, offset), Math.min(pos + own.nodeSize, end)];
      mendInline(tr, start + from, start + to, own, child);
      if (pos + own.nodeSize > end) break;
      pos += own.nodeSize;
      i += 1;
    }
  });
}

function mendInline(tr: Transform, from: number, to: number, own: Node, wanted: Node): void {
  if (!own.isText && own.eq(wanted)) return;
  // Atoms carry no marks (layout.ts).
  const marks = own.isText ? wanted.marks : [];
  for (const mark of own.marks) {
    if (!mark.isInSet(marks)) tr.step(new RemoveMarkStep(from, to, mark));
  }
  for (const mark of marks) {
    if (!mark.isInSet(own.marks)) tr.step(new AddMarkStep(from, to, mark));
  }
  if (!own.isText) mendNode(tr, from, own, wanted);
}
