export interface MarkJSON {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

/** Attributes as JSON; validated when a version is read. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A node with content. */
interface HolderNode<Type extends string> {
  readonly type: Type;
  readonly attrs?: Attributes;
  readonly content?: readonly ProseNode[];
  readonly text?: undefined;
  readonly marks?: readonly MarkJSON[];
}

/** A node without content. */
interface LeafNode<Type extends string> {
  readonly type: Type;
  readonly attrs?: Attributes;
  readonly content?: undefined;
  readonly text?: undefined;
  readonly marks?: readonly MarkJSON[];
}

/** Text with the same marks throughout. */
export interface TextNode {
  readonly type: "text";
  readonly text: string;
  readonly attrs?: Attributes;
  readonly content?: undefined;
  readonly marks?: readonly MarkJSON[];
}

export interface ProseJSON {
  readonly type: "doc";
  readonly attrs?: Attributes;
  readonly content: readonly ProseNode[];
  readonly text?: undefined;
  readonly marks?: readonly MarkJSON[];
}

/** The block-level nodes. */
export interface BlockNodes {
  readonly block: HolderNode<"block">;
  readonly table: HolderNode<"table">;
  readonly pageBreak: LeafNode<"pageBreak">;
  readonly caption: LeafNode<"caption">;
  readonly signatureBlock: LeafNode<"signatureBlock">;
  readonly exhibit: LeafNode<"exhibit">;
}

/** The parts of a table. A cell contains text blocks. */
interface TableParts {
  readonly tableRow: HolderNode<"tableRow">;
  readonly tableCell: HolderNode<"tableCell">;
  readonly tableHeader: HolderNode<"tableHeader">;
}

/** The inline nodes. */
export interface InlineNodes {
  readonly text: TextNode;
  readonly hardBreak: LeafNode<"hardBreak">;
  readonly field: LeafNode<"field">;
  readonly crossReference: LeafNode<"crossReference">;
  readonly footnote: HolderNode<"footnote">;
}

/** All nodes inside a document. A renderer is a Record of all of these (nodes/index.ts). */
export interface ContentNodes extends BlockNodes, TableParts, InlineNodes {}

export interface ProseNodes extends ContentNodes {
  readonly doc: ProseJSON;
}

export type ProseNodeType = keyof ProseNodes;

/** A node of the legal text as ProseMirror's JSON. */
export type ProseNode = ProseNodes[ProseNodeType];

/** The node with other content; a node without content stays as it is. */
export function withContent(node: ProseNode, content: readonly ProseNode[]): ProseNode {
  return node.content ? { ...node, content } : node;
}

/** Why prose can't be read, with the block at fault. */
export class ProseError extends Error {
  override readonly name = "ProseError";
  /** The id of the block at fault, if it has one. */
  readonly blockId: string | null;
  /**
   * Its number from 1 among the document's blocks, tables and page breaks; 0 for the whole
   * document.
   */
  readonly place: number;

  constructor(reason: string, place: number, blockId: string | null = null) {
    super(
      place === 0
        ? `The text can’t be read: ${reason}.`
        : `Block ${place} can’t be read: ${reason}.`,
    );
    this.blockId = blockId;
    this.place = place;
  }
}
