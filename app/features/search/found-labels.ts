import type { FoundKind, SearchView } from "#app/domain/search/found.ts";

/** The headings of the groups. */
export const GROUP_LABELS: Readonly<Record<FoundKind, string>> = {
  act: "What you can do",
  document: "Documents",
  matter: "Matters",
  comment: "Comments and suggestions",
  letter: "Agency letters",
  docket: "Dockets",
  attachment: "Attached files",
  clause: "Templates and clauses",
  person: "People and organizations",
  help: "Help",
};

/** Names of all there is to find, for the field's own words. */
export const WHAT_IS_SEARCHED =
  "Documents, matters, comments, letters, dockets, files, people, and what you can do";

/** The number of things, as it is announced. */
export function countLabel({ groups }: Pick<SearchView, "groups">): string {
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  const more = groups.some(({ hasMore }) => hasMore) ? "More than " : "";
  return count === 0 ? "Nothing found" : `${more}${count} found`;
}

/** A query as a sentence names it; in quotes, unless it brings its own. */
export function quotedQuery(query: string): string {
  return /["“”„‟«»″〝〞＂\u02BA]/u.test(query) ? query : `“${query}”`;
}

export const BUILDING_SENTENCE =
  "What was here before is still being read in, so older things may be missing for some minutes.";

export const NOTHING_SENTENCE =
  "Every word has to be there; the last may be its beginning. Try fewer words. Only what you may read is searched.";
