import type { PastedFrom } from "./pasted-from.ts";
import { readChanges } from "./pasted-changes.ts";
import { bringFootnotes } from "./pasted-footnotes.ts";
import { removeHidden } from "./pasted-hidden.ts";
import { flattenLists, NUMBER_BEFORE } from "./pasted-lists.ts";
import { markPageBreaks, settlePageBreaks } from "./pasted-page-breaks.ts";
import { markQuotes } from "./pasted-quotes.ts";
import { applySheets } from "./pasted-sheets.ts";
import { keepLines, removeSpacing } from "./pasted-spacing.ts";
import { flattenWordParagraphs } from "./pasted-word.ts";

/** Findings that reading HTML reports besides its content. */
export type ReadHtml = Pick<
  PastedFrom,
  "insertions" | "comments" | "lostNotes" | "headingNumbers" | "numbers"
>;

/**
 * Converts pasted HTML into flat blocks: lists of Word, Google Docs, LibreOffice and web pages
 * become blocks with kind and level, footnotes and page breaks become ours; spacing, hidden text
 * and styles are dropped. Modifies `page`.
 */
export function flattenPasted(page: Document): ReadHtml {
  const { body } = page;
  applySheets(page);
  markPageBreaks(body);
  const comments = removeHidden(body);
  const insertions = readChanges(body);
  const lostNotes = bringFootnotes(body);
  // Innermost first, so that none contains another.
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
  return { insertions, comments, lostNotes, headingNumbers, numbers };
}

const NUMBERED = "[data-kind='ordered'], [data-kind='numbered']";

/** The underline of a link is the browser's default, not the author's formatting. */
function withoutUnderline({ style }: HTMLElement): void {
  for (const property of ["text-decoration", "text-decoration-line"]) {
    if (!style.getPropertyValue(property).includes("line-through")) style.removeProperty(property);
  }
}

/** Cells contain blocks but no table: the cells of a nested table become paragraphs. */
function unwrapTable(table: Element): void {
  const paragraphs = [...table.querySelectorAll("td, th")].map((cell) => {
    const paragraph = table.ownerDocument.createElement("div");
    paragraph.append(...cell.childNodes);
    return paragraph;
  });
  table.replaceWith(...paragraphs);
}
