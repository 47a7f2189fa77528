import type { SearchIndex } from "#server/search/search-index.ts";

/** A section of the help as it is found. */
export interface HelpSection {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly path: string;
}

/** Places the services search. */
export interface SearchPort {
  /** The index, opened when it is asked for first. */
  index(): Promise<SearchIndex>;
  /** The sections of the help; left out where there is none. */
  readonly help?: () => Promise<readonly HelpSection[]>;
  /** Waits; a test needs no time. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** Under these names the index keeps how far it is. */
export const MARKS = {
  /** The last line of the audit record that is in it, with its hash. */
  record: "record",
  /** Set once everything that was there before is in it. */
  built: "built",
} as const;
