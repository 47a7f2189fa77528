import { referenceOf, type Reference } from "#app/document/nodes/reference.ts";
import { countThrough } from "#app/document/numbering/number.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { PlaceList } from "#app/document/numbering/references.ts";

export interface References {
  /** What is printed before a block or as an exhibit's letter; null where nothing is. */
  numberOf(node: ProseNode): string | null;
  /**
   * How places are cited, and the label of the first, to lead there. Null when one of them is gone,
   * can't be cited, or is of another kind.
   */
  to(reference: Reference): { readonly words: string; readonly label: string } | null;
  /** The label that a block carries because a cross-reference leads there, as its data has it. */
  markOf(node: ProseNode): { readonly to?: string };
}

/** Numbers the document with the one numbering of the house, and says what its places are called. */
export function referencesOf(prose: ProseJSON, numberHeadings: boolean): References {
  const numbers = new Map<ProseNode, string>();
  const places = new PlaceList();
  const references: Reference[] = [];
  /** Where each id stands first: a label may stand in a document only once. */
  const first = new Map<string, ProseNode>();
  countThrough<ProseNode>(prose, { numberHeadings }, ({ node, type, attrs, number }) => {
    if (number !== null) numbers.set(node, number.label);
    places.add(attrs?.id, number);
    const id = attrs?.id;
    if (typeof id === "string" && !first.has(id)) first.set(id, node);
    if (type === "crossReference") references.push(referenceOf(attrs));
  });
  const cited = new Set(references.map((reference) => places.firstOf(reference)));
  return {
    numberOf: (node) => numbers.get(node) ?? null,
    to(reference) {
      const words = places.wordsOf(reference);
      const leadsTo = places.firstOf(reference);
      return words === null || leadsTo === null ? null : { words, label: labelFor(leadsTo) };
    },
    markOf(node) {
      const id = node.attrs?.id;
      const isPlace = typeof id === "string" && cited.has(id) && first.get(id) === node;
      return isPlace ? { to: labelFor(id) } : {};
    },
  };
}

const labelFor = (id: string) => `to-${id}`;
