import type { Node, Schema } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { readContents } from "./contents";

/** The document that a flow says. Reads only. */
export function readFlow(doc: Y.Doc, schema: Schema): Node {
  return readContents(doc, schema).node;
}
