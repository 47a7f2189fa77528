/** Builds ProseMirror nodes from what was read. */
import type { Node } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { attributesOf, cellAttributesOf } from "./attributes.ts";
import { marksFrom } from "./formats.ts";
import { noteContent } from "./inline.ts";
import { OWN_ID, elementOf, gridOf, textOf } from "./layout.ts";
import type { RowContents } from "./row-reading.ts";
import type { Inline, Row } from "./rows.ts";

/** The node of a row: a block, a block atom or a table. */
export function buildRow(reader: RowContents, row: Row): Node {
  const { ids } = reader;
  const { item } = row;
  if (row.kind === "text") {
    const attributes = item ? attributesOf(elementOf(item)) : {};
    const id = item ? ids.show(item) : ids.implicitId(row.key);
    return typeNamed(reader, "block").create(
      { ...attributes, id },
      buildInline(reader, reader.contentOf(row)),
    );
  }
  if (!item) throw new Error("an atom or table without an item");
  const element = elementOf(item);
  if (row.kind === "table") {
    return typeNamed(reader, "table").create(
      null,
      gridOf(element).map((cells) => buildTableRow(reader, cells, row)),
    );
  }
  const { nodeName } = element;
  const attributes = attributesOf(element);
  if (OWN_ID.has(nodeName)) attributes.id = ids.show(item);
  return typeNamed(reader, nodeName).create(attributes);
}

export function buildTableRow(reader: RowContents, cells: readonly Y.XmlText[], table: Row): Node {
  return typeNamed(reader, "tableRow").create(
    null,
    cells.map((cell) => buildCell(reader, cell, table)),
  );
}

export function buildCell(reader: RowContents, cell: Y.XmlText, table: Row): Node {
  const { header, ...spans } = cellAttributesOf(cell);
  return typeNamed(reader, header === true ? "tableHeader" : "tableCell").create(
    spans,
    reader.cellFlow(cell, table).rows.map((row) => buildRow(reader, row)),
  );
}

export function buildInline(reader: RowContents, content: readonly Inline[]): Node[] {
  const { schema, ids } = reader;
  return content.map((piece) => {
    if ("text" in piece) return schema.text(piece.text, marksFrom(schema, piece.attrs));
    if (piece.isNote) {
      return typeNamed(reader, "footnote").create(
        { id: ids.show(piece.item) },
        buildInline(reader, noteContent(textOf(piece.item))),
      );
    }
    const element = elementOf(piece.item);
    const { nodeName } = element;
    return typeNamed(reader, nodeName).create(attributesOf(element));
  });
}

function typeNamed({ schema }: RowContents, name: string) {
  const type = schema.nodes[name];
  if (!type) throw new Error(`the schema of this editor has no ${name}`);
  return type;
}
