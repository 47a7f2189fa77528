import type { AttachmentScan } from "#app/domain/attachment.ts";

/** The task of the process: the path of a file, its original name, and the names to watch for. */
export interface ReadingTask {
  readonly file: string;
  readonly name: string;
  readonly watched: readonly string[];
  /** Whether the words of its pages are wanted. */
  readonly keepsText?: boolean;
}

/** The media type and the findings of a file; an unlisted type if it can't be determined. */
export interface Reading {
  readonly mediaType: string;
  readonly scan: AttachmentScan;
  /** Left out where they were not wanted. */
  readonly words?: readonly AttachmentPageText[];
}

/** Words of a file, of one of its pages or of none. */
export interface AttachmentPageText {
  readonly page: number | null;
  readonly words: string;
  /** Parts of them that look private, in UTF-16 units. */
  readonly flagged: readonly (readonly [from: number, to: number])[];
}

/** The limits of a search in one file; parts beyond them are reported as unread. */
export const READING_LIMITS = {
  pages: 5_000,
  /** As many as the largest file can hold: they take a sixth of the time limit. */
  letters: 100_000_000,
  /** The files in an archive or e-mail. */
  entries: 500,
  /** The unpacked bytes of one file in an archive, and of all of them. */
  entryBytes: 50_000_000,
  unpackedBytes: 250_000_000,
  /** Stored findings: enough to show that a person has to look. */
  data: 200,
  unread: 200,
  /** The letters that are kept of a file's words, for who searches it. */
  keptLetters: 1_000_000,
  /** The places of a page that look private, for the same. */
  flagged: 2_000,
} as const;
