import { referenceOf, type Reference } from "#app/document/nodes/reference.ts";
import { countThrough } from "#app/document/numbering/number.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { PlaceList } from "#app/document/numbering/references.ts";

export interface References {
  /** The printed number of a block or letter of an exhibit; null where there is none. */
  numberOf(node: ProseNode): string | null;
  /**
   * The text of a reference and the label of its first target. Null where a target is gone, can't
   * be cited, or is of another kind.
   */
  to(reference: Reference): { readonly words: string; readonly label: string } | null;
  /** The label of a block, if a cross-reference leads to it. */
  markOf(node: ProseNode): { readonly to?: string };
}

/** Numbers the document by the shared rules, and names its places. */
export function referencesOf(prose: ProseJSON, numberHeadings: boolean): References {
  const numbers = new Map<ProseNode, string>();
  const places = new PlaceList();
  const references: Reference[] = [];
  /** The first node with each id: a label may occur only once in a document. */
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
      const words = places.citationOf(reference);
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
