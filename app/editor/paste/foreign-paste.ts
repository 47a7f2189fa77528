import type { Fragment, Slice } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import type { StruckOut } from "./paste-notice.ts";
import type { ReadHtml } from "./pasted-html.ts";
import type { NumberedLines } from "./pasted-lines.ts";
import type { PasteLosses } from "./refused-paste.ts";

/** A range of a document. */
export interface PlaceOfPaste {
  readonly from: number;
  readonly to: number;
}

/** What was put in, and how. */
export interface PutIn {
  readonly pasted: PlaceOfPaste;
  readonly lines: NumberedLines;
  /** The numbers that its lists had, in the order of reading; null in a footnote, which has no lists. */
  readonly listed: readonly string[] | null;
  /** Whether its first block became part of a line that was there. */
  readonly joins: boolean;
  /** Whether struck-out words go. */
  readonly leavesStruck: boolean;
}

/** What reads and settles a paste that was not copied out of a text of ours. */
export interface ForeignPaste {
  /** Brings HTML into the flat blocks of our schema. Changes `page`. */
  flatten(page: Document): ReadHtml;
  holdsOnlyStruck(content: Fragment): boolean;
  /** A slice without its struck-out words, and in how many places they stood. */
  withoutStruck(slice: Slice): { readonly slice: Slice; readonly places: number };
  /** Makes items of lines with typed numbers. */
  numberLines(slice: Slice, joins: boolean): NumberedLines;
  /** Takes struck-out words out of what was put in, and tells what became of words and numbers. */
  settle(
    transaction: Transaction,
    put: PutIn,
  ): {
    readonly losses: Pick<PasteLosses, "struck" | "changed">;
    readonly pasted: PlaceOfPaste;
    readonly struck: StruckOut | null;
  };
}

/** 8 kB of the desk, packed, that nobody needs before they paste. */
export const foreignPaste = createLazyPart<ForeignPaste>(() => import("./read-foreign.ts"));
