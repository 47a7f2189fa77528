/**
 * A text with tracked changes: what a Word file is written from, and what one is read to (word.md W1, W2,
 * W7, W8). Its blocks are ours; each part of them says whether it was inserted or deleted, and by which
 * revision. `accepted` and `rejected` (fates.ts) give the text with all of it, and without.
 */
import type { BlockShape } from "#app/document/nodes/kinds.ts";
import type { BlockNodes, InlineNodes, MarkJSON } from "#app/document/prose.ts";

/** Author and time of a change, as a file says or the record knows. */
export interface Revision {
  /** The author's name; empty where the file names none. */
  readonly author: string;
  /** An ISO 8601 instant in UTC; null where there is none. */
  readonly at: string | null;
}

/**
 * The fate of a part: indexes into `RevisedText.revisions`, null for none. A part that is both was
 * inserted by one and deleted by another, and is nobody's live text.
 */
export interface Tracked {
  readonly inserted: number | null;
  readonly deleted: number | null;
}

/** Inline content with the same fate throughout. */
export interface RevisedInline extends Tracked {
  /** Of a footnote, `content` is left out here: `note` has it. */
  readonly node: InlineNodes[keyof InlineNodes];
  /** Its marks before a tracked change of formatting; null where that did not change. */
  readonly restyled: { readonly marks: readonly MarkJSON[]; readonly revision: number } | null;
  /** The text of a footnote. */
  readonly note?: readonly RevisedInline[];
}

/**
 * A block of text. `mark` is the fate of its end: where it is inserted, it and the block that follows were
 * one before, with the look of the following; where it is deleted, they are one after.
 */
export interface RevisedParagraph {
  readonly type: "paragraph";
  /** The block's id here; null for one from a file. */
  readonly id: string | null;
  /**
   * The id of the block that stood here before, where that was another: a text's last paragraph can only
   * be replaced. Left out where it is the same; no file says it.
   */
  readonly idBefore?: string | null;
  /** The key under which the file knows it (W6); null for none. */
  readonly key: string | null;
  readonly shape: BlockShape;
  /** Its kind and level before a tracked change of those; null where they did not change. */
  readonly reshaped: { readonly shape: BlockShape; readonly revision: number } | null;
  readonly mark: Tracked;
  readonly content: readonly RevisedInline[];
}

export interface RevisedCell {
  readonly isHeader: boolean;
  readonly colspan: number;
  readonly rowspan: number;
  readonly blocks: readonly RevisedParagraph[];
}

export interface RevisedRow extends Tracked {
  readonly cells: readonly RevisedCell[];
}

export interface RevisedTable {
  readonly type: "table";
  readonly key: string | null;
  readonly rows: readonly RevisedRow[];
}

/** A page break, a caption, a signature block or an exhibit. */
export interface RevisedOther extends Tracked {
  readonly type: "other";
  readonly key: string | null;
  readonly node: Exclude<BlockNodes[keyof BlockNodes], { readonly type: "block" | "table" }>;
}

export type RevisedBlock = RevisedParagraph | RevisedTable | RevisedOther;

export interface RevisedText {
  readonly blocks: readonly RevisedBlock[];
  readonly revisions: readonly Revision[];
}

/**
 * A place in a revised text. `cell` is the row, the cell in it and the block there, in a table. `offset`
 * counts the block's content, deleted parts too: UTF-16 units of text, 1 for any other node.
 */
export interface RevisedPlace {
  readonly block: number;
  readonly cell: readonly [row: number, cell: number, paragraph: number] | null;
  readonly offset: number;
}

/** A comment of a Word file, or one that goes into one. */
export interface WordComment {
  /** Unique in its file. */
  readonly id: number;
  readonly author: string;
  readonly at: string | null;
  /** Paragraphs are parted by line feeds. */
  readonly text: string;
  /** The comment that it answers; null for the first of a thread. */
  readonly parent: number | null;
  /** Whether its thread is marked as done. */
  readonly isDone: boolean;
  readonly from: RevisedPlace;
  readonly to: RevisedPlace;
}
