import type { AttachmentScan } from "#app/domain/attachment.ts";

/** The task of the process: the path of a file, its original name, and the names to watch for. */
export interface ReadingTask {
  readonly file: string;
  readonly name: string;
  readonly watched: readonly string[];
}

/** The media type and the findings of a file; an unlisted type if it can't be determined. */
export interface Reading {
  readonly mediaType: string;
  readonly scan: AttachmentScan;
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
} as const;
