/** Chosen for a Word file that leaves (W3). */
export interface LeavingChoices {
  /** Whether a court or an agency gets it: then nothing of the margin is in it, and no name. */
  readonly isForCourt: boolean;
  /** Authors of changes and comments. */
  readonly names: boolean;
  readonly times: boolean;
  /** The open suggestions that all parties see, as tracked changes. */
  readonly suggestions: boolean;
  /** The comments that all parties see. */
  readonly comments: boolean;
  /** Organizations whose own suggestions and comments go along, where those are chosen (M2). */
  readonly own: readonly string[];
  /** Whether the code by which the file is known again stands in the footer, too (W6). */
  readonly footer: boolean;
  /** Whether somebody saw what looks private in comments and suggestions, and lets it leave. */
  readonly isPrivateSeen?: boolean;
}

/** Default of an address without choices: nothing of the margin, no names. */
export const NOTHING_ALONG: LeavingChoices = {
  isForCourt: false,
  names: false,
  times: false,
  suggestions: false,
  comments: false,
  own: [],
  footer: true,
};

/** The choices as they hold: what a court or an agency gets has nothing of the margin. */
export function heldChoices(choices: LeavingChoices): LeavingChoices {
  return choices.isForCourt
    ? { ...NOTHING_ALONG, isForCourt: true, footer: choices.footer }
    : { ...choices, own: [...new Set(choices.own)].toSorted() };
}

/** The text that leaves: the document as it stands, a version, or what differs between two texts. */
export type LeavingText =
  | { readonly is: "current" }
  | { readonly is: "version"; readonly number: number }
  | { readonly is: "redline"; readonly from: number; readonly to: number | "draft" };

/** Word files that one person may have made within a minute. */
export const WORD_FILES_A_MINUTE = 30;

/** The header that says how many suggestions are not in a Word file that is handed out. */
export const APART_HEADER = "Suggestions-Left-Out";
