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

/** What reading HTML tells beside its words. */
export type ReadHtml = Pick<PastedFrom, "insertions" | "lostNotes" | "headingNumbers" | "numbers">;

/**
 * Brings pasted HTML into flat blocks: lists of Word, Google Docs, LibreOffice and web pages become
 * blocks of their kind and level, their footnotes and page breaks ours; space, hidden words and styles
 * are dropped. Changes `page`.
 */
export function flattenPasted(page: Document): ReadHtml {
  const { body } = page;
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
  return { insertions, lostNotes, headingNumbers, numbers };
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
