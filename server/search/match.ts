import type { QueryPhrase, SearchQuery } from "#app/domain/search/query.ts";
import type { SearchSourceName } from "./entry.ts";

/** Whose words are looked at. */
interface Within {
  readonly scopes: readonly string[];
  readonly sources: readonly SearchSourceName[];
}

/** The words of the column `tags`: an entry's source and scope, each as one word. */
export function tagsOf({ source, scope }: { source: SearchSourceName; scope: string }): string {
  return `${sourceTag(source)} ${scopeTag(scope)}`;
}

/** Letters and digits alone, so that none is parted, and no two scopes have one. */
function scopeTag(scope: string): string {
  return `s${Buffer.from(scope).toString("hex")}`;
}

function sourceTag(source: SearchSourceName): string {
  return `k${source.replaceAll("-", "")}`;
}

/**
 * The expression of FTS5: what may be read and the words at once, so that time tells nothing of other
 * texts. Words hold letters and digits alone (words.ts), and are quoted nevertheless.
 */
export function matchOf(query: SearchQuery, columns: string, { scopes, sources }: Within): string {
  const words = query.phrases.map(phraseOf).join(" AND ");
  const may = scopes.map((scope) => quoted(scopeTag(scope))).join(" OR ");
  const of = sources.map((source) => quoted(sourceTag(source))).join(" OR ");
  return `{tags} : (${may}) AND {tags} : (${of}) AND {${columns}} : (${words})`;
}

function phraseOf({ words, isPrefix }: QueryPhrase): string {
  return `${quoted(words.join(" "))}${isPrefix ? " *" : ""}`;
}

function quoted(words: string): string {
  return `"${words.replaceAll('"', '""')}"`;
}
