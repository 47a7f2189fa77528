/** The sources of what is found; each has a file in server/services/search/sources. */
export type SearchSourceName =
  | "draft"
  | "version"
  | "filing"
  | "thread"
  | "letter"
  | "attachment"
  | "docket"
  | "docket-event"
  | "matter"
  | "person"
  | "clause"
  | "template"
  | "partner"
  | "help";

/** One thing in the index. */
export interface SearchEntry {
  readonly source: SearchSourceName;
  /** Names it within its source. */
  readonly id: string;
  /**
   * Its readers: one of `scopesOf(actor)`. `m:<matterId>` for everybody of a matter's parties,
   * `m:<matterId>:o:<organizationId>` for one organization's people within it (M2), `o:<organizationId>`,
   * `p:<organizationId>` for everybody whose matters it is a party of, `all`.
   */
  readonly scope: string;
  readonly title: string;
  readonly text: string;
  /** When it last changed; results are ordered by it. */
  readonly at: Date;
  /** The state it shows: another stamp of the same thing means that it is to be read anew. */
  readonly stamp: string;
  /** Data for its link and its line, as JSON: documentId, number, blocks with their offsets … */
  readonly data: string;
}

/** An entry's name and stamp. */
export interface StampedEntry {
  readonly source: SearchSourceName;
  readonly id: string;
  readonly stamp: string;
}
