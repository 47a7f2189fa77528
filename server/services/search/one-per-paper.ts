import { hasPhrases, joined } from "#app/domain/search/excerpt.ts";
import type { SearchQuery } from "#app/domain/search/query.ts";
import { wordsOf } from "#app/domain/search/words.ts";
import type { IndexHit } from "#server/search/search-index.ts";
import { textIn } from "./sources/documents.ts";

/**
 * Of each paper the newest text that has the words: as it was filed, else its draft, else its last
 * version. A version is found by words that stand in no later text; and by its name, which is nobody
 * else's: with the titles that have the words, before texts.
 */
export function onePerPaper(hits: readonly IndexHit[], query: SearchQuery): readonly IndexHit[] {
  const best = new Map<string, { readonly hit: IndexHit; readonly rank: number }>();
  const named = new Set<IndexHit>();
  for (const hit of hits) {
    const { documentId = hit.entry.id, number, name } = textIn(hit.entry.data);
    const isNamed = hasWords(name, query);
    if (isNamed) named.add(hit);
    const paper = isNamed ? `${documentId} ${hit.entry.id}` : documentId;
    const rank = RANKS[hit.entry.source] ?? number ?? 0;
    const known = best.get(paper);
    // Where it stands in the list stays that of the first.
    if (!known || rank > known.rank) best.set(paper, { hit, rank });
  }
  const shown = [...best.values()].map(({ hit }) => hit);
  const isFirst = (hit: IndexHit) => hit.isInTitle || named.has(hit);
  return [...shown.filter(isFirst), ...shown.filter((hit) => !isFirst(hit))];
}

function hasWords(name: string | null | undefined, query: SearchQuery): boolean {
  return !!name && hasPhrases(joined(wordsOf(name).map(({ word }) => word)), query);
}

const RANKS: Readonly<Record<string, number>> = {
  filing: Number.MAX_SAFE_INTEGER,
  draft: Number.MAX_SAFE_INTEGER - 1,
};
