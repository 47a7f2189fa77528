import { MOST_LETTERS } from "./asked.ts";
import { wordsOf } from "./words.ts";

/** Words that must stand one behind the other. */
export interface QueryPhrase {
  readonly words: readonly string[];
  /** Whether the last word may go on: the one that is being typed. */
  readonly isPrefix: boolean;
}

/** Phrases looked for: each of them. */
export interface SearchQuery {
  /** As it was typed, without what is beyond its limits. */
  readonly text: string;
  readonly phrases: readonly QueryPhrase[];
}

/** Limits of a query; the rest is left out. */
export const QUERY_LIMITS = { letters: MOST_LETTERS, words: 12 };

const QUOTES = /["“”„‟«»″〝〞＂\u02BA]/u;
const SIGN = /^[§¶]$/u;
const GOES_ON = /[\p{L}\p{Nd}\p{M}]$/u;

/**
 * Reads what is typed. What has no space in it is a phrase ("552(a)", "21-cv-02168", "O'Brien"), as is
 * what stands in quotes, and a sign with what follows it ("¶ 12"). The last word may go on, unless it is
 * closed ("(b)(7)(E)", "U.S.C.") or has one letter, with which half of all words begin.
 */
export function parseSearchQuery(typed: string): SearchQuery {
  const text = withoutHalfLetter(typed.trim().slice(0, QUERY_LIMITS.letters)).trim();
  const phrases: string[][] = [];
  let left = QUERY_LIMITS.words;
  let sign: string[] = [];
  const add = (words: readonly string[]) => {
    const taken = words.slice(0, left);
    left -= taken.length;
    if (taken.length > 0) phrases.push([...taken]);
  };
  const parts = text.split(QUOTES);
  for (const [index, part] of parts.entries()) {
    // A quotation not closed is still being typed.
    const chunks = index % 2 === 1 ? [part] : part.split(/\s+/u);
    for (const chunk of chunks) {
      const words = [...sign, ...wordsOf(chunk).map(({ word }) => word)];
      const isSign = words.length === 1 && SIGN.test(words[0] ?? "");
      sign = isSign ? words : [];
      if (!isSign) add(words);
    }
  }
  add(sign);
  const goesOn = GOES_ON.test(text) && left > 0;
  return {
    text,
    phrases: phrases.map((words, index) => ({
      words,
      isPrefix: goesOn && index === phrases.length - 1 && (words.at(-1)?.length ?? 0) > 1,
    })),
  };
}

function withoutHalfLetter(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/u, "");
}
