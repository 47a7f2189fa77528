/** Limits of one paste: characters and entries; `text` is the longest entry. */
export const IMPORT_LIMITS = { letters: 500_000, entries: 1_000, text: 4_000 } as const;
