/**
 * What each node is told when it is rendered, and what it answers. A renderer is a Record of all nodes
 * (index.ts), so that one that was forgotten does not compile.
 */
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { FilingFields } from "#app/document/details/filing-fields.ts";
import type { Places } from "#app/document/numbering/references.ts";
import type {
  Attributes,
  BlockNodes,
  HeldNodes,
  InlineNodes,
  ProseNode,
  ProseNodes,
} from "#app/document/prose.ts";
import type { DrawnPage } from "#app/document/rendering/drawn-page.ts";
import type { BlockData, PrintedRun } from "#app/document/rendering/typst/page-data.ts";
import type { References } from "#app/document/rendering/typst/references.ts";
import type { FaultPlace } from "#app/document/rendering/typst/typeset-error.ts";

/** Of each of these nodes, how it becomes a `Result`. */
export type Renderers<Nodes, Context, Result> = {
  readonly [Type in keyof Nodes]: (node: Nodes[Type], context: Context) => Result;
};

/** Safe HTML, as the editor draws it. */
export interface HtmlContext {
  readonly page: DrawnPage;
  /** Blocks, rows or cells, one after the other. */
  readonly blocks: (nodes: readonly ProseNode[] | undefined) => string;
  /** What stands in a line, with its marks. */
  readonly words: (nodes: readonly ProseNode[] | undefined) => string;
  /** The same, with what gives the last line a height. */
  readonly line: (nodes: readonly ProseNode[] | undefined) => string;
}
export type HtmlRenderers = Renderers<HeldNodes, HtmlContext, string>;

export interface PlainTextContext {
  readonly page: DrawnPage;
  /** What stands in a node. */
  readonly inside: (node: ProseNode, separator?: string) => string;
}
export type PlainTextRenderers = Renderers<HeldNodes, PlainTextContext, string>;

/** The nodes' data for the templates of the PDF. */
export interface TypstContext {
  readonly details: DocumentDetails;
  readonly filing: FilingFields | null;
  readonly references: References;
  /** Brings words to the form in which they are printed; throws a TypesetError for what can't be. */
  readonly print: (text: string, place: FaultPlace) => string;
  /** Whether something may still be missing: a draft is set with its gaps named. */
  readonly gapsAllowed: boolean;
  /** Whether blocks are to tell on which page they lie. */
  readonly located: boolean;
  /** How wide a line is, in points at 12-point type, within a table; null where it is the page's. */
  readonly room: number | null;
  /** The level that a heading has in the PDF's structure. */
  readonly tagOf: (level: number) => number;
  readonly runs: (
    nodes: readonly ProseNode[] | undefined,
    place: FaultPlace,
    room: number | null,
  ) => PrintedRun[];
  readonly blocks: (nodes: readonly ProseNode[] | undefined, room: number | null) => BlockData[];
}
/** A block is added to those before it: items are gathered into lists, signature blocks into rows. */
export type TypstBlockRenderers = Renderers<
  BlockNodes,
  TypstContext & { readonly before: BlockData[] },
  void
>;
export type TypstInlineRenderers = Renderers<
  InlineNodes,
  TypstContext & { readonly place: FaultPlace },
  readonly PrintedRun[]
>;

export interface CompletenessContext {
  readonly places: Places;
  readonly details: DocumentDetails;
  /** An exhibit's letter. */
  readonly letter: string;
  /** " in the paragraph that begins …", of what stands in a line. */
  readonly where: string;
}
/** What is missing of a node, as it stands in a sentence; null where it is whole. */
export type CompletenessRules = Renderers<HeldNodes, CompletenessContext, string | null>;

/** Why the attributes of a node can't stand in legal text, as a sentence's end; null where they can. */
export type AttributeChecks = {
  readonly [Type in keyof ProseNodes]: (attributes: Attributes) => string | null;
};
