import type { Node } from "@tiptap/pm/model";
import { countThrough, type NumberingOptions } from "#app/document/numbering/number.ts";

/** The labels of all blocks of an editor's document in order, null for unnumbered ones. */
export function labelsOf(document: Node, options: NumberingOptions = {}): (string | null)[] {
  const labels: (string | null)[] = [];
  countThrough(document, options, ({ type, number }) => {
    if (type === "block") labels.push(number?.label ?? null);
  });
  return labels;
}
