/** The text after or before a label that announces private data. */
export interface Window {
  readonly text: string;
  /** Its offset in the whole text. */
  readonly from: number;
}

/**
 * The text after each match of a label, up to `far` characters, the end of the sentence, or the
 * next label. Bounded: searching everything that follows would be quadratic.
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

/** The text before each match of a label, up to `far` characters. */
export function* before(text: string, label: RegExp, far: number): Generator<Window> {
  for (const match of text.matchAll(label)) {
    const from = Math.max(0, match.index - far);
    yield { text: text.slice(from, match.index), from };
  }
}

/**
 * A sentence ends after a word of four letters or a number, so that "St. Louis" does not end one.
 */
const END = /(?:\p{L}{4}|\d)[.?!]["”’)]?(?= \p{Lu})/gu;

function sentenceEnd(text: string): number {
  for (const { index, 0: match } of text.matchAll(END)) {
    // A period directly after the label belongs to it: "DOB. March 3, 1985".
    if (index > 0) return index + match.length;
  }
  return text.length;
}
