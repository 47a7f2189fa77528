import type { BlockShape } from "#app/document/nodes/kinds.ts";
import type { ProseNode } from "#app/document/prose.ts";

/** What became of a piece of text. `restyled`: the same words, marked otherwise (bold, a link). */
export type WordChange = "same" | "inserted" | "deleted" | "restyled";

/** Words, line breaks and whatever else stands in a line, with what became of them. */
export interface RedlinePiece {
  readonly change: WordChange;
  readonly nodes: readonly ProseNode[];
}

/**
 * Where a block stands: in its place, only in the later text, only in the earlier one, or moved. What
 * moved is told twice: `moved-away` where it stood, `moved-here` where it stands.
 */
export type BlockFate = "stays" | "inserted" | "deleted" | "moved-here" | "moved-away";

export type RedlineBlock = RedlineText | RedlineTable | RedlineOther;

/** A block of text. */
export interface RedlineText {
  readonly type: "text";
  readonly place: BlockFate;
  readonly id: string | null;
  /** The number that it has where it is shown: that a number changed is no change of the text. */
  readonly label: string | null;
  readonly shape: BlockShape;
  /** What it was, where it was of another kind or level. */
  readonly was: BlockShape | null;
  readonly pieces: readonly RedlinePiece[];
}

export interface RedlineTable {
  readonly type: "table";
  readonly place: BlockFate;
  readonly rows: readonly RedlineRow[];
}

export interface RedlineRow {
  readonly place: "stays" | "inserted" | "deleted";
  readonly cells: readonly {
    readonly head: boolean;
    readonly pieces: readonly RedlinePiece[];
  }[];
}

/** What is neither text nor table: a page break, a caption, a signature block, an exhibit. */
export interface RedlineOther {
  readonly type: "other";
  readonly place: BlockFate;
  readonly node: ProseNode;
}

/** What differs between two texts. One result, drawn in several ways. */
export interface Redline {
  readonly blocks: readonly RedlineBlock[];
  readonly counts: RedlineCounts;
  /**
   * False where the two are so different that some blocks could not be compared word by word within
   * the effort allowed; these stand as deleted and inserted.
   */
  readonly exact: boolean;
}

/** How many blocks (a table counts as one) were inserted, deleted, moved, or changed in their place. */
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

/** Whether the two texts are the same. */
export function isUnchanged({ counts }: Redline): boolean {
  return Object.values(counts).every((count) => count === 0);
}
