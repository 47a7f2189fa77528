import type { Outcome } from "#app/domain/refusal.ts";
import type { ShownPart } from "#app/domain/search/excerpt.ts";
import type { ExcerptPiece } from "#app/domain/search/found.ts";
import type { SearchQuery } from "#app/domain/search/query.ts";
import type { TaskRefusal } from "#server/workers/task-refusal.ts";
import type { SearchEntry, SearchSourceName, StampedEntry } from "./entry.ts";

/** Why the index has no answer. */
export type IndexRefusal =
  | TaskRefusal
  /** The file was damaged and is thrown away: the index is empty now, its marks as well. */
  | { readonly code: "damaged" }
  /** The database did not answer as it should; in the log. */
  | { readonly code: "unavailable" };

export type IndexOutcome<T> = Promise<Outcome<T, IndexRefusal>>;

/** Names an entry. */
export interface EntryName {
  readonly source: SearchSourceName;
  readonly id: string;
}

/** An entry as it stood in the index at some moment; without a stamp, it was not there. */
export interface SeenEntry extends EntryName {
  readonly stamp: string | null;
}

/** Changes written at once: all of them or none. */
export interface IndexWrite {
  /** Each takes the place of the entry of its name. At most MOST_WRITTEN. */
  readonly put?: readonly SearchEntry[];
  readonly remove?: readonly EntryName[];
  /**
   * Entries as they were before the things written here were read. One that is another by now is passed
   * over: whoever wrote it has read it later, and would have old words brought back. Entries that are
   * not named here are written either way.
   */
  readonly seen?: readonly SeenEntry[];
  /** Where whoever fills the index has got to, by name; null forgets it. */
  readonly marks?: Readonly<Record<string, string | null>>;
}

/** The most entries, and letters of their titles and texts, that one write may have. */
export const MOST_WRITTEN = { entries: 500, letters: 8_000_000 };

/** The most letters of an entry's text: the rest of a longer one is not found. */
export const MOST_TEXT = 1_000_000;
/** The most letters of a title. */
export const MOST_TITLE = 1_000;

/** One group of a list of results. */
export interface IndexGroup {
  readonly sources: readonly SearchSourceName[];
  /** The most hits; at most 100. */
  readonly limit: number;
  /** So many of the first are left out: they were asked for before. */
  readonly skip?: number;
}

export interface IndexHit {
  readonly entry: Omit<SearchEntry, "text">;
  /** Whether all words stand in the title. */
  readonly isInTitle: boolean;
  /** The words in their sentence; empty where none of them is in the text. */
  readonly excerpt: readonly ExcerptPiece[];
  /** Where in the entry's text the first word of the excerpt that was asked for begins; null for none. */
  readonly at: number | null;
  /** The part of the entry's text that the excerpt shows; null for none. */
  readonly shown: ShownPart | null;
}

export interface IndexHits {
  /** Those with all words in the title first, then the newest. */
  readonly hits: readonly IndexHit[];
  readonly hasMore: boolean;
}

/**
 * The index, made from what the database holds; may be thrown away at any time. Nothing here
 * knows of rights: it finds what has one of the scopes it is given, and looks at nothing else.
 */
export interface SearchIndex {
  /** The names of those that were passed over. */
  write(change: IndexWrite): IndexOutcome<readonly EntryName[]>;
  /** One list of hits a group, in their order. */
  find(
    query: SearchQuery,
    options: { readonly scopes: readonly string[]; readonly groups: readonly IndexGroup[] },
  ): IndexOutcome<readonly IndexHits[]>;
  /**
   * The query with another spelling that finds something in these scopes, made from words in the
   * titles within them alone; null for none. Ask where nothing was found.
   */
  meant(
    query: SearchQuery,
    options: { readonly scopes: readonly string[]; readonly sources: readonly SearchSourceName[] },
  ): IndexOutcome<string | null>;
  /** The stamps of those that are there. */
  stampsOf(names: readonly EntryName[]): IndexOutcome<readonly StampedEntry[]>;
  /**
   * A page of a source's stamps in the order of its ids (by code point), behind `after`; `prefix`
   * takes only ids that begin with it, `scope` only what has that scope. At most 1,000.
   */
  stamps(
    source: SearchSourceName,
    page: {
      readonly after?: string | null;
      readonly prefix?: string;
      readonly scope?: string | null;
      readonly limit: number;
    },
  ): IndexOutcome<readonly StampedEntry[]>;
  /** The value of `marks` under that name; null for none. */
  mark(name: string): IndexOutcome<string | null>;
  /** How many entries there are, by source. For metrics. */
  size(): IndexOutcome<Readonly<Partial<Record<SearchSourceName, number>>>>;
  /** Takes all entries and marks away. */
  wipe(): IndexOutcome<null>;
  close(): Promise<void>;
}
