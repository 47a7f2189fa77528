import type { QueryPhrase, SearchQuery } from "#app/domain/search/query.ts";
import type { SearchSourceName } from "./entry.ts";

/** The table of each source's words: each is searched by itself, so that few never wait for many. */
export const WORD_TABLES: Readonly<Record<SearchSourceName, string>> = {
  draft: "word_draft",
  version: "word_version",
  filing: "word_filing",
  thread: "word_thread",
  letter: "word_letter",
  attachment: "word_attachment",
  docket: "word_docket",
  "docket-event": "word_docket_event",
  matter: "word_matter",
  person: "word_person",
  clause: "word_clause",
  template: "word_template",
  partner: "word_partner",
  help: "word_help",
};

/**
 * The words of titles alone, for those that are shown first: beside texts, each that has one of the words
 * would be looked at for its title.
 */
export function titleTable(source: SearchSourceName): string {
  return `${WORD_TABLES[source]}_title`;
}

/**
 * Up to so many scopes are looked for as words, as the query is, so that what may not be read costs no
 * time and time tells nothing of it. More would cost more than they save (ten microseconds each and table
 * of SQLite): with more, what has the words is looked at, and passed over.
 */
export const MOST_AS_WORDS = 24;

/**
 * The scope as a word of the column `scope`: letters and digits alone, so that it is not parted, and no
 * two scopes have one.
 */
export function scopeWord(scope: string): string {
  return `s${Buffer.from(scope).toString("hex")}`;
}

/**
 * The expression of FTS5. Words hold letters, digits and two signs alone (words.ts), and are quoted
 * nevertheless.
 */
export function matchOf(
  query: SearchQuery,
  scopes: readonly string[],
  columns: "title text" | "title" = "title text",
): string {
  const words = `{${columns}} : (${query.phrases.map(phraseOf).join(" AND ")})`;
  if (scopes.length > MOST_AS_WORDS) return words;
  return `{scope} : (${scopes.map((scope) => quoted(scopeWord(scope))).join(" OR ")}) AND ${words}`;
}

function phraseOf({ words, isPrefix }: QueryPhrase): string {
  return `${quoted(words.join(" "))}${isPrefix ? " *" : ""}`;
}

function quoted(words: string): string {
  return `"${words.replaceAll('"', '""')}"`;
}
