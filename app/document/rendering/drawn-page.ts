import { countThrough, type NumberingOptions } from "#app/document/numbering/number.ts";
import { NO_PAGE_DETAILS, type PageDetails } from "#app/document/details/page-details.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { PlaceList, type Places } from "#app/document/numbering/references.ts";

/** Options for rendering a text. */
export interface DrawingOptions extends NumberingOptions {
  /** The details of the page that it is rendered for. */
  readonly page?: PageDetails;
}

/** Everything that follows from a whole text and its details, needed to render single nodes. */
export interface DrawnPage {
  readonly page: PageDetails;
  readonly places: Places;
  /** The number of a block, footnote or exhibit of this text; null for unnumbered ones. */
  numberOf(node: ProseNode): string | null;
}

/** Computes numbers, places and details of a text. */
export function drawnPage(prose: ProseJSON, options: DrawingOptions = {}): DrawnPage {
  const labels = new Map<ProseNode, string>();
  const footnotes = new Map<unknown, string>();
  const places = new PlaceList();
  countThrough<ProseNode>(prose, options, ({ node, type, attrs, number }) => {
    places.add(attrs?.id, number);
    if (number === null) return;
    labels.set(node, number.label);
    if (type === "footnote") footnotes.set(attrs?.id, number.label);
  });
  return {
    page: options.page ?? NO_PAGE_DETAILS,
    places,
    numberOf(node) {
      // A part of a footnote in a redline has the number of the whole.
      const ofWhole = node.type === "footnote" ? footnotes.get(node.attrs?.id) : undefined;
      return labels.get(node) ?? ofWhole ?? null;
    },
  };
}
