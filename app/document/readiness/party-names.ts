/** Whether two names are those of one party, however each is written. */
export function isSame(one: string, other: string): boolean {
  return normalized(one) === normalized(other);
}

/** Removes differences of spelling: case, articles, punctuation, the plural of a party's role. */
export function normalized(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .replaceAll(/\bunited states\b/gu, "u s")
    .replaceAll(/\b(?:the|and)\b/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
