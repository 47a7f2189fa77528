import type { Mark, Node, Schema } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { canJoin } from "@tiptap/pm/transform";
import type * as Y from "yjs";
import type { Baseline, ChangePiece, Gone } from "#app/document/changes/index.ts";
import { marksFrom } from "#app/document/flow/formats.ts";
import { elementOf } from "#app/document/flow/layout.ts";
import { FlowReader } from "#app/document/flow/reader.ts";
import { wholeNode } from "./change-marks.ts";
import { type ShownChange, shifted } from "./change-set.ts";
import { nodeAt, positionOf, startsOf } from "./places.ts";

/**
 * Adds to a transaction what puts back the old words of a change where it stands (M15): an ordinary
 * edit, in the places of this very document. False where it can't be put back, and then the
 * transaction must not be used.
 */
export function putBack(
  tr: Transaction,
  change: ShownChange,
  shift: number,
  baseline: Baseline,
): boolean {
  const { doc } = tr;
  const before = new NodesBefore(baseline, doc.type.schema);
  const pieces = change.pieces.map((piece) => {
    const at = shifted(piece.at, shift);
    return { piece, at, pos: placeOf(doc, piece, at) };
  });
  // From the end to the start, so that places stay true; of two at one place the later first.
  const order = pieces.map((one, index) => ({ ...one, index }));
  order.sort((one, other) => other.pos - one.pos || other.index - one.index);
  return order.every(({ piece, at, pos }) => putBackOne(tr, doc, { piece, at, pos }, before));
}

interface PlacedPiece {
  readonly piece: ChangePiece;
  readonly at: ChangePiece["at"];
  readonly pos: number;
}

function placeOf(doc: Node, piece: ChangePiece, at: ChangePiece["at"]): number {
  if (piece.is === "row" || piece.is === "reshaped") return wholeNode(doc, at, piece)?.pos ?? 0;
  return positionOf(doc, at);
}

function putBackOne(
  tr: Transaction,
  doc: Node,
  { piece, at, pos }: PlacedPiece,
  before: NodesBefore,
): boolean {
  switch (piece.is) {
    case "inserted":
      tr.delete(pos, Math.min(pos + piece.size, tr.doc.content.size));
      return true;
    case "deleted":
      return putIn(tr, pos, piece.gone, before);
    case "restyled": {
      const to = pos + piece.size;
      tr.removeMark(pos, to);
      for (const mark of marksFrom(doc.type.schema, piece.before)) tr.addMark(pos, to, mark);
      return true;
    }
    case "reshaped": {
      const node = tr.doc.nodeAt(pos);
      if (!node) return false;
      const known = Object.keys(node.attrs).filter((name) => name !== "id");
      const attrs = Object.fromEntries(known.map((name) => [name, piece.before[name] ?? null]));
      tr.setNodeMarkup(pos, null, { ...node.attrs, ...withDefaults(node, attrs) });
      return true;
    }
    case "row":
      return at.cell === null && takeRowAway(tr, pos);
    case "line":
    case "cell":
      return false;
  }
}

/** Attributes that were not set are as the schema has them. */
function withDefaults(node: Node, attrs: Record<string, unknown>): Record<string, unknown> {
  const defaults = node.type.create().attrs;
  return Object.fromEntries(
    Object.entries(attrs).map(([name, value]) => [name, value ?? defaults[name]]),
  );
}

/** A block that came: what is left in it goes on with the block before. */
function takeRowAway(tr: Transaction, pos: number): boolean {
  const $pos = tr.doc.resolve(pos);
  const node = $pos.nodeAfter;
  if (!node) return false;
  const isText = node.isTextblock && $pos.nodeBefore?.isTextblock === true;
  if (isText && canJoin(tr.doc, pos)) {
    tr.join(pos);
    return true;
  }
  if (node.isTextblock && node.content.size > 0) return true;
  if (tr.doc.childCount < 2) return true;
  tr.delete(pos, pos + node.nodeSize);
  return true;
}

/** Puts letters, breaks and nodes in at a place, one after the other. */
function putIn(tr: Transaction, from: number, gone: readonly Gone[], before: NodesBefore): boolean {
  const { schema } = tr.doc.type;
  let pos = from;
  for (const one of gone) {
    const inText = tr.doc.resolve(pos).parent.inlineContent;
    if (one.is === "letters") {
      const text = schema.text(one.text, marksFrom(schema, one.attrs) as readonly Mark[]);
      if (!inText) {
        // Between blocks letters stand in one of their own.
        tr.insert(pos, schema.nodes.block?.create(null, text) ?? text);
        pos += text.nodeSize + 1;
        continue;
      }
      tr.insert(pos, text);
      pos += text.nodeSize;
    } else if (one.is === "break") {
      const type = schema.nodes.block;
      if (!type) return false;
      const attrs = lookAttrs(one);
      if (inText) {
        tr.split(pos, 1, [{ type, attrs }]);
        pos += 2;
      } else {
        tr.insert(pos, type.create(attrs));
        pos += 1;
      }
    } else {
      const node = before.nodeOf(one.id);
      if (!node) return false;
      if (node.isInline) {
        if (!inText) return false;
        tr.insert(pos, node);
        pos += node.nodeSize;
        continue;
      }
      // A block of its own goes behind the block, or splits it where it stood within.
      const $pos = tr.doc.resolve(pos);
      let at = pos;
      if ($pos.parent.inlineContent) {
        if ($pos.depth !== 1) return false;
        if ($pos.parentOffset === $pos.parent.content.size) at = $pos.after();
        else if ($pos.parentOffset === 0) at = $pos.before();
        else {
          tr.split(pos);
          at = pos + 1;
        }
      }
      tr.insert(at, node);
      pos = at + node.nodeSize;
    }
  }
  return true;
}

function lookAttrs({ look, id }: Extract<Gone, { is: "break" }>): Record<string, unknown> {
  const attrs: Record<string, unknown> = { id };
  if (look.kind !== undefined) attrs.kind = look.kind;
  if (look.level !== undefined) attrs.level = look.level;
  return attrs;
}

/** Nodes as they were in the baseline, read when the first is asked for. */
class NodesBefore {
  #read: { readonly reader: FlowReader; readonly doc: Node } | null = null;

  constructor(
    readonly baseline: Baseline,
    readonly schema: Schema,
  ) {}

  nodeOf(id: { readonly client: number; readonly clock: number }): Node | null {
    const item = this.baseline.itemAt(id as Y.ID);
    if (!item) return null;
    const { reader, doc } = this.#whole();
    const row = reader.rowOf(item);
    if (row && reader.isRow(item)) return doc.maybeChild(row.index);
    if (!row) {
      const { nodeName } = elementOf(item);
      const type = this.schema.nodes[nodeName];
      return type?.isInline ? type.create(elementOf(item).getAttributes()) : null;
    }
    return noteIn(doc, reader, item);
  }

  #whole(): { readonly reader: FlowReader; readonly doc: Node } {
    if (!this.#read) {
      const reader = new FlowReader(this.baseline.root, this.schema);
      this.#read = { reader, doc: reader.readAll() };
    }
    return this.#read;
  }
}

function noteIn(doc: Node, reader: FlowReader, item: Y.Item): Node | null {
  const id = reader.ids.show(item);
  let found: Node | null = null;
  doc.descendants((node) => {
    if (node.type.name === "footnote" && node.attrs.id === id) found = node;
    return found === null;
  });
  return found;
}

/** Whether the places of a change are of this document, so that it may be put back in it. */
export function isWithin(doc: Node, change: ShownChange, shift: number): boolean {
  const rows = startsOf(doc).length - 1;
  return change.pieces.every(
    ({ at }) => at.row + shift < rows && (at.row + shift < 0 || nodeAt(doc, shifted(at, shift))),
  );
}
