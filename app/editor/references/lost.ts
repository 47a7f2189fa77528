import type { Node } from "@tiptap/pm/model";
import { targetIds } from "~/prose/cross-reference";
import { placesOf } from "~/prose/references";

/**
 * The blocks with a cross-reference that leads nowhere, by id, each once and in the order of the
 * text. Blocks that nobody has touched are not looked through again.
 */
export function lostReferences(doc: Node): readonly string[] {
  const naming: { readonly id: string; readonly references: readonly (readonly string[])[] }[] = [];
  doc.descendants((node) => {
    if (node.type.name !== "block") return true;
    const references = referencesIn(node);
    const id: unknown = node.attrs.id;
    if (references.length > 0 && typeof id === "string") naming.push({ id, references });
    return false;
  });
  if (naming.length === 0) return [];
  const places = placesOf(doc);
  return naming
    .filter(({ references }) => references.some((ids) => places.wordsOf(ids) === null))
    .map(({ id }) => id);
}

const known = new WeakMap<Node, readonly (readonly string[])[]>();

function referencesIn(block: Node): readonly (readonly string[])[] {
  const before = known.get(block);
  if (before) return before;
  const references: string[][] = [];
  block.descendants((node) => {
    if (node.type.name === "crossReference") references.push(targetIds(node.attrs));
  });
  known.set(block, references);
  return references;
}
