/**
 * The inputs and results of node renderers. A renderer is a Record of all nodes (index.ts), so that
 * a missing one does not compile.
 */
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { FilingFields } from "#app/document/details/filing-fields.ts";
import type { Places } from "#app/document/numbering/references.ts";
import type {
  Attributes,
  BlockNodes,
  ContentNodes,
  InlineNodes,
  ProseNode,
  ProseNodes,
} from "#app/document/prose.ts";
import type { DrawnPage } from "#app/document/rendering/drawn-page.ts";
import type { BlockData, PrintedRun } from "#app/document/rendering/typst/page-data.ts";
import type { References } from "#app/document/rendering/typst/references.ts";
import type { FaultPlace } from "#app/document/rendering/typst/typeset-error.ts";

/** For each of these nodes, how it becomes a `Result`. */
export type Renderers<Nodes, Context, Result> = {
  readonly [Type in keyof Nodes]: (node: Nodes[Type], context: Context) => Result;
};

/** Renders safe HTML, as in the editor. */
export interface HtmlContext {
  readonly page: DrawnPage;
  /** Renders blocks, rows or cells in sequence. */
  readonly blocks: (nodes: readonly ProseNode[] | undefined) => string;
  /** Renders inline content with its marks. */
  readonly words: (nodes: readonly ProseNode[] | undefined) => string;
  /** The same, with a line break that gives the last line a height. */
  readonly line: (nodes: readonly ProseNode[] | undefined) => string;
  /** The words of its footnotes, for below it; nothing where they stand in the line alone. */
  readonly notes: (nodes: readonly ProseNode[] | undefined) => string;
}
export type HtmlRenderers = Renderers<ContentNodes, HtmlContext, string>;

export interface PlainTextContext {
  readonly page: DrawnPage;
  /** The plain text of a node's content. */
  readonly inside: (node: ProseNode, separator?: string) => string;
}
export type PlainTextRenderers = Renderers<ContentNodes, PlainTextContext, string>;

/** Renders a node's data for the PDF templates. */
export interface TypstContext {
  readonly details: DocumentDetails;
  readonly filing: FilingFields | null;
  readonly references: References;
  /** Converts text to its printed form; throws a TypesetError for text that can't be printed. */
  readonly print: (text: string, place: FaultPlace) => string;
  /** Whether something may be missing: drafts print named blanks. */
  readonly gapsAllowed: boolean;
  /** Whether blocks report the pages they are on. */
  readonly located: boolean;
  /** The width of a line within a table, in points at 12-point type; null for the page's width. */
  readonly room: number | null;
  /** The level of a heading in the PDF's structure. */
  readonly tagOf: (level: number) => number;
  readonly runs: (
    nodes: readonly ProseNode[] | undefined,
    place: FaultPlace,
    room: number | null,
  ) => PrintedRun[];
  readonly blocks: (nodes: readonly ProseNode[] | undefined, room: number | null) => BlockData[];
}
/**
 * Block renderers append to the blocks before: items are gathered into lists, signature blocks into
 * rows.
 */
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

interface CompletenessContext {
  readonly places: Places;
  readonly details: DocumentDetails;
  /** Of an exhibit, its letter. */
  readonly letter: string;
  /** " in the paragraph that begins …", for inline nodes. */
  readonly where: string;
}
/** Tells by node type what a node lacks, as part of a sentence; null where it is complete. */
export type CompletenessRules = Renderers<ContentNodes, CompletenessContext, string | null>;

/**
 * Why a node's attributes are invalid in legal text, as the end of a sentence; null where they are
 * valid.
 */
export type AttributeChecks = {
  readonly [Type in keyof ProseNodes]: (attributes: Attributes) => string | null;
};
