import { parseSearchQuery, type SearchQuery } from "./query.ts";
import { wordsOf } from "./words.ts";

/** Words with fewer letters are not taken for others. */
const LEAST_LETTERS = 4;
/** The most words of titles that are compared. */
const MOST_WORDS = 20_000;

/**
 * The query with each word that no title has replaced by the nearest that one has; null where there is
 * none to replace. The titles are those that the reader may see: nothing else may be told of.
 */
export function respelled(query: SearchQuery, titles: readonly string[]): SearchQuery | null {
  const known = new Map<string, string>();
  for (const title of titles) {
    if (known.size >= MOST_WORDS) break;
    for (const { word, from, to } of wordsOf(title)) {
      if (!known.has(word)) known.set(word, title.slice(from, to));
    }
  }
  let text = "";
  let at = 0;
  let isOther = false;
  for (const { word, from, to } of wordsOf(query.text)) {
    const nearest = known.has(word) ? null : nearestOf(word, known.keys());
    text +=
      query.text.slice(at, from) + ((nearest && known.get(nearest)) ?? query.text.slice(from, to));
    at = to;
    if (nearest) isOther = true;
  }
  return isOther ? parseSearchQuery(text + query.text.slice(at)) : null;
}

/** The nearest word, of those the first in the alphabet; a number is no misspelling of another. */
function nearestOf(word: string, known: Iterable<string>): string | null {
  if (word.length < LEAST_LETTERS || /\d/u.test(word)) return null;
  let most = word.length < 8 ? 1 : 2;
  let nearest: string | null = null;
  for (const other of known) {
    if (other.length < LEAST_LETTERS || Math.abs(other.length - word.length) > most) continue;
    if (/\d/u.test(other)) continue;
    const distance = distanceOf(word, other, most);
    if (distance > most) continue;
    if (nearest === null || distance < most || other < nearest) nearest = other;
    most = distance;
  }
  return nearest;
}

/** Letters put in, left out, exchanged, or swapped with their neighbor; more than `most` is not counted. */
function distanceOf(one: string, other: string, most: number): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      let cost = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return row[other.length] ?? most + 1;
}
