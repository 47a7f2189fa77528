import { withContent, type ProseJSON, type ProseNode } from "#app/document/prose.ts";

/** Nodes with an id of their own; an exhibit's id is a reference. */
const OWN_ID = new Set(["block", "caption", "signatureBlock", "footnote"]);

/**
 * The prose with an id on every node that needs one. The first of two nodes with the same id keeps
 * it, since references find that one; a missing id is derived from the node's place. Deterministic;
 * does not modify its argument.
 */
export function withOwnIds(prose: ProseJSON): ProseJSON {
  const all = new Set<unknown>();
  const note = (node: ProseNode) => {
    if (OWN_ID.has(node.type)) all.add(node.attrs?.id);
    node.content?.forEach(note);
  };
  prose.content.forEach(note);
  const met = new Set<unknown>();
  let place = 0;
  const newId = () => {
    let id = "";
    do id = `moved-${(place += 1)}`;
    while (all.has(id));
    return id;
  };
  const visit = (node: ProseNode): ProseNode => {
    // Children are visited before their parent.
    const visited = withContent(node, (node.content ?? []).map(visit));
    if (!OWN_ID.has(node.type)) return visited;
    const own: unknown = node.attrs?.id;
    const id = typeof own === "string" && !met.has(own) ? own : newId();
    met.add(id);
    return { ...visited, attrs: { ...node.attrs, id } };
  };
  return { ...prose, content: prose.content.map(visit) };
}
