import type { AttachmentScan } from "#app/domain/attachment.ts";

/** What the process is given: where a file lies, and how it was called. */
export interface ReadingTask {
  readonly file: string;
  readonly name: string;
}

/** What a file was found to be, and to hold; a type that no list knows for what can't be told. */
export interface Reading {
  readonly mediaType: string;
  readonly scan: AttachmentScan;
}

/** What is looked through of one file at the most; the rest is named as not read. */
export const READING_LIMITS = {
  pages: 5_000,
  letters: 20_000_000,
  /** Files in an archive or an e-mail. */
  entries: 500,
  /** Of one file in an archive, and of all of them, unpacked. */
  entryBytes: 50_000_000,
  unpackedBytes: 250_000_000,
  /** What is kept of what was found: enough to see that a person has to look. */
  data: 200,
  unread: 200,
} as const;
