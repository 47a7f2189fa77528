/** Words that must stand one behind the other. */
export interface QueryPhrase {
  readonly words: readonly string[];
  /** Whether the last word may go on: the one that is being typed. */
  readonly isPrefix: boolean;
}

/** What is looked for: each of the phrases. */
export interface SearchQuery {
  /** As it was typed, without what is beyond its limits. */
  readonly text: string;
  readonly phrases: readonly QueryPhrase[];
}

/** What a query may have; the rest is left out. */
export const QUERY_LIMITS = { letters: 200, words: 12 };
