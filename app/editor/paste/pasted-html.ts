import { isCopiedHere, readCopiedHere, type WholeEnds } from "./copied-here.ts";
import { readChanges } from "./pasted-changes.ts";
import { bringFootnotes } from "./pasted-footnotes.ts";
import { removeHidden } from "./pasted-hidden.ts";
import { flattenLists, NUMBER_BEFORE } from "./pasted-lists.ts";
import { markPageBreaks, settlePageBreaks } from "./pasted-page-breaks.ts";
import { markQuotes } from "./pasted-quotes.ts";
import { applySheets } from "./pasted-sheets.ts";
import { keepLines, removeSpacing } from "./pasted-spacing.ts";
import { flattenWordParagraphs } from "./pasted-word.ts";

/** What is known of a paste beside its words. */
export interface PastedFrom {
  /** Whether it was copied out of a text of ours: then it comes in exactly as it was. */
  readonly here: boolean;
  readonly whole: WholeEnds;
  /** How many pictures were left out. */
  readonly images: number;
  /** In how many places the program it comes from shows words that somebody proposes to put in. */
  readonly insertions: number;
  /** How many references lead to a footnote that was not copied. */
  readonly lostNotes: number;
  /** How many headings had a number. */
  readonly headingNumbers: number;
  /** The numbers that its items had, in their order; "" of an item whose number is not known. */
  readonly numbers: readonly string[];
}

/** Plain text, and HTML before anything is known of it. */
export const FROM_ANYWHERE: PastedFrom = {
  here: false,
  whole: { start: true, end: true },
  images: 0,
  insertions: 0,
  lostNotes: 0,
  headingNumbers: 0,
  numbers: [],
};

/**
 * Brings pasted HTML into flat blocks: lists of Word, Google Docs, LibreOffice and web pages become
 * blocks of their kind and level, their footnotes and page breaks ours; space, hidden words and styles
 * are dropped. HTML that the editor wrote itself becomes what it was. Changes `page`.
 */
export function flattenPasted(page: Document): PastedFrom {
  const { body } = page;
  const images = body.querySelectorAll("img, picture, svg, video, object, embed");
  images.forEach((image) => image.remove());
  if (isCopiedHere(body)) {
    return { ...FROM_ANYWHERE, here: true, whole: readCopiedHere(body), images: images.length };
  }
  applySheets(page);
  markPageBreaks(body);
  removeHidden(body);
  const insertions = readChanges(body);
  const lostNotes = bringFootnotes(body);
  // From inside out, so that each holds no other.
  [...body.querySelectorAll("table table")].toReversed().forEach(unwrapTable);
  const headingNumbers = flattenWordParagraphs(body);
  flattenLists(body);
  markQuotes(body);
  keepLines(body);
  settlePageBreaks(body);
  removeSpacing(body);
  body.querySelectorAll<HTMLElement>("a, a *").forEach(withoutUnderline);
  const numbers = [...body.querySelectorAll(NUMBERED)].map(
    (item) => item.getAttribute(NUMBER_BEFORE) ?? "",
  );
  return {
    ...FROM_ANYWHERE,
    images: images.length,
    insertions,
    lostNotes,
    headingNumbers,
    numbers,
  };
}

const NUMBERED = "[data-kind='ordered'], [data-kind='numbered']";

/** A link's underline is its browser's, not the writer's. */
function withoutUnderline({ style }: HTMLElement): void {
  for (const property of ["text-decoration", "text-decoration-line"]) {
    if (!style.getPropertyValue(property).includes("line-through")) style.removeProperty(property);
  }
}

/** A cell holds blocks and no table: the cells of an inner table become paragraphs. */
function unwrapTable(table: Element): void {
  const paragraphs = [...table.querySelectorAll("td, th")].map((cell) => {
    const paragraph = table.ownerDocument.createElement("div");
    paragraph.append(...cell.childNodes);
    return paragraph;
  });
  table.replaceWith(...paragraphs);
}
