/** Reads and writes whole documents of the shared text. */
import type { Node, Schema } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { FreshWriter, fillFlow } from "./fill.ts";
import { FlowReader } from "./reader.ts";
import { flowRoot } from "./root.ts";
import type { Unknown } from "./unknown.ts";
import { unknownIn } from "./unknown-in.ts";

/** The content of a flow. */
export interface FlowContents {
  /** The known content; every attribute and mark is valid for legal text. */
  readonly node: Node;
  /** The unknown content, in the order of the text. */
  readonly unknown: readonly Unknown[];
}

/**
 * Reads the content of a shared text, known and unknown. Writes nothing, keeps nothing, and never
 * throws for the content of a flow.
 */
export function readContents(doc: Y.Doc, schema: Schema): FlowContents {
  const reader = new FlowReader(flowRoot(doc), schema);
  const node = reader.readAll();
  return { node, unknown: unknownIn(reader, node) };
}

/** Writes a document into an empty shared document, in one transaction. */
export function writeFlow(doc: Y.Doc, node: Node): void {
  const root = flowRoot(doc);
  doc.transact((t) => fillFlow(t, root, node, new FreshWriter(t)));
}
