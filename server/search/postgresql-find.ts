import { needleOf } from "#app/domain/search/excerpt.ts";
import type { SearchQuery } from "#app/domain/search/query.ts";
import { MOST_HITS } from "./hits.ts";
import { lexemeQuery, rarePhrases, wordsQuery } from "./lexemes.ts";
import type { IndexGroup } from "./search-index.ts";

/**
 * All groups in one statement: what has the words is found once, within the scopes; a group's are
 * sorted, and looked at for phrases one after the other until there are enough. The planner takes a look
 * at every text for cheap, so nothing but the index of words is left to it.
 */
export function findStatement(
  query: SearchQuery,
  scopes: readonly string[],
  groups: readonly IndexGroup[],
): { readonly sql: string; readonly values: readonly unknown[] } {
  const sources = groups.flatMap((group) => group.sources);
  const values: unknown[] = [lexemeQuery(query, scopes), scopes, sources, wordsQuery(query)];
  const value = (one: unknown) => `$${values.push(one)}`;
  const needles = rarePhrases(query).map((phrase) => value(needleOf(phrase)));
  const inTitle = needles.map((needle) => ` AND strpos("titleWords", ${needle}) > 0`).join("");
  const inEntry = needles
    .map((needle) => `(strpos(e."titleWords", ${needle}) > 0 OR strpos(e."words", ${needle}) > 0)`)
    .join(" AND ");
  const isPhrase =
    needles.length === 0
      ? "true"
      : `(SELECT ${inEntry} FROM "SearchEntry" e
    WHERE e."source" = f."source" AND e."id" = f."id")`;
  const group = ({ sources, limit, skip = 0 }: IndexGroup, index: number) => `
    SELECT ${index} AS "group", f.* FROM (
      SELECT * FROM "found" WHERE "source" = ANY(${value(sources)}::text[])
      ORDER BY "inTitle" DESC, "at" DESC, "source", "id" OFFSET 0) f
    WHERE ${isPhrase} LIMIT ${Math.min(Math.max(0, Math.trunc(limit)), MOST_HITS) + 1} OFFSET ${Math.trunc(skip)}`;
  const sql = `WITH "found" AS MATERIALIZED (
      SELECT "source", "id", "at", ("titleLexemes" @@ $4::tsquery${inTitle}) AS "inTitle"
      FROM "SearchEntry"
      WHERE "lexemes" @@ $1::tsquery AND "scope" || '' = ANY($2::text[]) AND "source" || '' = ANY($3::text[])),
    "shown" AS (${groups.map((each, index) => `(${group(each, index)})`).join(" UNION ALL ")})
    SELECT s."group", s."source", s."id", octet_length(e."words") AS "bytes"
    FROM "shown" s JOIN "SearchEntry" e ON e."source" = s."source" AND e."id" = s."id"
    ORDER BY s."group", s."inTitle" DESC, s."at" DESC, s."source", s."id"`;
  return { sql, values };
}
