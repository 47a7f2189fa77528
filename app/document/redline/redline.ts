import type { BlockShape } from "#app/document/nodes/kinds.ts";
import type { ProseNode } from "#app/document/prose.ts";

/** The fate of a piece of text. `restyled`: the same words with other marks (bold, a link). */
export type WordChange = "same" | "inserted" | "deleted" | "restyled";

/** Inline content with what happened to it. */
export interface RedlinePiece {
  readonly change: WordChange;
  readonly nodes: readonly ProseNode[];
}

/**
 * The fate of a block: unmoved, only in the later text, only in the earlier one, or moved. A moved
 * block is listed twice: `moved-away` at its old place, `moved-here` at its new one.
 */
export type BlockChange = "stays" | "inserted" | "deleted" | "moved-here" | "moved-away";

export type RedlineBlock = RedlineText | RedlineTable | RedlineOther;

/** A text block. */
export interface RedlineText {
  readonly type: "text";
  readonly place: BlockChange;
  readonly id: string | null;
  /** Its number on the side that is shown: a different number is no change of the text. */
  readonly label: string | null;
  /** Its number in the earlier text; null there where it has none. */
  readonly oldLabel: string | null;
  readonly shape: BlockShape;
  /** Its earlier kind and level, where those changed. */
  readonly was: BlockShape | null;
  readonly pieces: readonly RedlinePiece[];
}

export interface RedlineTable {
  readonly type: "table";
  readonly place: BlockChange;
  readonly rows: readonly RedlineRow[];
}

export interface RedlineRow {
  readonly place: "stays" | "inserted" | "deleted";
  readonly cells: readonly {
    readonly head: boolean;
    readonly pieces: readonly RedlinePiece[];
  }[];
}

/**
 * A block that is neither text nor table: a page break, a caption, a signature block, an exhibit.
 */
interface RedlineOther {
  readonly type: "other";
  readonly place: BlockChange;
  readonly node: ProseNode;
}

/** The differences between two texts, independent of how they are rendered. */
export interface Redline {
  readonly blocks: readonly RedlineBlock[];
  readonly counts: RedlineCounts;
  /**
   * False where some blocks differ too much to be compared by word within the budget; these appear
   * as deleted and inserted.
   */
  readonly exact: boolean;
}

/** The number of blocks (a table counts as one) inserted, deleted, moved, or changed in place. */
export interface RedlineCounts {
  readonly inserted: number;
  readonly deleted: number;
  readonly moved: number;
  readonly changed: number;
}

/** Whether anything in the block differs. */
export function isChanged(block: RedlineBlock): boolean {
  if (block.place !== "stays") return true;
  switch (block.type) {
    case "text":
      return block.was !== null || !block.pieces.every(isSame);
    case "table":
      return block.rows.some(
        ({ place, cells }) =>
          place !== "stays" || cells.some(({ pieces }) => !pieces.every(isSame)),
      );
    case "other":
      return false;
  }
}

function isSame({ change }: RedlinePiece): boolean {
  return change === "same";
}
