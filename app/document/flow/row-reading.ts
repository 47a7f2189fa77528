import type { Schema } from "@tiptap/pm/model";
import type * as Y from "yjs";
import type { IdRegistry } from "./ids.ts";
import type { Flow, Inline, Row } from "./rows.ts";

/** Access to the rows read so far. */
export interface KnownRows {
  /** The row of a marker, atom or table, or the row that contains a footnote. */
  rowOf(item: Y.Item): Row | undefined;
  /** The size of a row in ProseMirror positions. */
  sizeOf(row: Row): number;
}

/** Access to what nodes are built from. */
export interface RowContents {
  readonly schema: Schema;
  readonly ids: IdRegistry;
  /** The content of a text block. */
  contentOf(row: Row): readonly Inline[];
  /** The flow of a cell; reads it where it is not known yet. */
  cellFlow(type: Y.XmlText, table: Row): Flow;
}
