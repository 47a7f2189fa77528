import type { Node, Schema } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { readContents } from "#app/document/flow/index.ts";

/** A shared text as a document, as far as it is known. */
export function readFlow(doc: Y.Doc, schema: Schema): Node {
  return readContents(doc, schema).node;
}
