import type { BlockKind } from "#app/document/nodes/kinds.ts";
import { itemBlock, NUMBER_BEFORE } from "./pasted-lists.ts";

/** A list item in Word's HTML. */
interface WordItem {
  /** The list of the document it belongs to. */
  readonly list: string;
  readonly level: number;
  readonly bullet: boolean;
  /**
   * Whether its number has the form of legal paragraphs: (a) at the second level, (i) at the third.
   */
  readonly legal: boolean;
  /** Its number or bullet, as text. */
  readonly sign: string;
  /** The element that contains it. */
  readonly marker: Element | null;
}

/** Parses Word's list style of a paragraph; null for no list item. */
function wordItem(paragraph: Element): WordItem | null {
  const style = paragraph.getAttribute("style") ?? "";
  const place = /mso-list:\s*(l\d+)\s+level(\d+)/i.exec(style);
  if (place === null) return null;
  const marker = [...paragraph.querySelectorAll("span")].find((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute("style") ?? ""),
  );
  const sign = marker?.textContent?.replaceAll(/\s/gu, "") ?? "";
  const [, list = "", depth = "1"] = place;
  const level = Number(depth);
  return {
    list: list.toLowerCase(),
    level,
    bullet: sign !== "" && !/[\p{L}\p{N}]/u.test(sign.replace(/^o$/, "")),
    legal:
      (level === 2 && /^\([a-z]+\)$/i.test(sign)) || (level === 3 && /^\([ivxlc]+\)$/i.test(sign)),
    sign,
    marker: marker ?? null,
  };
}

/**
 * Converts Word's list items, which are paragraphs with their number as text and their place as a
 * style. Returns the number of numbered headings, whose numbers are dropped: headings here are
 * numbered by the text they are in.
 */
export function flattenWordParagraphs(body: Element): number {
  const paragraphs = [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")];
  const items = paragraphs.map(wordItem);
  const isOther = paragraphs.map(
    (paragraph, index) => items[index] === null && paragraph.textContent?.trim() !== "",
  );
  const numbered = numberedLists(items, isOther);
  let headings = 0;
  paragraphs.forEach((paragraph, index) => {
    const item = items[index] ?? null;
    if (item === null) return;
    item.marker?.remove();
    if (paragraph.tagName !== "P") {
      if (!item.bullet && item.sign !== "") headings += 1;
      return;
    }
    const kind: BlockKind = item.bullet
      ? "bullet"
      : numbered.has(item.list)
        ? "numbered"
        : "ordered";
    const block = itemBlock(paragraph.ownerDocument, kind, item.level);
    if (!item.bullet && item.sign !== "") block.setAttribute(NUMBER_BEFORE, item.sign);
    block.append(...paragraph.childNodes);
    paragraph.replaceWith(block);
  });
  return headings;
}

/**
 * Numbered paragraphs: the same list on both sides of other text, or with (a) at its second level.
 */
function numberedLists(
  items: readonly (WordItem | null)[],
  isOther: readonly boolean[],
): Set<string> {
  const numbered = new Set<string>();
  const last = new Map<string, number>();
  /** The number of other paragraphs before each. */
  let others = 0;
  items.forEach((item, index) => {
    if (isOther[index]) others += 1;
    if (item === null) return;
    if (item.legal || (last.get(item.list) ?? others) < others) numbered.add(item.list);
    last.set(item.list, others);
  });
  return numbered;
}
