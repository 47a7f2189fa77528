/** A mark as JSON. */
export interface MarkJSON {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

/** Attributes as JSON has them: what may stand in them is checked when a version is read. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A node that holds others. */
interface HolderNode<Type extends string> {
  readonly type: Type;
  readonly attrs?: Attributes;
  readonly content?: readonly ProseNode[];
  readonly text?: undefined;
  readonly marks?: readonly MarkJSON[];
}

/** A node in which nothing stands. */
interface LeafNode<Type extends string> {
  readonly type: Type;
  readonly attrs?: Attributes;
  readonly content?: undefined;
  readonly text?: undefined;
  readonly marks?: readonly MarkJSON[];
}

/** Words that all have the same marks. */
export interface TextNode {
  readonly type: "text";
  readonly text: string;
  readonly attrs?: Attributes;
  readonly content?: undefined;
  readonly marks?: readonly MarkJSON[];
}

/** A whole document as JSON. */
export interface ProseJSON {
  readonly type: "doc";
  readonly attrs?: Attributes;
  readonly content: readonly ProseNode[];
  readonly text?: undefined;
  readonly marks?: readonly MarkJSON[];
}

/** What stands in a document, one below the other. */
export interface BlockNodes {
  readonly block: HolderNode<"block">;
  readonly table: HolderNode<"table">;
  readonly pageBreak: LeafNode<"pageBreak">;
  readonly caption: LeafNode<"caption">;
  readonly signatureBlock: LeafNode<"signatureBlock">;
  readonly exhibit: LeafNode<"exhibit">;
}

/** What a table is made of. A cell holds blocks of text. */
export interface TableParts {
  readonly tableRow: HolderNode<"tableRow">;
  readonly tableCell: HolderNode<"tableCell">;
  readonly tableHeader: HolderNode<"tableHeader">;
}

/** What stands in a line. */
export interface InlineNodes {
  readonly text: TextNode;
  readonly hardBreak: LeafNode<"hardBreak">;
  readonly field: LeafNode<"field">;
  readonly crossReference: LeafNode<"crossReference">;
  readonly footnote: HolderNode<"footnote">;
}

/** Everything that a document holds. A renderer is a Record of all of these (nodes/index.ts). */
export interface HeldNodes extends BlockNodes, TableParts, InlineNodes {}

/** Every node of the legal text by its type. */
export interface ProseNodes extends HeldNodes {
  readonly doc: ProseJSON;
}

export type ProseNodeType = keyof ProseNodes;

/** A node of the legal text as JSON, in the form that ProseMirror writes and reads. */
export type ProseNode = ProseNodes[ProseNodeType];

/** The node with something else in it; one that holds nothing stays as it is. */
export function withContent(node: ProseNode, content: readonly ProseNode[]): ProseNode {
  return node.content ? { ...node, content } : node;
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
