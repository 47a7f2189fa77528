import type { Tracked } from "#app/document/word/revised.ts";
import { isTouched, type RawParagraph } from "./raw.ts";
import type { ReadRevisions } from "./revisions.ts";
import type { XmlElement } from "./xml.ts";

/**
 * The ranges of moved words that are open at a place of a text. Older versions of Word say by these alone
 * that the ends of whole paragraphs move too: without them, an empty paragraph would stay where each was.
 */
export class MoveRanges {
  readonly #revisions: ReadRevisions;
  readonly #open = new Map<string, XmlElement>();

  constructor(revisions: ReadRevisions) {
    this.#revisions = revisions;
  }

  turn(element: XmlElement): void {
    const id = `${isFrom(element) ? "from" : "to"} ${element.attributes["w:id"] ?? ""}`;
    if (element.name.endsWith("End")) this.#open.delete(id);
    else this.#open.set(id, element);
  }

  /** The fate of a paragraph's end: within a range, that of its words where all of them moved. */
  markWithin({ mark, items }: RawParagraph): Tracked {
    if (this.#open.size === 0 || isTouched(mark)) return mark;
    const parts = items.filter(({ type }) => type !== "bookmark" && type !== "comment");
    for (const range of this.#open.values()) {
      const end = isFrom(range) ? "deleted" : "inserted";
      const isMoved = parts.every((item) => {
        const own = item.type === "inline" ? item.inline : "tracked" in item ? item.tracked : null;
        return own !== null && own[end] !== null;
      });
      if (parts.length > 0 && isMoved) return { ...mark, [end]: this.#revisions.of(range) };
    }
    return mark;
  }
}

function isFrom({ name }: XmlElement): boolean {
  return name.startsWith("w:moveFrom");
}
