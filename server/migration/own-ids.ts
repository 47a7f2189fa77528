import { withContent, type ProseJSON, type ProseNode } from "#app/document/prose.ts";

/** What carries an id of its own; that of an exhibit says which exhibit it is. */
const OWN_ID = new Set(["block", "caption", "signatureBlock", "footnote"]);

/**
 * The prose with an id of its own on everything that carries one. The first of two with the same id
 * keeps it, as references find it; what had none gets one that says where it stands. The same prose
 * gets the same ids. The prose that is given stays as it is.
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
    // What stands in a node is met before it.
    const visited = withContent(node, (node.content ?? []).map(visit));
    if (!OWN_ID.has(node.type)) return visited;
    const own: unknown = node.attrs?.id;
    const id = typeof own === "string" && !met.has(own) ? own : newId();
    met.add(id);
    return { ...visited, attrs: { ...node.attrs, id } };
  };
  return { ...prose, content: prose.content.map(visit) };
}
