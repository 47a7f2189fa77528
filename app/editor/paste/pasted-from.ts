import type { WholeEnds } from "./copied-here.ts";

/** What is known of a paste beside its words. */
export interface PastedFrom {
  /** Whether it was copied out of a text of ours: then it comes in exactly as it was. */
  readonly here: boolean;
  readonly whole: WholeEnds;
  /** How many pictures were left out. */
  readonly images: number;
  /** In how many places the program it comes from shows words that somebody proposes to put in. */
  readonly insertions: number;
  /** How many references lead to a footnote that was not copied. */
  readonly lostNotes: number;
  /** How many headings had a number. */
  readonly headingNumbers: number;
  /** The numbers that its items had, in their order; "" of an item whose number is not known. */
  readonly numbers: readonly string[];
}

/** Plain text, and HTML before anything is known of it. */
export const FROM_ANYWHERE: PastedFrom = {
  here: false,
  whole: { start: true, end: true },
  images: 0,
  insertions: 0,
  lostNotes: 0,
  headingNumbers: 0,
  numbers: [],
};
