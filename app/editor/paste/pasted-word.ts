import type { BlockKind } from "#app/document/nodes/kinds.ts";
import { isBulletSign, numberedLists, type ForeignItem } from "#app/document/word/numbers.ts";
import { itemBlock, NUMBER_BEFORE } from "./pasted-lists.ts";

/** A list item in Word's HTML. */
interface WordItem extends ForeignItem {
  readonly bullet: boolean;
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
  return {
    list: list.toLowerCase(),
    level: Number(depth),
    bullet: isBulletSign(sign),
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
