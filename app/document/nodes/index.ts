/**
 * The nodes of the legal text. Everything about a node is in its own file here: schema, rules for
 * its attributes, HTML, plain text, data for the PDF, completeness. A new node is added to
 * `ProseNodes` (prose.ts); the compiler then reports each Record below that lacks it.
 */
import { Node } from "@tiptap/core";
import type { ProseNodeType } from "#app/document/prose.ts";
import * as block from "./block.ts";
import * as caption from "./caption.ts";
import * as crossReference from "./cross-reference.ts";
import * as exhibit from "./exhibit.ts";
import * as field from "./field.ts";
import * as footnote from "./footnote.ts";
import * as hardBreak from "./hard-break.ts";
import * as pageBreak from "./page-break.ts";
import type {
  AttributeChecks,
  CompletenessRules,
  HtmlRenderers,
  PlainTextRenderers,
  TypstBlockRenderers,
  TypstInlineRenderers,
} from "./renderers.ts";
import * as signatureBlock from "./signature-block.ts";
import * as table from "./table.ts";
import * as text from "./text.ts";

/**
 * A document: blocks, tables, page breaks and generated nodes, in any number and order. No node is
 * limited to one: two people can each add one while offline, and then both are there.
 */
const doc = Node.create({
  name: "doc",
  topNode: true,
  content: "(block | table | pageBreak | caption | signatureBlock | exhibit)+",
});

/** In the order in which ProseMirror tries their rules for parsing HTML. */
export const SCHEMAS: Readonly<Record<ProseNodeType, Node>> = {
  doc,
  block: block.schema,
  text: text.schema,
  hardBreak: hardBreak.schema,
  pageBreak: pageBreak.schema,
  caption: caption.schema,
  signatureBlock: signatureBlock.schema,
  exhibit: exhibit.schema,
  field: field.schema,
  crossReference: crossReference.schema,
  footnote: footnote.schema,
  ...table.schemas,
};

const anything = () => null;

export const ATTRIBUTES: AttributeChecks = {
  doc: anything,
  block: block.refusedAttributes,
  text: anything,
  hardBreak: anything,
  pageBreak: anything,
  caption: caption.refusedAttributes,
  signatureBlock: signatureBlock.refusedAttributes,
  exhibit: exhibit.refusedAttributes,
  field: field.refusedAttributes,
  crossReference: crossReference.refusedAttributes,
  footnote: footnote.refusedAttributes,
  table: anything,
  tableRow: anything,
  tableCell: table.refusedCellAttributes,
  tableHeader: table.refusedCellAttributes,
};

export const HTML: HtmlRenderers = {
  block: block.toHtml,
  text: text.toHtml,
  hardBreak: hardBreak.toHtml,
  pageBreak: pageBreak.toHtml,
  caption: caption.toHtml,
  signatureBlock: signatureBlock.toHtml,
  exhibit: exhibit.toHtml,
  field: field.toHtml,
  crossReference: crossReference.toHtml,
  footnote: footnote.toHtml,
  table: table.toHtml,
  tableRow: table.rowToHtml,
  tableCell: table.cellToHtml,
  tableHeader: table.cellToHtml,
};

export const PLAIN_TEXT: PlainTextRenderers = {
  block: block.toPlainText,
  text: text.toPlainText,
  hardBreak: hardBreak.toPlainText,
  pageBreak: pageBreak.toPlainText,
  caption: caption.toPlainText,
  signatureBlock: signatureBlock.toPlainText,
  exhibit: exhibit.toPlainText,
  field: field.toPlainText,
  crossReference: crossReference.toPlainText,
  footnote: footnote.toPlainText,
  table: table.toPlainText,
  tableRow: table.rowToPlainText,
  tableCell: table.cellToPlainText,
  tableHeader: table.cellToPlainText,
};

/** The block-level nodes; rows and cells are rendered by their table. */
export const TYPST_BLOCKS: TypstBlockRenderers = {
  block: block.toTypst,
  pageBreak: pageBreak.toTypst,
  caption: caption.toTypst,
  signatureBlock: signatureBlock.toTypst,
  exhibit: exhibit.toTypst,
  table: table.toTypst,
};

/** The inline nodes. */
export const TYPST_INLINE: TypstInlineRenderers = {
  text: text.toTypst,
  hardBreak: hardBreak.toTypst,
  field: field.toTypst,
  crossReference: crossReference.toTypst,
  footnote: footnote.toTypst,
};

const nothing = () => null;

export const COMPLETENESS: CompletenessRules = {
  block: nothing,
  text: nothing,
  hardBreak: nothing,
  pageBreak: nothing,
  caption: caption.whatIsMissing,
  signatureBlock: signatureBlock.whatIsMissing,
  exhibit: exhibit.whatIsMissing,
  field: field.whatIsMissing,
  crossReference: crossReference.whatIsMissing,
  footnote: nothing,
  table: nothing,
  tableRow: nothing,
  tableCell: nothing,
  tableHeader: nothing,
};
