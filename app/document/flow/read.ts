import * as Y from "yjs";
import type { Node, Schema } from "@tiptap/pm/model";
import { FlowBinding } from "~/editor/binding/binding";

/** The document that a flow says. Reads only. */
export function readFlow(doc: Y.Doc, schema: Schema): Node {
  const binding = new FlowBinding(doc, schema);
  const node = binding.synced;
  binding.destroy();
  return node;
}
