import { counted } from "#app/domain/counted.ts";
import type { Node } from "@tiptap/pm/model";
import type { PageStart } from "#app/document/page-starts.ts";

/** The pages, from 1, on which the caret's block is. */
export interface CaretPages {
  readonly from: number;
  /** Equal to `from` where the block ends on the page on which it begins. */
  readonly to: number;
}

/**
 * The pages of the block at this position. An unknown block, such as a new one or a page break, is
 * on the page where the block before it ends.
 */
export function caretPages(
  document: Node,
  position: number,
  starts: readonly PageStart[],
): CaretPages {
  const begins = new Map<string, number>();
  const ends = new Map<string, number>();
  for (const [at, { first, continued }] of starts.entries()) {
    if (first !== null) begins.set(first, at + 1);
    if (continued !== null) ends.set(continued, at + 1);
  }
  let pages: CaretPages = { from: 1, to: 1 };
  document.nodesBetween(0, Math.min(position, document.content.size), (node) => {
    const id: unknown = node.attrs.id;
    if (typeof id === "string") {
      const from = begins.get(id) ?? pages.to;
      pages = { from, to: Math.max(from, ends.get(id) ?? from) };
    }
    return !node.isTextblock;
  });
  return pages;
}

/** The caret's page in words: "Page 3 of 12". */
export function caretPagesLabel(at: CaretPages | null, pages: number): string {
  if (at === null || at.to > pages) return counted(pages, "page");
  return at.from === at.to
    ? `Page ${at.from} of ${pages}`
    : `Pages ${at.from}–${at.to} of ${pages}`;
}
