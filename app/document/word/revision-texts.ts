import type { RevisedBlock, RevisedInline, RevisedText, Tracked } from "./revised.ts";

/**
 * The words that one revision changed, in the order of the text. Words with other marks are in both lists:
 * Word can't track a change of a link otherwise than as words that went and came.
 */
export interface RevisionTexts {
  readonly inserted: string;
  readonly deleted: string;
  /** The end of each paragraph that has another kind. */
  readonly reshaped: string;
  /** Whether another revision deleted some of what it inserted. */
  readonly isTouched: boolean;
}

const NONE: RevisionTexts = { inserted: "", deleted: "", reshaped: "", isTouched: false };

/** Ends of paragraphs and nodes that are no text, among words. */
export const END = "¶";

/**
 * Words of each revision, by its number.
 * @param isCounted of a block of the text, by its index: whether it counts.
 */
export function textsOfRevisions(
  { blocks }: RevisedText,
  isCounted: (index: number) => boolean = () => true,
): Map<number, RevisionTexts> {
  const found = new FoundTexts();
  blocks.forEach((block, index) => {
    if (isCounted(index)) found.add(block, UNTOUCHED);
  });
  return found.texts;
}

const UNTOUCHED: Tracked = { inserted: null, deleted: null };

class FoundTexts {
  readonly texts = new Map<number, RevisionTexts>();

  add(block: RevisedBlock, around: Tracked): void {
    switch (block.type) {
      case "paragraph":
        for (const piece of block.content) this.piece(piece, around);
        this.tracked(within(block.mark, around), END);
        if (block.reshaped) this.say(block.reshaped.revision, "reshaped", END);
        return;
      case "table":
        for (const row of block.rows) {
          const fate = within(row, around);
          if (row.cells.length === 0) this.tracked(fate, END);
          for (const { blocks } of row.cells) for (const inner of blocks) this.add(inner, fate);
        }
        return;
      case "other":
        this.tracked(within(block, around), `[${block.node.type}]`);
    }
  }

  private piece({ node, note, restyled, ...fate }: RevisedInline, around: Tracked): void {
    const own = within(fate, around);
    const words = textOfPiece(node);
    this.tracked(own, words);
    if (restyled) {
      this.say(restyled.revision, "deleted", words);
      this.say(restyled.revision, "inserted", words);
    }
    for (const inner of note ?? []) this.piece(inner, own);
  }

  private tracked({ inserted, deleted }: Tracked, words: string): void {
    if (inserted !== null) this.say(inserted, "inserted", words);
    if (deleted !== null) this.say(deleted, "deleted", words);
    if (inserted === null || deleted === null || inserted === deleted) return;
    this.texts.set(inserted, { ...this.of(inserted), isTouched: true });
  }

  private of(revision: number): RevisionTexts {
    return this.texts.get(revision) ?? NONE;
  }

  private say(revision: number, what: "inserted" | "deleted" | "reshaped", words: string): void {
    const known = this.of(revision);
    this.texts.set(revision, { ...known, [what]: known[what] + words });
  }
}

/** Content of a row or a footnote that came or went does so with it. */
export function within({ inserted, deleted }: Tracked, around: Tracked): Tracked {
  return { inserted: inserted ?? around.inserted, deleted: deleted ?? around.deleted };
}

/** Text, or a word for any other node. */
export function textOfPiece(node: RevisedInline["node"]): string {
  return node.type === "text" ? node.text : `[${node.type}]`;
}
