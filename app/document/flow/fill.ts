/** Writes new content without predecessor: a whole text, a table, a cell. */
import type { Node } from "@tiptap/pm/model";
import * as Y from "yjs";
import { setCellAttributes } from "./attributes.ts";
import { Cursor, type NestedWriter } from "./cursor.ts";
import { NO_ATTRS } from "./formats.ts";
import { type NodeUnit, blockUnits } from "./units.ts";

/** Writes the blocks of `node` into an empty flow. */
export function fillFlow(
  t: Y.Transaction,
  type: Y.XmlText,
  node: Node,
  nested: NestedWriter,
): void {
  const units = blockUnits(node, 0, node.childCount, 0, "runs");
  const cursor = new Cursor(
    t,
    { type, left: null, attrs: NO_ATTRS, standing: "start", isNote: false, isToEnd: true },
    nested,
  );
  cursor.run(units.map((b) => ({ a: null, b })));
}

export function insertRow(
  t: Y.Transaction,
  table: Y.XmlElement,
  index: number,
  row: Node,
  nested: NestedWriter,
): void {
  const element = new Y.XmlElement("tableRow");
  table.insert(index, [element]);
  for (const [at, cell] of row.content.content.entries()) insertCell(t, element, at, cell, nested);
}

export function insertCell(
  t: Y.Transaction,
  row: Y.XmlElement,
  index: number,
  cell: Node,
  nested: NestedWriter,
): void {
  const type = new Y.XmlText();
  row.insert(index, [type]);
  setCellAttributes(type, null, cell);
  fillFlow(t, type, cell, nested);
}

/** Writes new, still empty nodes. */
export class FreshWriter implements NestedWriter {
  constructor(protected readonly t: Y.Transaction) {}

  fillTable(element: Y.XmlElement, table: Node): void {
    for (const [at, row] of table.content.content.entries()) {
      insertRow(this.t, element, at, row, this);
    }
  }
  changeNote(_type: Y.XmlText, _before: Node, _after: Node): void {
    throw new Error("a new text has no footnote to change");
  }
  changeTable(_element: Y.XmlElement, _before: NodeUnit, _after: NodeUnit): void {
    throw new Error("a new text has no table to change");
  }
}
