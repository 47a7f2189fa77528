import type { Node, Schema } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import type * as Y from "yjs";
import type { Baseline, ChangePiece, Gone } from "#app/document/changes/index.ts";
import { marksFrom } from "#app/document/flow/formats.ts";
import { elementOf } from "#app/document/flow/layout.ts";
import { FlowReader } from "#app/document/flow/reader.ts";
import type { FlowBinding } from "#app/editor/binding/index.ts";
import { wholeNode } from "./change-marks.ts";
import { type ChangeSet, type ShownChange, shifted } from "./change-set.ts";
import { FlowEdit, type FlowPart } from "./flow-edit.ts";
import { childOf, nodeAt, type PlacedNode, positionOf } from "./places.ts";

/**
 * Adds to a transaction what puts back the old words of a change where it stands (M15): an ordinary
 * edit, in the places of this very document. False where it can't be put back, and then the
 * transaction must not be used.
 */
export function putBack(
  tr: Transaction,
  { change, shift }: { readonly change: ShownChange; readonly shift: number },
  { baseline, binding }: ChangeSet,
): boolean {
  const pieces = change.pieces.map((piece) => ({ piece, at: shifted(piece.at, shift) }));
  const before = new NodesBefore(baseline, tr.doc.type.schema);
  // Marks and attributes move nothing: they come first, while all places are of this document.
  if (!pieces.every((one) => putBackLook(tr, one))) return false;
  const at = pieces[0]?.at;
  const flow = flowOf(tr.doc, at);
  if (!at || !flow) return false;
  const edit = new FlowEdit(flow.node, flow.pos, (row) => hasNoMarker(binding, at, row));
  return pieces.every((one) => putBackWords(edit, one, before)) && edit.addTo(tr);
}

/** Whether a block has no marker: a row of the text, or of a cell of the table in a row of it. */
function hasNoMarker(
  { reader }: FlowBinding,
  { row, cell }: { readonly row: number; readonly cell: readonly number[] | null },
  inner: number,
): boolean {
  const [line = 0, column = 0] = cell ?? [];
  const { rootFlow } = reader;
  const flow = cell ? reader.flowOf(rootFlow.rows[row]?.grid?.cells[line]?.[column]) : rootFlow;
  return flow?.rows[inner]?.item === null;
}

interface PlacedPiece {
  readonly piece: ChangePiece;
  readonly at: ChangePiece["at"];
}

function putBackLook(tr: Transaction, { piece, at }: PlacedPiece): boolean {
  const { doc } = tr;
  if (piece.is === "restyled") {
    const from = positionOf(doc, at);
    const to = Math.min(from + piece.size, doc.content.size);
    tr.removeMark(from, to);
    for (const mark of marksFrom(doc.type.schema, piece.before)) tr.addMark(from, to, mark);
  } else if (piece.is === "reshaped") {
    const whole = wholeNode(doc, at, piece);
    if (!whole) return false;
    const defaults = whole.node.type.create().attrs;
    for (const name of Object.keys(whole.node.attrs)) {
      if (name === "id") continue;
      // Attributes that were not set are as the schema has them.
      const value: unknown = piece.before[name] ?? defaults[name];
      if (value !== whole.node.attrs[name]) tr.setNodeAttribute(whole.pos, name, value);
    }
  }
  return true;
}

/** The text that the places of a change are in: the document, or a cell of one of its tables. */
function flowOf(doc: Node, at: ChangePiece["at"] | undefined): PlacedNode | null {
  if (!at?.cell) return { node: doc, pos: -1 };
  const table = nodeAt(doc, { ...at, cell: null });
  const line = table && childOf(table, at.cell[0]);
  return line && childOf(line, at.cell[1]);
}

function putBackWords(edit: FlowEdit, { piece, at }: PlacedPiece, before: NodesBefore): boolean {
  const row = at.cell ? at.cell[2] : at.row;
  switch (piece.is) {
    case "restyled":
    case "reshaped":
      return true;
    case "inserted":
      edit.takeOut(row, at.offset, piece.size);
      return true;
    case "row":
      edit.takeRowOut(row);
      return true;
    case "deleted": {
      const parts = piece.gone.map((gone) => partOf(gone, before));
      if (!parts.every((part) => part !== null)) return false;
      edit.putIn(row, at.offset, parts);
      return true;
    }
    case "line":
    case "cell":
      return false;
  }
}

/** Turns what is gone into a part of a flow; null where it can't stand in one. */
function partOf(gone: Gone, before: NodesBefore): FlowPart | null {
  const { schema } = before;
  switch (gone.is) {
    case "letters":
      return { is: "inline", node: schema.text(gone.text, marksFrom(schema, gone.attrs)) };
    case "break": {
      const { kind, level } = gone.look;
      const attrs = {
        id: gone.id,
        ...(kind === undefined ? {} : { kind }),
        ...(level === undefined ? {} : { level }),
      };
      const node = schema.nodes.block?.create(attrs);
      return node ? { is: "block", node } : null;
    }
    case "node": {
      const node = before.nodeOf(gone.id);
      return node && { is: node.isInline ? "inline" : "whole", node };
    }
  }
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
