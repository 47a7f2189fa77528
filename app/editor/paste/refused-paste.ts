import type { ResolvedPos } from "@tiptap/pm/model";
import type { ChangedNumbers } from "./changed-numbers.ts";

/**
 * The sentences for a refused paste or drop, or a refused part; `place` comes from placeText.
 */
export const REFUSED_PASTE = {
  tooLarge: (place: string) =>
    `One paste may bring about 150,000 words. Nothing was put ${place} and nothing was lost; bring it in parts.`,
  image: (place: string) =>
    `Pictures can’t stand in the text of a filing. Nothing was put ${place} and nothing was lost; add it as an exhibit.`,
  file: (place: string) =>
    `A file can’t stand in the text of a filing. Nothing was put ${place} and nothing was lost; copy its words, or add a PDF as an exhibit.`,
  notInFootnote: (place: string) =>
    `The words were put ${place}; a page break, caption, signature block or exhibit among them was left out, because none can stand in a footnote.`,
  notMovedToFootnote: (place: string) =>
    `Nothing was moved ${place}: a page break, caption, signature block or exhibit is among it, and none can stand in a footnote.`,
  onlyStruck: (place: string) =>
    `Nothing was put ${place}: all of it is struck out or deleted where it was copied.`,
  ended: (place: string) =>
    `This draft takes no words now. Nothing was put ${place}; what you copied is still in your clipboard.`,
} as const;

/** Shown if the reader's code has not loaded within half a second. */
export const PASTE_ON_ITS_WAY =
  "Your words come in here once this page has loaded what reads them.";

/** Losses and changes of an accepted paste; 0 and null for nothing. */
export interface PasteLosses {
  readonly images: number;
  readonly signs: number;
  /** Places with struck-out or deleted text. */
  readonly struck: number;
  readonly insertions: number;
  /** Comments of another program, which are never pasted; absent where none was looked for. */
  readonly comments?: number;
  readonly lostNotes: number;
  readonly headingNumbers: number;
  /** Numbers that changed. */
  readonly changed: ChangedNumbers | null;
  /** Whether only its plain text was pasted, because the reader's code could not be loaded. */
  readonly unread: boolean;
}

export const NO_LOSSES: PasteLosses = {
  images: 0,
  signs: 0,
  struck: 0,
  insertions: 0,
  lostNotes: 0,
  headingNumbers: 0,
  changed: null,
  unread: false,
};

/** The notice about the losses of an accepted paste; null for none. */
export function lossesSentence(
  losses: PasteLosses,
  place: string,
  /** The sentences about what only the separately loaded reader can lose. */
  foreign: (losses: PasteLosses) => readonly string[] = () => [],
): string | null {
  const { images, signs, unread } = losses;
  const sentences = [
    unread &&
      "They came as plain text, because this page could not load what reads their form; paste them again once it is online.",
    images > 0 &&
      `${countedNoun(images, "A picture was", "pictures were")} left out, because pictures can’t stand in the text of a filing.`,
    ...foreign(losses),
    signs > 0 &&
      `${countedNoun(signs, "A control character was", "control characters were")} left out, which no page can show.`,
  ].filter((sentence) => sentence !== false);
  return sentences.length === 0 ? null : [`The words were put ${place}.`, ...sentences].join(" ");
}

/** One of it in these words, or that many. */
export function countedNoun(count: number, one: string, several: string): string {
  return count === 1 ? one : `${count} ${several}`;
}

const CHARACTERS_SHOWN = 40;

/** The place in words, by the text there: "into “Dear FOIA Officer:”". */
export function placeText(place: ResolvedPos): string {
  const block = place.parent.inlineContent ? place.parent : (place.nodeBefore ?? place.nodeAfter);
  const words = block?.textContent.replaceAll(/\s+/gu, " ").trim() ?? "";
  if (words === "") return "into the empty paragraph";
  if (words.length <= CHARACTERS_SHOWN) return `into “${words}”`;
  // Cut at a word boundary, unless the first word is too long.
  const end = words.lastIndexOf(" ", CHARACTERS_SHOWN);
  return `into “${words.slice(0, end > 0 ? end : CHARACTERS_SHOWN)}…”`;
}
