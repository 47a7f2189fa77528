import { getSchema } from "@tiptap/core";
import type { MarkType, NodeType, Schema } from "@tiptap/pm/model";
import { SCHEMAS } from "./nodes/index.ts";
import { marks, type LegalMark } from "./nodes/marks.ts";
import type { BlockNodes, InlineNodes } from "./prose.ts";

export { SCHEMA_VERSION } from "./schema-version.ts";

/** The nodes that commands can create. */
type LegalNode = Exclude<keyof BlockNodes | keyof InlineNodes, "table" | "text">;

/** The node type of this name in a schema of the legal text. */
export function nodeType(schema: Schema, name: LegalNode): NodeType {
  return known(schema.nodes[name], name);
}

/** The mark type of this name in a schema of the legal text. */
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
  schema ??= getSchema([...Object.values(SCHEMAS), ...marks]);
  return schema;
}
