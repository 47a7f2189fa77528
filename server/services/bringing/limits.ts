import { DAY_MS } from "#app/domain/durations.ts";
import { BROUGHT_ARCHIVE_BYTES } from "#app/domain/forms/bring-archive.ts";

/** How much of an archive is taken in: one that this program made may be larger (ARCHIVE_LIMITS). */
export const BRINGING = {
  /** How long one is kept, whatever became of it. */
  days: 3,
  keptMs: 3 * DAY_MS,
  /** How long it is told what became of one. */
  toldMs: 90 * DAY_MS,
  /** How often one is begun, whoever or whatever ended it: what is sent anew counts anew. */
  attempts: 3,
  /** After how long a turn is over for certain: the lease ends it after an hour. */
  turnMs: 3 * 60 * 60_000,
  /** Bytes of the archive itself, and of all that is in it. */
  bytes: BROUGHT_ARCHIVE_BYTES,
  unpackedBytes: 8_000_000_000,
  /** How many times as large it may become unpacked; of a small one, so many bytes in any case. */
  ratio: 60,
  unpackedAlways: 500_000_000,
  /** Bytes that stay free on the disk onto which it is unpacked. */
  keptFree: 1_000_000_000,
  unpackMs: 20 * 60_000,
  files: 200_000,
  matters: 1_000,
  /** Documents of all its matters, and characters of all that is shown of it before. */
  documents: 20_000,
  reportLength: 8_000_000,
  /** Of manifest.json, which is read in one piece. */
  manifestBytes: 8_000_000,
  /** Of one column that is held in memory, as the base of a draft is. */
  columnBytes: 64_000_000,
  /** Of one line of the record, or of those whom it names, which is read in one piece. */
  lineBytes: 2_000_000,
  /** The script that checks it: how long it may take, the memory that it may have, and what it may say. */
  checkMs: 20 * 60_000,
  checkMegabytes: 768,
  saidBytes: 200_000,
} as const;
