const DAY_MS = 24 * 60 * 60_000;

/** How much of an archive is taken in: one that this program made may be larger (ARCHIVE_LIMITS). */
export const BRINGING = {
  /** How long one is kept, whatever became of it. */
  days: 3,
  keptMs: 3 * DAY_MS,
  /** How long it is told what became of one. */
  toldMs: 90 * DAY_MS,
  /** How often one is begun that a process did not end. */
  attempts: 3,
  /** Bytes of the archive itself, and of all that is in it, unpacked. */
  bytes: 2_000_000_000,
  unpackedBytes: 8_000_000_000,
  /** Files that pack better than a thousandfold are made to fill a disk. */
  ratio: 1_100,
  files: 200_000,
  matters: 1_000,
  /** Names of its files in the list of the ZIP, together with all else that it says of them. */
  manifestBytes: 8_000_000,
  /** Of one column that is held in memory, as the base of a draft is. */
  columnBytes: 64_000_000,
  /** The script that checks it: how long it may take, and the memory that it may have, in megabytes. */
  checkMs: 20 * 60_000,
  checkMegabytes: 768,
} as const;
