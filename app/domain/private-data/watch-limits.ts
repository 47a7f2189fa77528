/** How many names a matter may watch for, and how long they may be (L68). */
export const WATCH_LIMITS = {
  names: 500,
  /** Of one name, in characters. */
  letters: 200,
  /** Of one name: more are no name. */
  words: 12,
  /** A single word of fewer would stand everywhere. */
  single: 4,
} as const;
