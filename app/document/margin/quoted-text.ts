import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";

/** Stands for a field, a reference or a line break in quoted words. */
export const ATOM = "\uFFFC";
/** Between two blocks. */
export const BLOCK_END = "\n";

/** The words of a place and what is around them, for when nothing else finds it. */
export interface Quoted {
  readonly quote: string;
  readonly before: string;
  readonly after: string;
}

/** Cuts words to what a place may quote, and never through a character of two halves. */
export function clipped(words: string, most: number = MARGIN_LIMITS.quote): string {
  return words.length <= most ? words : words.slice(0, most).replace(/[\uD800-\uDBFF]$/u, "");
}

/** Words before a place, as far as kept. */
export function clippedBefore(words: string): string {
  return words.slice(-MARGIN_LIMITS.around).replace(/^[\uDC00-\uDFFF]/u, "");
}

/** Words behind a place, as far as kept. */
export function clippedAfter(words: string): string {
  return clipped(words, MARGIN_LIMITS.around);
}

/** The most places of the same words that are compared. */
const MOST_COMPARED = 200;

/** From so many letters on, words that stand only once in a text are those that were quoted. */
const SURE_LETTERS = 10;
/** From so many letters around them that are the same, words are those that were quoted. */
const SURE_AROUND = 12;

/**
 * Where quoted words stand in a text: of several places the one whose surroundings are most alike,
 * and then the one nearest to `near`. Null where the text does not have them, or where other words
 * may only happen to be the same: a short one, in other surroundings.
 * @param trusts whether any place will do, as in a block that is known to have been theirs.
 */
export function findQuoted(
  text: string,
  { quote, before, after }: Quoted,
  near: number | null = null,
  trusts = false,
): number | null {
  if (quote === "") return null;
  let best: { at: number; alike: number; away: number } | null = null;
  let at = text.indexOf(quote);
  let seen = 0;
  for (; at >= 0 && seen < MOST_COMPARED; seen += 1) {
    const alike =
      alikeBackward(text.slice(Math.max(0, at - before.length), at), before) +
      alikeForward(text.slice(at + quote.length, at + quote.length + after.length), after);
    const away = near === null ? at : Math.abs(at - near);
    if (!best || alike > best.alike || (alike === best.alike && away < best.away)) {
      best = { at, alike, away };
    }
    at = text.indexOf(quote, at + 1);
  }
  if (!best) return null;
  const isOnly = seen === 1 && quote.length >= SURE_LETTERS;
  return trusts || isOnly || best.alike >= SURE_AROUND ? best.at : null;
}

/** The least part of the words that must be left at an end for it to count, and the least letters. */
const REST = { part: 0.4, letters: SURE_LETTERS } as const;

/**
 * Finds the rest of quoted words whose beginning, middle or end changed: from their longest
 * beginning to their longest end that the text still has.
 */
export function findRest(text: string, quote: string): { at: number; length: number } | null {
  const least = Math.max(REST.letters, Math.ceil(quote.length * REST.part));
  const begins = longest(quote.length, (length) => text.includes(quote.slice(0, length)));
  const ends = longest(quote.length, (length) => text.includes(quote.slice(-length)));
  const first = begins >= least ? text.indexOf(quote.slice(0, begins)) : -1;
  const last = ends >= least ? text.indexOf(quote.slice(-ends), Math.max(0, first)) : -1;
  if (first >= 0 && last >= 0 && last + ends > first + begins) {
    const length = last + ends - first;
    if (length <= 2 * quote.length) return { at: first, length };
  }
  if (first >= 0 && (last < 0 || begins >= ends)) return { at: first, length: begins };
  return last < 0 ? null : { at: last, length: ends };
}

/** The largest length that holds, where each shorter one holds too. */
function longest(most: number, holds: (length: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function alikeForward(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  return length;
}

function alikeBackward(one: string, other: string): number {
  let length = 0;
  while (
    length < one.length &&
    length < other.length &&
    one[one.length - 1 - length] === other[other.length - 1 - length]
  ) {
    length += 1;
  }
  return length;
}

/** Quoted words as a person reads them. */
export function quoteText(quote: string): string {
  return quote.replaceAll(ATOM, " … ").replaceAll(/\s+/gu, " ").trim();
}
