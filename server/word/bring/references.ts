import { partsOf, referenceOf } from "#app/document/nodes/reference.ts";
import type { ProseNode } from "#app/document/prose.ts";

/**
 * The blocks with references as they left, where they still name the same: what a range held when it was
 * chosen is in no file, and is no change.
 */
export function withReferencesAsLeft(
  base: readonly ProseNode[],
  proposed: readonly ProseNode[],
): ProseNode[] {
  const left = new Map<string, ProseNode>();
  const gather = (node: ProseNode) => {
    if (node.type === "crossReference") left.set(namedBy(node), node);
    node.content?.forEach(gather);
  };
  base.forEach(gather);
  const restored = (node: ProseNode): ProseNode => {
    if (node.type === "crossReference") return left.get(namedBy(node)) ?? node;
    // The same node with other content.
    return node.content ? ({ ...node, content: node.content.map(restored) } as ProseNode) : node;
  };
  return proposed.map(restored);
}

/** The places and the ends of ranges that a reference names, in order. */
function namedBy({ attrs }: ProseNode): string {
  const parts = partsOf(referenceOf(attrs)).map((part) =>
    part.kind === "place" ? [part.id] : [part.known[0], part.known.at(-1)],
  );
  return JSON.stringify(parts);
}
