import type * as Y from "yjs";
import type { Attrs } from "./formats.ts";

/** A piece of a block's content: letters with the same formats, an inline atom or a footnote. */
export type Inline =
  | { text: string; readonly attrs: Attrs }
  | { readonly item: Y.Item; readonly isNote: boolean };

/** One block of a flow as ProseMirror shows it: a text block, a block atom or a table. */
export class Row {
  /** Its index among the rows of its flow. */
  index = 0;
  /** True for the one empty block that an empty flow reads as. */
  isEmpty = false;
  /** The items whose ids it has registered: its own and those of its footnotes. */
  held: Y.Item[] = [];
  /** A table's rows and cells, as last read. */
  grid: { readonly lines: Y.XmlElement[]; readonly cells: Y.XmlText[][] } | null = null;
  /** The content, only while the row is being read: typed letters are not added. */
  content: Inline[] | null = [];

  constructor(
    readonly flow: Flow,
    readonly kind: "text" | "atom" | "table",
    /** The item of its marker, atom or table; null for a block without a marker. */
    readonly item: Y.Item | null,
    /**
     * For a block without a marker: the id of the item before it, from which its own id is derived.
     */
    readonly key: Y.ID | null,
    /** The formats in force where it begins. */
    readonly start: Attrs,
  ) {}
}

/** The root, or a cell, with its rows as last read. */
export class Flow {
  rows: Row[] = [];

  constructor(
    readonly type: Y.XmlText,
    /** The table that contains the cell; null for the root. */
    public table: Row | null,
  ) {}

  /** Whether it was last read as empty, without even a marker. */
  get isEmpty(): boolean {
    const [first] = this.rows;
    return this.rows.length === 1 && first?.item === null && first.isEmpty;
  }

  /**
   * The item after which a row's content begins: its marker, or the item before a markerless block.
   */
  walkFrom(row: Row): Y.Item | null {
    return row.item ?? this.rows[row.index - 1]?.item ?? null;
  }
}
