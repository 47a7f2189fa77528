/** Limits of the texts that an organization keeps. */
export const ORGANIZATION_TEXT_LIMITS = {
  /** Of an organization. */
  clauses: 300,
  templates: 100,
  /** Characters of a clause as canonical JSON: some ten pages. */
  clause: 100_000,
  /** Characters of a template as canonical JSON: some hundred pages. */
  template: 1_000_000,
  /** Bytes that a clause may have as it arrives, before anything of it is parsed. */
  sentBytes: 400_000,
  /** Of a query. */
  query: 200,
  queryWords: 8,
} as const;

/** A text without what differs between spellings of one word: case and accents. */
function foldedText(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** The words of a query, folded; a text is found that holds each of them. */
export function queryWords(query: string): readonly string[] {
  const words = foldedText(query.slice(0, ORGANIZATION_TEXT_LIMITS.query)).split(/\s+/u);
  return [...new Set(words.filter((word) => word !== ""))].slice(
    0,
    ORGANIZATION_TEXT_LIMITS.queryWords,
  );
}

/** Whether a text holds each word of a query. */
export function holdsEveryWord(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const folded = foldedText(text);
  return words.every((word) => folded.includes(word));
}
