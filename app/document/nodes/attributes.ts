import type { Node } from "@tiptap/pm/model";
import type { ProseNodeType } from "#app/document/prose.ts";
import { ATTRIBUTES } from "./index.ts";
import { isSafeAddress } from "./links.ts";

/** Refuses, with a RangeError, attributes of this node and its marks that legal text can't have. */
export function checkAttributes(node: Node): void {
  // The schema knows no other nodes.
  const reason = ATTRIBUTES[node.type.name as ProseNodeType](node.attrs);
  if (reason !== null) throw new RangeError(reason);
  for (const mark of node.marks) {
    if (mark.type.name === "link" && !isSafeAddress(mark.attrs.href)) {
      throw new RangeError("a link's address is not allowed");
    }
  }
}
