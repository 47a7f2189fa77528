import type { Attrs } from "#app/document/flow/formats.ts";
import type { IdRange } from "#app/protocol/id-ranges.ts";

/** The person who did something, and when; `person` names them for whoever asks. */
export interface Doer {
  /** The same for all that one person did. */
  readonly person: string;
  /** Milliseconds since 1970; null where it is not committed yet. */
  readonly at: number | null;
}

/** Tells who inserted or deleted an id, and up to which clock that holds. */
export type DoerOf = (
  did: "inserted" | "deleted",
  client: number,
  clock: number,
) => { readonly doer: Doer | null; readonly until: number };

/** Ids of one client. */
export interface IdRun extends IdRange {
  readonly client: number;
}

/**
 * A place in the text as it is now: positions in a row's content, the end where there are fewer.
 * `row` counts the blocks of the text, and is -1 for what stood before the first; in a table, `cell` says which of its lines, which cell of the line, and which block there.
 * Lines and cells that are gone stood behind the one that is named; -1 where they stood first.
 */
export interface ChangePlace {
  readonly row: number;
  readonly cell: readonly [line: number, column: number, row: number] | null;
  readonly offset: number;
}

/** A kind and level of a block, as the text has them. */
export interface BlockLook {
  readonly kind: unknown;
  readonly level: unknown;
}

/** Something that was there, as it is drawn and put back. */
export type Gone =
  | { readonly is: "letters"; readonly text: string; readonly attrs: Attrs }
  /** The end of the block before: what follows was a block of its own. */
  | { readonly is: "break"; readonly look: BlockLook; readonly id: unknown }
  /** Anything else, in words; `id` is its Yjs id in the baseline. */
  | { readonly is: "node"; readonly name: string; readonly words: string; readonly id: IdRun };

/** Letters with their marks. */
export interface LookingLetters {
  readonly text: string;
  readonly attrs: Attrs;
}

interface PieceBase {
  readonly at: ChangePlace;
  readonly doer: Doer | null;
  /** The items of the text that this is about, for ticking it off. */
  readonly ids: readonly IdRun[];
}

/** One difference between the baseline and the text. */
export type ChangePiece =
  /** Letters, inline atoms and footnotes that came, `size` positions from `at` on. */
  | (PieceBase & {
      readonly is: "inserted";
      readonly size: number;
      readonly text: string;
      /** As they are now; null where a node is among them. */
      readonly letters?: readonly LookingLetters[] | null;
    })
  /** Content that is gone and stood before `at`. */
  | (PieceBase & { readonly is: "deleted"; readonly gone: readonly Gone[] })
  /** A block, block atom or table that came: it is the row of `at`. */
  | (PieceBase & {
      readonly is: "row";
      readonly name: string;
      readonly blockId: unknown;
      /** Of a block of text. */ readonly look?: BlockLook | undefined;
    })
  /** A line or a cell of a table that came. */
  | (PieceBase & { readonly is: "line" | "cell" })
  /** Letters with other marks than before. */
  | (PieceBase & { readonly is: "restyled"; readonly size: number; readonly before: Attrs })
  /** A block of another kind or level, or a node with other attributes. */
  | (PieceBase & {
      readonly is: "reshaped";
      readonly before: Readonly<Record<string, unknown>>;
      /** Whether it is a node within a block. */
      readonly isInline: boolean;
    });

/** Neighboring differences by one person: what is counted, shown and put back as one. */
export interface TextChange {
  readonly pieces: readonly [ChangePiece, ...ChangePiece[]];
  readonly doer: Doer | null;
  /** Whether blocks stand elsewhere, and nothing else about them differs. */
  readonly isMove?: boolean;
}

/** The changes from one block that was there before to the next. */
export interface ChangedStretch {
  /** The id of the item of its first block; null at the start of the text. */
  readonly key: string | null;
  /** Its first row, and how many it has. */
  readonly row: number;
  readonly rows: number;
  readonly changes: readonly TextChange[];
}
