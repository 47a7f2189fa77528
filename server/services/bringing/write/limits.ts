/** How much of one matter is brought in: it is written in one transaction, while all others who write wait. */
export const WRITING = {
  /** The longest that they do: whoever waits longer than ten seconds for another's transaction fails. */
  transactionMs: 8_000,
  /** Rows and lines of the record, together. */
  rows: 8_000,
  /** Characters of both: they are in memory until they are written. */
  characters: 96_000_000,
  /** Bytes of its drafts and of what they were, which are in memory, too. */
  draftBytes: 128_000_000,
  /** Characters of its versions, and of one. */
  versions: 128_000_000,
  version: 16_000_000,
  /** Rows of one statement: SQLite takes 32,766 values in one. */
  ofStatement: 200,
  /** People and organizations of one archive. */
  named: 10_000,
} as const;
