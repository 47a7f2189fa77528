import type { IndexHit } from "#server/search/search-index.ts";
import { dataOf } from "./source.ts";
import type { TextData } from "./sources/documents.ts";

/**
 * Of each paper the newest text that has the words: as it was filed, else its draft, else its last
 * version. A version is found by words that stand in no later text.
 */
export function onePerPaper(hits: readonly IndexHit[]): readonly IndexHit[] {
  const best = new Map<string, IndexHit>();
  for (const hit of hits) {
    const paper = paperOf(hit);
    const known = best.get(paper);
    if (!known || rankOf(hit) > rankOf(known)) best.set(paper, hit);
  }
  const papers = new Set(hits.map(paperOf));
  return [...papers].flatMap((paper) => best.get(paper) ?? []);
}

const paperOf = ({ entry }: IndexHit) => dataOf<TextData>(entry.data).documentId ?? entry.id;

function rankOf({ entry }: IndexHit): number {
  if (entry.source === "filing") return Number.MAX_SAFE_INTEGER;
  if (entry.source === "draft") return Number.MAX_SAFE_INTEGER - 1;
  return dataOf<TextData>(entry.data).number ?? 0;
}
