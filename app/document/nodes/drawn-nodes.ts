import type { PageDetails } from "#app/document/details/page-details.ts";
import type { Places } from "#app/document/numbering/references.ts";
import type { Attributes } from "#app/document/prose.ts";
import type { Drawing } from "#app/document/rendering/drawing.ts";
import * as caption from "./caption.ts";
import * as crossReference from "./cross-reference.ts";
import * as exhibit from "./exhibit.ts";
import * as field from "./field.ts";
import * as signatureBlock from "./signature-block.ts";

/** The input from which such a node is rendered, besides its own attributes. */
export interface DrawnFrom {
  readonly page: PageDetails;
  readonly places: Places;
  /** Of an exhibit, its letter. */
  readonly number: string | null;
}

type Draw = (attributes: Attributes | undefined, from: DrawnFrom) => Drawing;

/** Nodes without typed content: what they show follows from details and numbers. */
const DRAWINGS = {
  caption: (attributes, { page }) => caption.drawing(attributes, page),
  signatureBlock: (attributes, { page }) => signatureBlock.drawing(attributes, page),
  exhibit: (attributes, { page, number }) => exhibit.drawing(attributes, page, number),
  field: (attributes, { page }) => field.drawing(attributes?.name, page),
  crossReference: (attributes, { places }) => crossReference.drawing(attributes, places),
} as const satisfies Readonly<Record<string, Draw>>;
type DrawnNode = keyof typeof DRAWINGS;

export const DRAWN_NODES = Object.keys(DRAWINGS) as readonly DrawnNode[];

/** Blocks generated from the document's details. */
export const DETAIL_BLOCKS = ["caption", "signatureBlock", "exhibit"] as const;
/** These blocks and fields: every node that prints a detail. */
export const DETAIL_NODES = [...DETAIL_BLOCKS, "field"] as const;

export function isDrawnNode(type: string): type is DrawnNode {
  return Object.hasOwn(DRAWINGS, type);
}

/** How such a node is rendered, by the editor and the first paint alike. */
export function drawingOf(
  type: DrawnNode,
  attributes: Attributes | undefined,
  from: DrawnFrom,
): Drawing {
  return DRAWINGS[type](attributes, from);
}
