import { excerptOf, hasPhrases, type IndexedText } from "#app/domain/search/excerpt.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { SearchQuery } from "#app/domain/search/query.ts";
import type { SearchSourceName } from "./entry.ts";
import {
  MOST_WRITTEN,
  type EntryName,
  type IndexHit,
  type IndexRefusal,
  type IndexWrite,
  type SeenEntry,
} from "./search-index.ts";

/** An entry as both databases return it. */
export interface StoredEntry extends IndexedText {
  readonly source: SearchSourceName;
  readonly id: string;
  readonly scope: string;
  readonly title: string;
  readonly titleWords: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stamp: string;
  readonly data: string;
}

export function hitOf(entry: StoredEntry, query: SearchQuery): IndexHit {
  const { source, id, scope, title, titleWords, stamp, data } = entry;
  const excerpt = excerptOf(entry, query);
  return {
    entry: { source, id, scope, title, at: new Date(entry.at), stamp, data },
    isInTitle: hasPhrases(titleWords, query),
    excerpt: excerpt?.pieces ?? [],
    at: excerpt?.at ?? null,
    shown: excerpt?.shown ?? null,
  };
}

/** An entry's name as a key. */
export function keyOf({ source, id }: EntryName): string {
  return `${source} ${id}`;
}

/** Parts a write from entries that others have written since they were `seen`: these are passed over. */
export function withoutOthers(
  seen: readonly SeenEntry[],
  stampOf: (name: EntryName) => string | null,
): { readonly passedOver: EntryName[]; readonly isOurs: (name: EntryName) => boolean } {
  const changed = new Set(seen.filter((entry) => stampOf(entry) !== entry.stamp).map(keyOf));
  const passedOver: EntryName[] = [];
  const isOurs = ({ source, id }: EntryName) => {
    const ours = !changed.has(keyOf({ source, id }));
    if (!ours) passedOver.push({ source, id });
    return ours;
  };
  return { passedOver, isOurs };
}

/** The most titles of a reader's scopes that another spelling is taken from. */
export const MOST_TITLES = 1_000;
/** The most hits of a group. */
export const MOST_HITS = 100;
/** The most stamps of a page. */
export const MOST_STAMPS = 1_000;

/** Throws where somebody writes more at once than a worker has memory for: a bug. */
export function checkBounds({ put = [], remove = [] }: IndexWrite): void {
  const letters = put.reduce((sum, { title, text }) => sum + title.length + text.length, 0);
  const isMore = put.length + remove.length > MOST_WRITTEN.entries;
  if (isMore || letters > MOST_WRITTEN.letters) throw new RangeError("too much is written at once");
}

export function refusedIndex(
  code: "damaged" | "unavailable",
): Extract<Outcome<never, IndexRefusal>, { ok: false }> {
  return { ok: false, refusal: { code } };
}
