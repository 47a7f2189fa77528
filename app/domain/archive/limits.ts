/** How large the parts of an archive may be, for whoever writes one and for whoever reads one. */
export const ARCHIVE_LIMITS = {
  /** Of manifest.json, which names each matter of a workspace, and what was left out of it. */
  manifestBytes: 64_000_000,
  /** Of one line of a file of lines: a suggestion on a long draft is the longest row. */
  lineBytes: 16_000_000,
  /** Files in one archive, and the characters of a path and of one of its parts. */
  files: 500_000,
  pathLength: 400,
  partLength: 120,
  /** Bytes that stand inside a row; more of them are a file of their own. */
  inlineBytes: 48_000,
  /** Of one file. */
  fileBytes: 2_000_000_000,
} as const;
