/** Limits of what comes in from Word, each checked before anything of it costs work (M29, W11). */
export const WORD_RETURN_LIMITS = {
  /** Bytes of a file. */
  fileBytes: 25_000_000,
  /** Bytes of files that one person may send within a minute: two of the largest, or twenty usual ones. */
  bytesAMinute: 60_000_000,
  /** Bytes of what was read of a file, compressed, while it waits. */
  waitingBytes: 8_000_000,
  /** Hours for which it waits, and files of one person that wait at once: the oldest goes first. */
  waitingHours: 24,
  waitingOfOne: 10,
  /** Suggestions, and bytes of their blocks, that one file brings in at once. */
  suggestions: 400,
  suggestionBytes: 4_194_304,
  /** Comments and answers that one file brings in at once. */
  comments: 400,
} as const;

/** The field of a form that carries the file. */
export const WORD_FILE_FIELD = "file";

/** How a file of changes becomes a text: with all of them, without, or without and each as a suggestion. */
export const WORD_CHANGES = ["with", "without", "suggestions"] as const;
export type WordChanges = (typeof WORD_CHANGES)[number];

/** Fates in Word of a suggestion that left with a file, or of a thread. */
export const WORD_FATES = [
  "accepted",
  "rejected",
  "altered",
  "untouched",
  "resolved",
  "removed",
] as const;
export type WordFateName = (typeof WORD_FATES)[number];

/** Author and time in Word, as the file claims; null for what it does not say. */
export interface WordClaim {
  readonly author: string | null;
  /** An ISO instant. */
  readonly at: string | null;
}

/** The longest name that a file may claim. */
export const WORD_AUTHOR_LIMIT = 120;

/** “Jane Doe, in Word”; of what nobody tracked, that. */
export function claimLabel({ author }: Pick<WordClaim, "author">): string {
  return author === null || author === "" ? "Not tracked in Word" : `${author}, in Word`;
}

/** The same of a comment, which somebody wrote even where the file names nobody. */
export function commentClaimLabel({ author }: Pick<WordClaim, "author">): string {
  return `${author === null || author === "" ? "Somebody" : author}, in Word`;
}
