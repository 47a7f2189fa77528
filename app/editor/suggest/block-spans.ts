import type { Node } from "@tiptap/pm/model";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, locateBase, type Suggested } from "#app/document/suggestion/index.ts";
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
  const nodes = doc.content.content;
  const ids = nodes.map((node) => idOf(node.toJSON() as ProseNode));
  const found = locateBase(base, ids, (index) => (nodes[index]?.toJSON() as ProseNode) ?? null);
  return found ? { from: startOf(doc, found.from), to: startOf(doc, found.to) } : endOf(doc);
}

/** The place behind the last block. */
export function endOf({ content: { size } }: Node): BlockSpan {
  return { from: size, to: size };
}
