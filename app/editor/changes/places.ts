import type { Node } from "@tiptap/pm/model";
import type { ChangePlace } from "#app/document/changes/index.ts";

/** Where each child of a document begins, and at the end its size; kept for the latest document. */
export function startsOf(doc: Node): readonly number[] {
  const known = latest.get(doc);
  if (known) return known;
  const starts: number[] = [0];
  for (let index = 0; index < doc.childCount; index += 1) {
    starts.push((starts[index] ?? 0) + doc.child(index).nodeSize);
  }
  latest.set(doc, starts);
  return starts;
}

const latest = new WeakMap<Node, readonly number[]>();

/** A node and where it begins. */
export interface PlacedNode {
  readonly node: Node;
  readonly pos: number;
}

/** The block, atom or table of a row; in a table, the innermost node that the place names. */
export function nodeAt(doc: Node, { row, cell }: ChangePlace): PlacedNode | null {
  const node = row >= 0 && row < doc.childCount ? doc.child(row) : null;
  const pos = startsOf(doc)[row];
  if (!node || pos === undefined) return null;
  let at: PlacedNode = { node, pos };
  for (const index of cell ?? []) {
    const inner = childOf(at, index);
    if (!inner) return at;
    at = inner;
  }
  return at;
}

export function childOf({ node, pos }: PlacedNode, index: number): PlacedNode | null {
  if (index < 0 || index >= node.childCount) return null;
  let start = pos + 1;
  for (let before = 0; before < index; before += 1) start += node.child(before).nodeSize;
  return { node: node.child(index), pos: start };
}

/** The position of a place; at the end of its node where that is shorter, behind one without text. */
export function positionOf(doc: Node, at: ChangePlace): number {
  if (at.row < 0) return 0;
  const found = nodeAt(doc, at);
  if (!found) return doc.content.size;
  const { node, pos } = found;
  if (node.isTextblock) return pos + 1 + Math.min(at.offset, node.content.size);
  return pos + node.nodeSize;
}
