import { Node, getSchema } from "@tiptap/core";
import type { Extensions } from "@tiptap/core";
import type { MarkType, NodeType, Schema } from "@tiptap/pm/model";
import { Block } from "./nodes/block.ts";
import { HardBreak, PageBreak } from "./nodes/breaks.ts";
import { CrossReference } from "./nodes/cross-reference.ts";
import { Caption, Exhibit, SignatureBlock } from "./nodes/fact-blocks.ts";
import { Field } from "./nodes/field.ts";
import { Footnote } from "./nodes/footnote.ts";
import { marks, type LegalMark } from "./nodes/marks.ts";
import { tableNodes } from "./nodes/table.ts";

/**
 * Travels with each connection and each version. A tab with another schema is not let into a room,
 * because it would write into the text what others can't show, or show less than is there.
 */
export const SCHEMA_VERSION = 3;

/**
 * A document: blocks, tables, page breaks and what is drawn from facts, in any number and order. There is no node that may stand
 * only once: two people can each add the first one while apart, and then both are there.
 */
const LegalDocument = Node.create({
  name: "doc",
  topNode: true,
  content: "(block | table | pageBreak | caption | signatureBlock | exhibit)+",
});

const Text = Node.create({ name: "text", group: "inline" });

/** The nodes and marks of the legal text, without any behaviour. */
export const schemaExtensions: Extensions = [
  LegalDocument,
  Block,
  Text,
  HardBreak,
  PageBreak,
  Caption,
  SignatureBlock,
  Exhibit,
  Field,
  CrossReference,
  Footnote,
  ...tableNodes,
  ...marks,
];

/** The nodes that commands make. */
export type LegalNode =
  | "block"
  | "hardBreak"
  | "pageBreak"
  | "caption"
  | "signatureBlock"
  | "exhibit"
  | "field"
  | "crossReference"
  | "footnote";

/** The type of this name in a schema of the legal text. */
export function nodeType(schema: Schema, name: LegalNode): NodeType {
  return known(schema.nodes[name], name);
}

/** The mark of this name in a schema of the legal text. */
export function markType(schema: Schema, name: LegalMark): MarkType {
  return known(schema.marks[name], name);
}

function known<T>(type: T | undefined, name: string): T {
  if (type === undefined) throw new Error(`the schema of this editor has no ${name}`);
  return type;
}

let schema: Schema | undefined;

/** The ProseMirror schema of the legal text: the same in browser, server and PDF. */
export function legalSchema(): Schema {
  schema ??= getSchema(schemaExtensions);
  return schema;
}
