/** A mark as JSON. */
export interface MarkJSON {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

/** A node of the legal text as JSON, in the form that ProseMirror writes and reads. */
export interface ProseNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly ProseNode[];
  readonly text?: string;
  readonly marks?: readonly MarkJSON[];
}

/** A whole document as JSON. */
export interface ProseJSON extends ProseNode {
  readonly type: "doc";
  readonly content: readonly ProseNode[];
}

/** Why prose can't be read, with the block at fault. */
export class ProseError extends Error {
  override readonly name = "ProseError";
  /** The id of the block at fault, where there is one. */
  readonly blockId: string | null;
  /** Where it is, counted from 1 over the document's blocks, tables and page breaks; 0 for the whole. */
  readonly place: number;

  constructor(reason: string, place: number, blockId: string | null = null) {
    super(
      place === 0
        ? `The text can't be read: ${reason}.`
        : `Block ${place} can't be read: ${reason}.`,
    );
    this.blockId = blockId;
    this.place = place;
  }
}
