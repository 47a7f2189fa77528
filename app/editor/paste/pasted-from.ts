import type { WholeEnds } from "./copied-here.ts";

/** The origin of a paste, and findings about it besides its content. */
export interface PastedFrom {
  /** Whether it was copied from a text of ours: then it is pasted exactly as it was. */
  readonly here: boolean;
  readonly whole: WholeEnds;
  /** The number of dropped pictures. */
  readonly images: number;
  /** The number of places with tracked insertions. */
  readonly insertions: number;
  /** The number of comments; absent until HTML is read. */
  readonly comments?: number;
  /** The number of references whose footnote was not copied. */
  readonly lostNotes: number;
  /** The number of headings that had a number. */
  readonly headingNumbers: number;
  /** The numbers of its items, in order; "" for an unknown one. */
  readonly numbers: readonly string[];
}

/** The value for plain text, and for HTML before it is read. */
export const FROM_ANYWHERE: PastedFrom = {
  here: false,
  whole: { start: true, end: true },
  images: 0,
  insertions: 0,
  lostNotes: 0,
  headingNumbers: 0,
  numbers: [],
};
