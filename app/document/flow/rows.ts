import type * as Y from "yjs";
import type { Attrs } from "./formats.ts";

/** What stands in a block: letters of one kind, or an inline atom or footnote. */
export type Inline =
  { text: string; readonly attrs: Attrs } | { readonly item: Y.Item; readonly isNote: boolean };

/** One block of a flow, as ProseMirror has it: a text block, a block atom or a table. */
export class Row {
  /** Its place among the rows of its flow. */
  index = 0;
  /** Whether it is only there because a flow without anything in it has one empty block. */
  isEmpty = false;
  /** The items whose ids it answers for: its own and those of its footnotes. */
  held: Y.Item[] = [];
  /** A table's rows and cells, as they were last read. */
  grid: { readonly lines: Y.XmlElement[]; readonly cells: Y.XmlText[][] } | null = null;
  /** What stands in it, only while it is being read: letters that are typed do not come here. */
  content: Inline[] | null = [];

  constructor(
    readonly flow: Flow,
    readonly kind: "text" | "atom" | "table",
    /** The item of its marker, atom or table; null for a block without a marker. */
    readonly item: Y.Item | null,
    /** For a block without a marker: the id of the item before it, of which its own id is made. */
    readonly key: Y.ID | null,
    /** The formats that hold where it begins. */
    readonly start: Attrs,
  ) {}
}

/** The root, or a cell. Its rows are as they were last read. */
export class Flow {
  rows: Row[] = [];

  constructor(
    readonly type: Y.XmlText,
    /** The table that it is a cell of. */
    public table: Row | null,
  ) {}

  /** Whether it was last seen with nothing in it, not even a marker. */
  get isEmpty(): boolean {
    const [first] = this.rows;
    return this.rows.length === 1 && first?.item === null && first.isEmpty;
  }

  /** The item from which a row's content is walked: its marker, or what a block without one follows. */
  walkFrom(row: Row): Y.Item | null {
    return row.item ?? this.rows[row.index - 1]?.item ?? null;
  }
}
