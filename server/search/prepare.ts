import { indexedText, joined } from "#app/domain/search/excerpt.ts";
import { wordsOf } from "#app/domain/search/words.ts";
import type { SearchEntry } from "./entry.ts";
import { lexemesOf, scopeLexeme, withRoom } from "./lexemes.ts";
import { MOST_TEXT, MOST_TITLE } from "./search-index.ts";

/** An entry with its words as they are compared. */
export interface PreparedEntry extends SearchEntry {
  readonly titleWords: string;
  readonly words: string;
  readonly starts: Uint8Array;
}

/** With what PostgreSQL's index holds of it. */
export interface PreparedLexemes extends PreparedEntry {
  readonly titleLexemes: readonly string[];
  readonly lexemes: readonly string[];
}

export function prepareLexemes(entry: SearchEntry): PreparedLexemes {
  const prepared = prepare(entry);
  const titleLexemes = lexemesOf(prepared.titleWords);
  const all = [scopeLexeme(entry.scope), ...titleLexemes, ...lexemesOf(prepared.words)];
  return { ...prepared, titleLexemes, lexemes: withRoom(all) };
}

/** Its cost grows with the text: not for the main thread. */
export function prepare(entry: SearchEntry): PreparedEntry {
  const title = storable(entry.title, MOST_TITLE);
  const titleWords = joined(wordsOf(title).map(({ word }) => word));
  return { ...entry, ...indexedText(storable(entry.text, MOST_TEXT)), title, titleWords };
}

/** Within the limit, without half letters, and without the one that PostgreSQL keeps in no text. */
function storable(text: string, most: number): string {
  return text
    .slice(0, most)
    .replaceAll("\0", " ")
    .replace(/\p{Surrogate}/gu, "\uFFFD");
}
