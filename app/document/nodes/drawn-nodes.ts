import { LOST_REFERENCE, referenceDrawing, referenceOf } from "./cross-reference.ts";
import type { Drawing } from "#app/document/rendering/drawing.ts";
import { FACT_BLOCKS, factBlockDrawing, isFactBlock } from "./fact-blocks.ts";
import { fieldDrawing, fieldWords } from "./field.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { Places } from "#app/document/numbering/references.ts";

/** The nodes that nobody types in: what they say follows from facts and numbers. */
export const DRAWN_NODES = [...FACT_BLOCKS, "field", "crossReference"] as const;
export type DrawnNode = (typeof DRAWN_NODES)[number];

export function isDrawnNode(type: string): type is DrawnNode {
  return DRAWN_NODES.some((known) => known === type);
}

/** What such a node is drawn from, beside its own attributes. */
export interface DrawnFrom {
  readonly page: PageDetails;
  readonly places: Places;
  /** Its letter, of an exhibit. */
  readonly number: string | null;
}

/** How such a node is drawn: in the editor and in the first paint alike. */
export function drawingOf(
  type: DrawnNode,
  attributes: Readonly<Record<string, unknown>> | undefined,
  { page, places, number }: DrawnFrom,
): Drawing {
  if (isFactBlock(type)) return factBlockDrawing(type, attributes, page, number);
  if (type === "field") return fieldDrawing(attributes?.name, page);
  const reference = referenceOf(attributes);
  return referenceDrawing(reference, places.wordsOf(reference), places.isShortened(reference));
}

/** What a field or a cross-reference says in plain text. */
export function inlineWords(
  type: "field" | "crossReference",
  attributes: Readonly<Record<string, unknown>> | undefined,
  { page, places }: Pick<DrawnFrom, "page" | "places">,
): string {
  if (type === "field") return fieldWords(attributes?.name, page);
  return places.wordsOf(referenceOf(attributes)) ?? LOST_REFERENCE;
}
