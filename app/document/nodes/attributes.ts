import type { Node } from "@tiptap/pm/model";
import type { ProseNodeType } from "#app/document/prose.ts";
import { ATTRIBUTES } from "./index.ts";
import { isSafeAddress } from "#app/domain/links.ts";

/** Throws a RangeError for attributes of this node or its marks that are invalid in legal text. */
export function checkAttributes(node: Node): void {
  // The schema has no other nodes.
  const reason = ATTRIBUTES[node.type.name as ProseNodeType](node.attrs);
  if (reason !== null) throw new RangeError(reason);
  for (const mark of node.marks) {
    if (mark.type.name === "link" && !isSafeAddress(mark.attrs.href)) {
      throw new RangeError("a link’s address is not allowed");
    }
  }
}
