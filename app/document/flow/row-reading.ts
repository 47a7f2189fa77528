import type { Schema } from "@tiptap/pm/model";
import type * as Y from "yjs";
import type { IdRegistry } from "./ids.ts";
import type { Flow, Inline, Row } from "./rows.ts";

/** What is known of the rows read so far. */
export interface KnownRows {
  /** The row of a marker, atom or table, or the one that a footnote stands in. */
  rowOf(item: Y.Item): Row | undefined;
  /** How many positions of ProseMirror a row takes. */
  sizeOf(row: Row): number;
}

/** What nodes are built from. */
export interface RowContents {
  readonly schema: Schema;
  readonly ids: IdRegistry;
  /** What stands in a text block. */
  contentOf(row: Row): readonly Inline[];
  /** The flow of a cell, read where it is not known yet. */
  cellFlow(type: Y.XmlText, table: Row): Flow;
}
