import type { HelpEntry } from "#server/help/entries.ts";
import type { SearchIndex } from "#server/search/search-index.ts";

/** Places the services search. */
export interface SearchPort {
  /** The index, opened when it is asked for first. */
  index(): Promise<SearchIndex>;
  /** The sections of the help; left out where there is none. */
  readonly help?: () => Promise<readonly HelpEntry[]>;
  /** Waits; a test needs no time. `passed` is what the answer took. */
  readonly wait?: (milliseconds: number, passed: number) => Promise<void>;
}

/** Under these names the index keeps how far it is. */
export const MARKS = {
  /** The last line of the audit record that is in it, with its hash. */
  record: "record",
  /** Set once everything that was there before is in it. */
  built: "built",
} as const;
