import type { Fragment, Slice } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { StepMap } from "@tiptap/pm/transform";
import { changedNumbers, numbersIn, placesOfNumbers } from "./changed-numbers.ts";
import { foreignLosses } from "./foreign-losses.ts";
import type { StruckOut } from "./paste-notice.ts";
import { flattenPasted, type ReadHtml } from "./pasted-html.ts";
import { numberLines, type NumberedLines } from "./pasted-lines.ts";
import type { PasteLosses } from "./refused-paste.ts";
import { holdsOnlyStruck, putBackStruck, takeOutStruck, withoutStruck } from "./struck-out.ts";

/** A range of a document. */
export interface PastedRange {
  readonly from: number;
  readonly to: number;
}

/** The range that a paste was inserted into, and how. */
interface InsertedPaste {
  readonly pasted: PastedRange;
  readonly lines: NumberedLines;
  /** The numbers of its lists, in reading order; null in a footnote, which has no lists. */
  readonly listed: readonly string[] | null;
  /** Whether its first block became part of an existing line. */
  readonly joins: boolean;
  /** Whether struck-out text is left out. */
  readonly leavesStruck: boolean;
}

/** Reads and processes a paste from outside. */
export interface ForeignPaste {
  /** Converts HTML into the flat blocks of our schema. Modifies `page`. */
  flatten(page: Document): ReadHtml;
  holdsOnlyStruck(content: Fragment): boolean;
  /** A slice without its struck-out text, and the number of places that had some. */
  withoutStruck(slice: Slice): { readonly slice: Slice; readonly places: number };
  /** The sentences about what it lost or changed. */
  losses(losses: PasteLosses): readonly string[];
  /** Converts lines with typed numbers into items. */
  numberLines(slice: Slice, joins: boolean): NumberedLines;
  /**
   * Removes struck-out text from what was inserted, and reports what happened to text and numbers.
   */
  settle(
    transaction: Transaction,
    put: InsertedPaste,
  ): {
    readonly losses: Pick<PasteLosses, "struck" | "changed">;
    readonly pasted: PastedRange;
    readonly struck: StruckOut | null;
  };
}

/** Loaded separately, after the page. */
const readForeign: ForeignPaste = {
  flatten: flattenPasted,
  holdsOnlyStruck,
  withoutStruck,
  losses: foreignLosses,
  numberLines,
  settle(transaction, { pasted, lines, listed, joins, leavesStruck }) {
    const numbers = listed === null ? [] : numbersIn(lines, listed, joins);
    const places = placesOfNumbers(transaction.doc, pasted, numbers);
    const { pieces, mapping } = leavesStruck
      ? takeOutStruck(transaction, pasted.from, pasted.to)
      : { pieces: [], mapping: StepMap.empty };
    return {
      losses: {
        struck: pieces.length,
        changed: changedNumbers(transaction.doc, places, mapping),
      },
      pasted: { from: mapping.map(pasted.from, -1), to: mapping.map(pasted.to, 1) },
      struck: pieces.length === 0 ? null : { pieces, putBack: putBackStruck },
    };
  },
};

export default readForeign;
