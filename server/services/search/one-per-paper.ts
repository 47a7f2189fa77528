import type { IndexHit } from "#server/search/search-index.ts";
import { textIn } from "./sources/documents.ts";

/**
 * Of each paper the newest text that has the words: as it was filed, else its draft, else its last
 * version. A version is found by words that stand in no later text.
 */
export function onePerPaper(hits: readonly IndexHit[]): readonly IndexHit[] {
  const best = new Map<string, { readonly hit: IndexHit; readonly rank: number }>();
  for (const hit of hits) {
    const { documentId = hit.entry.id, number } = textIn(hit.entry.data);
    const rank = RANKS[hit.entry.source] ?? number ?? 0;
    const known = best.get(documentId);
    // Where it stands in the list stays that of the first.
    if (!known || rank > known.rank) best.set(documentId, { hit, rank });
  }
  return [...best.values()].map(({ hit }) => hit);
}

const RANKS: Readonly<Record<string, number>> = {
  filing: Number.MAX_SAFE_INTEGER,
  draft: Number.MAX_SAFE_INTEGER - 1,
};
