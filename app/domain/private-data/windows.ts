/** A piece of the text behind or before a word that announces something private. */
export interface Window {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly from: number;
}

/**
 * The text behind each match of a label: no further than so many letters, the end of its sentence, or
 * the next label. Bounded, since looking through all that follows would cost the square of the length.
 */
export function* behind(text: string, label: RegExp, far: number): Generator<Window> {
  let last: number | null = null;
  for (const match of text.matchAll(label)) {
    if (last !== null) yield windowFrom(text, last, Math.min(last + far, match.index));
    last = match.index + match[0].length;
  }
  if (last !== null) yield windowFrom(text, last, last + far);
}

function windowFrom(text: string, from: number, to: number): Window {
  const window = text.slice(from, to);
  return { text: window.slice(0, sentenceEnd(window)), from };
}

/** The text before each match of a label, no further than so many letters. */
export function* before(text: string, label: RegExp, far: number): Generator<Window> {
  for (const match of text.matchAll(label)) {
    const from = Math.max(0, match.index - far);
    yield { text: text.slice(from, match.index), from };
  }
}

/** A sentence ends where a longer word or a number stands before the stop: "St. Louis" goes on. */
const END = /(?:\p{L}{4}|\d)[.?!]["”’)]?(?= \p{Lu})/gu;

function sentenceEnd(text: string): number {
  for (const { index, 0: match } of text.matchAll(END)) {
    // A stop directly behind the label belongs to it: "DOB. March 3, 1985".
    if (index > 0) return index + match.length;
  }
  return text.length;
}
