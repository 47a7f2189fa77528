/**
 * The farthest that a detector looks before or behind the beginning of a label, in characters:
 * expressions match 150 at most, and read no more than 320 beside them.
 */
const REACH = 1_024;

/** Something private in a window: offsets in its text. */
export interface FoundInWindow<Kind extends string = string> {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

/** Finds what belongs to one label. It may go through the matches of one expression only. */
export type Detector<Kind extends string = string> = (
  window: TextWindow,
) => Iterable<FoundInWindow<Kind>>;

/** The match of a label in a window. */
interface LabelMatch {
  readonly start: number;
  readonly end: number;
  /** Where the label's next match begins; the end of the text where there is none. */
  readonly next: number;
  readonly groups: Readonly<Record<string, string>> | undefined;
}

/**
 * A text that is gone through in parts, in linear time. Each part repeats the end of the one before
 * it, and each expression continues where it stopped: so all is found that would be found in the
 * whole, and at the same places.
 */
export class TextWindow {
  #text = "";
  /** The place of each character in the original. */
  #at = new Int32Array(0);
  /** The offset of the window in the whole. */
  #from = 0;
  #isLast = false;
  /** How far each expression has come in the whole. */
  readonly #reached = new Map<RegExp, number>();

  get text(): string {
    return this.#text;
  }

  /** The place of that character in the original. */
  placeOf(index: number): number {
    return this.#at[index] ?? Infinity;
  }

  /** Nothing that is found later begins before this place in the original. */
  get settledUntil(): number {
    return this.#isLast ? Infinity : this.placeOf(this.#kept());
  }

  /** Moves on to the next part. */
  add({ text, at }: { readonly text: string; readonly at: Int32Array }, isLast: boolean): void {
    const kept = this.#kept();
    const places = new Int32Array(this.#at.length - kept + at.length);
    places.set(this.#at.subarray(kept));
    places.set(at, this.#at.length - kept);
    this.#text = this.#text.slice(kept) + text;
    this.#at = places;
    this.#from += kept;
    this.#isLast = isLast;
  }

  /** The offset from which the next part repeats this one. */
  #kept(): number {
    return Math.max(0, this.#text.length - 2 * REACH);
  }

  /** The matches of a label, with enough around each, that were not there yet in the part before. */
  *matches(label: RegExp): Generator<LabelMatch> {
    const text = this.#text;
    const until = this.#isLast ? text.length : Math.max(0, text.length - REACH);
    const from = Math.max(0, (this.#reached.get(label) ?? 0) - this.#from);
    let reached = Math.max(from, until);
    let last: RegExpExecArray | null = null;
    label.lastIndex = from;
    for (const match of text.matchAll(label)) {
      if (last) yield labelMatch(last, match.index);
      last = match.index < until ? match : null;
      if (!last) break;
      reached = Math.max(reached, last.index + last[0].length);
    }
    label.lastIndex = 0;
    if (last) yield labelMatch(last, text.length);
    this.#reached.set(label, this.#from + reached);
  }
}

function labelMatch({ index, groups, 0: words }: RegExpExecArray, next: number): LabelMatch {
  return { start: index, end: index + words.length, next, groups };
}

/** The text after or before a label that announces private data. */
export interface Beside {
  readonly text: string;
  /** Its offset in the window. */
  readonly from: number;
}

/**
 * The text after each match of a label, up to `far` characters, the end of the sentence, or the
 * next label. Bounded: searching everything that follows would be quadratic.
 */
export function* behind(window: TextWindow, label: RegExp, far: number): Generator<Beside> {
  for (const { end, next } of window.matches(label)) {
    const text = window.text.slice(end, Math.min(end + far, next));
    yield { text: text.slice(0, sentenceEnd(text)), from: end };
  }
}

/** The text before each match of a label, up to `far` characters. */
export function* before(window: TextWindow, label: RegExp, far: number): Generator<Beside> {
  for (const { start } of window.matches(label)) {
    const from = Math.max(0, start - far);
    yield { text: window.text.slice(from, start), from };
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
