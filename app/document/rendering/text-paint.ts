import { NO_PAGE_DETAILS, type PageDetails } from "#app/document/details/page-details.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { blocksToHtml } from "#app/document/rendering/html.ts";
import { outlineOfHtml, type DocumentOutline } from "#app/document/rendering/outline.ts";
import { exhibitsNamed, type NamedExhibit } from "#app/document/numbering/exhibits.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { heightsOf, type RestHeights } from "./rest-heights.ts";

/** A long text below its top, which a page need not lay out before an editor brings it (decision 117). */
interface TextRest {
  /** Where it begins in the HTML. */
  readonly from: number;
  readonly heights: RestHeights;
}

/** A text as a page shows it until an editor takes its place. */
export interface TextPaint {
  /** The whole text; footnotes stand below their block, too. */
  readonly html: string;
  /** Null for a text that is laid out at once. */
  readonly rest: TextRest | null;
  readonly outline: DocumentOutline;
  /** The exhibits that it names; null where that is not known. */
  readonly exhibits: readonly NamedExhibit[] | null;
}

/** The number of blocks that are laid out first: some twelve pages, more than any window shows. */
const TOP_BLOCKS = 60;
/** A rest of so few blocks costs less than it is worth. */
const LEAST_REST = 20;

/** Draws a text with its outline and exhibits, in one pass for as long as nobody changes it. */
export function paintOf(prose: ProseJSON, page: PageDetails = NO_PAGE_DETAILS): TextPaint {
  const drawn = drawnPage(prose, { page });
  const blocks = prose.content;
  const isLong = blocks.length >= TOP_BLOCKS + LEAST_REST;
  const draw = (from: number, to?: number) =>
    blocksToHtml(blocks.slice(from, to), drawn, { notesBelow: true });
  const top = draw(0, isLong ? TOP_BLOCKS : undefined);
  const html = isLong ? top + draw(TOP_BLOCKS) : top;
  const rest = isLong ? { from: top.length, heights: heightsOf(blocks.slice(TOP_BLOCKS)) } : null;
  return { html, rest, outline: outlineOfHtml(html), exhibits: exhibitsNamed(prose) };
}

/** A text of which nothing can be drawn now. */
export const NO_PAINT: TextPaint = {
  html: "",
  rest: null,
  outline: { outline: [], words: 0 },
  exhibits: null,
};
