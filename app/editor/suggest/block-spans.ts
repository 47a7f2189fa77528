import type { Node } from "@tiptap/pm/model";
import { rangeIn } from "#app/document/acceptance/standing.ts";
import type { Suggested } from "#app/document/suggestion/index.ts";
import { startOf } from "#app/document/edits/replace-blocks.ts";
import type { BlockSpan } from "./suggesting-options.ts";

/** The blocks of a stretch of the text. */
export function nodesIn(doc: Node, { from, to }: BlockSpan): Node[] {
  const nodes: Node[] = [];
  doc.nodesBetween(from, to, (node, position) => {
    if (position >= from && position + node.nodeSize <= to) nodes.push(node);
    return false;
  });
  return nodes;
}

/** Where the blocks stand that a suggestion replaces; the end of the text where none is left. */
export function spanOf(doc: Node, { base }: Pick<Suggested, "base">): BlockSpan {
  const found = rangeIn(doc, { base });
  return found ? { from: startOf(doc, found.from), to: startOf(doc, found.to) } : endOf(doc);
}

/** The place behind the last block. */
export function endOf({ content: { size } }: Node): BlockSpan {
  return { from: size, to: size };
}
