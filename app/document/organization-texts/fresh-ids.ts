import { carriesOwnId, ownId } from "#app/document/nodes/node-id.ts";
import { referenceOf } from "#app/document/nodes/reference.ts";
import { withContent, type ProseNode } from "#app/document/prose.ts";

/** The ids that these nodes have of their own, also within tables and footnotes. */
export function ownIdsOf(nodes: readonly ProseNode[]): Set<string> {
  const ids = new Set<string>();
  for (const node of nodes) {
    const id = carriesOwnId(node.type) ? ownId(node.attrs) : null;
    if (id !== null) ids.add(id);
    for (const inner of ownIdsOf(node.content ?? [])) ids.add(inner);
  }
  return ids;
}

/**
 * The nodes with ids that no text has yet: what is put into a text twice is two things. References
 * among them lead to the new ones; all others stay as they are.
 */
export function withFreshIds(
  nodes: readonly ProseNode[],
  newBlockId: () => string,
): readonly ProseNode[] {
  const fresh = new Map([...ownIdsOf(nodes)].map((id) => [id, newBlockId()]));
  const used = new Set<string>();
  const idFor = (node: ProseNode): string => {
    const id = ownId(node.attrs);
    const own = id === null || used.has(id) ? undefined : fresh.get(id);
    if (id !== null) used.add(id);
    return own ?? newBlockId();
  };
  const renamed = (id: string) => fresh.get(id) ?? id;
  const renew = (node: ProseNode): ProseNode => {
    const inner = withContent(node, (node.content ?? []).map(renew));
    if (node.type === "crossReference") {
      const { targets, ranges } = referenceOf(node.attrs);
      const attrs = {
        ...node.attrs,
        targets: targets.map(renamed),
        ranges: ranges.map((ends) => ends.map(renamed)),
      };
      return { ...node, attrs };
    }
    if (!carriesOwnId(node.type)) return inner;
    // A node with other attributes is of the same type.
    return { ...inner, attrs: { ...node.attrs, id: idFor(node) } } as ProseNode;
  };
  return nodes.map(renew);
}
