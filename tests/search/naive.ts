import type { QueryPhrase, SearchQuery } from "#app/domain/search/query.ts";
import { wordsOf } from "#app/domain/search/words.ts";
import type { SearchEntry } from "#server/search/entry.ts";

/** Reads every text, letter for letter, and sorts what has all phrases. */
export function naiveFind(
  entries: readonly SearchEntry[],
  { phrases }: SearchQuery,
  { scopes, sources }: { readonly scopes: readonly string[]; readonly sources: readonly string[] },
): (SearchEntry & { readonly isInTitle: boolean })[] {
  if (phrases.length === 0) return [];
  return entries
    .filter(({ scope, source }) => scopes.includes(scope) && sources.includes(source))
    .map((entry) => ({
      ...entry,
      isFound: phrases.every((each) => has(entry.title, each) || has(entry.text, each)),
      isInTitle: phrases.every((each) => has(entry.title, each)),
    }))
    .filter(({ isFound }) => isFound)
    .toSorted(
      (one, other) =>
        Number(other.isInTitle) - Number(one.isInTitle) || other.at.getTime() - one.at.getTime(),
    );
}

function has(text: string, { words, isPrefix }: QueryPhrase): boolean {
  const there = wordsOf(text).map(({ word }) => word);
  return there.some((_, first) =>
    words.every((word, index) => {
      const other = there[first + index];
      if (other === undefined) return false;
      return isPrefix && index === words.length - 1 ? other.startsWith(word) : other === word;
    }),
  );
}
