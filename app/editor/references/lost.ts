import type { Node } from "@tiptap/pm/model";
import { referenceOf, type Reference } from "#app/document/nodes/reference.ts";
import { placesOf } from "#app/document/numbering/references.ts";

/** A block with a cross-reference that needs attention. */
export interface LostReference {
  readonly block: string;
  /** Whether all of them still have a target, and a range only lost an end. */
  readonly isShortened: boolean;
}

export interface LostReferencesProps {
  readonly references: readonly LostReference[];
  readonly onGoTo: (id: string) => void;
}

/**
 * The blocks with a cross-reference without a target or with a range that lost an end, each once,
 * in the order of the text. Cached by block.
 */
export function lostReferences(doc: Node): readonly LostReference[] {
  const naming: { readonly block: string; readonly references: readonly Reference[] }[] = [];
  doc.descendants((node) => {
    if (node.type.name !== "block") return true;
    const references = referencesIn(node);
    const block: unknown = node.attrs.id;
    if (references.length > 0 && typeof block === "string") naming.push({ block, references });
    return false;
  });
  if (naming.length === 0) return [];
  const places = placesOf(doc);
  return naming.flatMap(({ block, references }): LostReference[] => {
    if (references.some((reference) => places.citationOf(reference) === null)) {
      return [{ block, isShortened: false }];
    }
    const isShortened = references.some((reference) => places.isShortened(reference));
    return isShortened ? [{ block, isShortened }] : [];
  });
}

const known = new WeakMap<Node, readonly Reference[]>();

function referencesIn(block: Node): readonly Reference[] {
  const before = known.get(block);
  if (before) return before;
  const references: Reference[] = [];
  block.descendants((node) => {
    if (node.type.name === "crossReference") references.push(referenceOf(node.attrs));
  });
  known.set(block, references);
  return references;
}
