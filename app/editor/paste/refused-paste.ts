import type { ResolvedPos } from "@tiptap/pm/model";

/** What is said where a paste or drop, or a part of one, does not come in; `place` from placeInWords. */
export const REFUSED_PASTE = {
  tooLarge: (place: string) =>
    `That is more than one paste may bring (about 150,000 words). Nothing was put ${place} and nothing was lost; please bring it in parts.`,
  image: (place: string) =>
    `Pictures can't stand in the text of a filing. Nothing was put ${place} and nothing was lost; add the picture as an exhibit instead.`,
  file: (place: string) =>
    `A file can't stand in the text of a filing. Nothing was put ${place} and nothing was lost; copy its words instead, or add a PDF as an exhibit.`,
  notInFootnote: (place: string) =>
    `The words were put ${place}; a page break, caption, signature block or exhibit among them was left out, because none can stand in a footnote.`,
  notMovedToFootnote: (place: string) =>
    `Nothing was moved ${place}: a page break, caption, signature block or exhibit is among it, and none can stand in a footnote.`,
  someSigns: (signs: number, place: string) =>
    `The words were put ${place} without ${signs === 1 ? "a control character" : `${signs} control characters`}, which no page can show.`,
  someImages: (images: number, place: string) =>
    `The words were put ${place}; ${images === 1 ? "a picture" : `${images} pictures`} among them could not be, because pictures can't stand in the text of a filing.`,
} as const;

const WORDS_SHOWN = 40;

/** Where in the text that is, by the words that stand there: "into “Dear FOIA Officer:”". */
export function placeInWords(place: ResolvedPos): string {
  const block = place.parent.inlineContent ? place.parent : (place.nodeBefore ?? place.nodeAfter);
  const words = block?.textContent.replaceAll(/\s+/gu, " ").trim() ?? "";
  if (words === "") return "into the empty paragraph";
  if (words.length <= WORDS_SHOWN) return `into “${words}”`;
  // Whole words, where the first one is not too long by itself.
  const end = words.lastIndexOf(" ", WORDS_SHOWN);
  return `into “${words.slice(0, end > 0 ? end : WORDS_SHOWN)}…”`;
}
