import type { RevisedText, WordComment } from "#app/document/word/revised.ts";
import type { NotKept } from "./not-kept.ts";

/**
 * A Word file as our text with its changes.
 *
 * - Each paragraph of `text` has an id that is made here: `word-1`, `word-2`, … in reading order, those
 *   in table cells at their place. The same bytes give the same ids. Cross-references name their targets
 *   by these; whoever brings the text into a draft gives new ones. Captions, signature blocks and exhibits
 *   have one too, footnotes none.
 * - `key` of a block is what follows `_cd_` in its bookmark (word.md W6); null where it has none or
 *   where another block of the file has it already.
 * - `comments` are in the file's order; a comment of the text that is no longer there is in `notKept`.
 * - `notKept` has everything that the file shows and `text` does not, with its words.
 */
export interface WordFile {
  readonly title: string | null;
  /** A BCP 47 tag as the file says it: "en-US". */
  readonly language: string | null;
  readonly text: RevisedText;
  readonly comments: readonly WordComment[];
  /** The code of a file that was made here, wherever it is left; null for none. */
  readonly code: string | null;
  /** Whether it was made here, even if its code is gone: then its styles say what each block is. */
  readonly isOurs: boolean;
  readonly notKept: readonly NotKept[];
  /** Printed from the document's details: these words are not the text's. */
  readonly drawn: readonly DrawnPart[];
  /** Shown for fields and references of ours, which `text` has as such. */
  readonly shown: readonly ShownText[];
  /** The numbers that the file prints before its paragraphs. */
  readonly numbers: readonly PrintedNumber[];
}

export interface DrawnPart {
  /** The index of the block in `text.blocks`; null for what is no block. */
  readonly block: number | null;
  readonly kind: "caption" | "signatureBlock" | "exhibit" | "letterOpening" | "header" | "footer";
  /** A line for each paragraph. */
  readonly words: string;
  /** Whether somebody tracked a change in them; of headers and footers nobody asks. */
  readonly isTracked: boolean;
}

export interface ShownText {
  /** The index of the block in `text.blocks`; null where it is in none. */
  readonly block: number | null;
  /** The name of the field; null for a number of a reference. */
  readonly field: string | null;
  readonly words: string;
}

interface PrintedNumber {
  /** The id of the paragraph. */
  readonly id: string;
  /** As printed: "12.", "(a)", "1.2". */
  readonly label: string;
}
