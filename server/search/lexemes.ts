import type { QueryPhrase, SearchQuery } from "#app/domain/search/query.ts";
import { MOST_AS_WORDS } from "./match.ts";

/** The most different words of an entry, and pairs: more would be slow to write. */
const MOST_LEXEMES = 40_000;
/** The most bytes of them: PostgreSQL refuses a text of which they are a mebibyte. */
const MOST_BYTES = 1_000_000;
/** The most letters of a pair: longer numbers, such as sums of files, stand in few papers. */
const MOST_OF_PAIR = 24;

/**
 * PostgreSQL's lexemes of a text: its words; each two neighbors of which one is a sign, a
 * number or one letter, for such phrases ("§ 552", "552 a") stand in every paper; and beginnings of two
 * and three letters, with which thousands of words begin.
 */
export function lexemesOf(words: string): string[] {
  const lexemes = new Set<string>();
  let previous = "";
  for (const word of words.split(" ")) {
    if (word === "") continue;
    lexemes.add(word);
    for (const letters of BEGINNINGS)
      if (word.length > letters) lexemes.add(beginning(word, letters));
    if (previous !== "" && isPair(previous, word)) lexemes.add(pair(previous, word));
    previous = word;
    if (lexemes.size > MOST_LEXEMES) break;
  }
  return [...lexemes];
}

const BEGINNINGS = [2, 3];

/** Letters that no word has: neither is a letter, a digit, or a sign. */
const OF_BEGINNING = "^";
const OF_PAIR = "_";

function beginning(word: string, letters: number): string {
  return OF_BEGINNING + word.slice(0, letters);
}

function pair(one: string, other: string): string {
  return one + OF_PAIR + other;
}

const SHORT_OR_NUMBER = /^.$|\d/u;

function isPair(one: string, other: string): boolean {
  if (one.length + other.length > MOST_OF_PAIR) return false;
  return SHORT_OR_NUMBER.test(one) || SHORT_OR_NUMBER.test(other);
}

/** The first of them, as many as PostgreSQL takes. */
export function withRoom(lexemes: Iterable<string>): string[] {
  const taken = new Set<string>();
  let bytes = 0;
  for (const lexeme of lexemes) {
    if (taken.has(lexeme)) continue;
    bytes += Buffer.byteLength(lexeme);
    if (bytes > MOST_BYTES) break;
    taken.add(lexeme);
  }
  return [...taken];
}

/**
 * The query of PostgreSQL: all that has these words, and what is needed for phrases to stand in it; of
 * few scopes (MOST_AS_WORDS) only what has one of them.
 */
export function lexemeQuery(query: SearchQuery, scopes: readonly string[]): string {
  const words = wordsQuery(query);
  if (scopes.length > MOST_AS_WORDS) return words;
  return `${words} & (${scopes.map((scope) => quoted(scopeLexeme(scope))).join(" | ")})`;
}

/** The same, whatever the scope. */
export function wordsQuery({ phrases }: SearchQuery): string {
  return phrases.flatMap(lexemesOfPhrase).join(" & ");
}

/** No word begins with this sign. */
export function scopeLexeme(scope: string): string {
  return `@${scope}`;
}

function lexemesOfPhrase({ words, isPrefix }: QueryPhrase): string[] {
  const last = words.length - 1;
  return words.flatMap((word, index) => {
    const goesOn = isPrefix && index === last;
    const before = words[index - 1];
    const own = goesOn ? goingOn(word) : quoted(word);
    if (before === undefined || goesOn || !isPair(before, word)) return [own];
    return [own, quoted(pair(before, word))];
  });
}

function goingOn(word: string): string {
  // The word itself, or longer ones.
  if (BEGINNINGS.includes(word.length)) {
    return `(${quoted(word)} | ${quoted(beginning(word, word.length))})`;
  }
  return `${quoted(word)}:*`;
}

function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** Phrases that are no word, and no pair that the index holds: they have to be looked for in the text. */
export function rarePhrases({ phrases }: SearchQuery): readonly QueryPhrase[] {
  return phrases.filter(({ words, isPrefix }) => {
    const [one = "", other = ""] = words;
    return words.length > 2 || (words.length === 2 && (isPrefix || !isPair(one, other)));
  });
}
