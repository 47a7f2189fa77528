import { messageOf } from "#server/message-of.ts";
import { needleOf } from "#app/domain/search/excerpt.ts";
import { respelled } from "#app/domain/search/spelling.ts";
import type { SearchQuery } from "#app/domain/search/query.ts";
import type { PrismaClient } from "#server/database/client.ts";
import type { Log } from "#server/log.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import type { StampedEntry } from "./entry.ts";
import {
  checkBounds,
  hitOf,
  keyOf,
  MOST_HITS,
  MOST_STAMPS,
  MOST_TITLES,
  refusedIndex,
  withoutOthers,
  type StoredEntry,
} from "./hits.ts";
import { findStatement } from "./postgresql-find.ts";
import type { PreparedLexemes } from "./prepare.ts";
import type {
  EntryName,
  IndexGroup,
  IndexHit,
  IndexHits,
  IndexOutcome,
  SearchIndex,
} from "./search-index.ts";
import type { SearchTask, SearchTaskOutput } from "./tasks.ts";

interface PostgresqlIndexOptions {
  readonly client: PrismaClient;
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
  readonly log: Pick<Log, "warn">;
}

/** Milliseconds that one question may take in the database. */
const MOST_MS = 5_000;

/** Milliseconds that a write may take: hundreds of texts, each with thousands of words. */
const MOST_WRITING_MS = 60_000;

/** Locks those that are there, in one order, until the write has ended. */
const SEEN = `SELECT "source", "id", "stamp" FROM "SearchEntry"
  WHERE ("source", "id") IN (SELECT * FROM unnest($1::text[], $2::text[])) ORDER BY "source", "id" FOR UPDATE`;
const DELETE = `DELETE FROM "SearchEntry" WHERE "source" = $1 AND "id" = $2`;
const FORGET = `DELETE FROM "SearchMark" WHERE "name" = $1`;
const REMEMBER = `INSERT INTO "SearchMark" ("name", "value") VALUES ($1, $2)
  ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value"`;
const INSERT = `INSERT INTO "SearchEntry"
  ("source", "id", "scope", "title", "titleWords", "at", "stamp", "data", "words", "starts", "text", "titleLexemes", "lexemes")
  VALUES ($1, $2, $3, $4, $5, $6::float8::bigint, $7, $8, $9, $10, $11, array_to_tsvector($12::text[]), array_to_tsvector($13::text[]))`;
const INSERT_NEW = `${INSERT} ON CONFLICT ("source", "id") DO NOTHING`;
const UPSERT = `${INSERT} ON CONFLICT ("source", "id") DO UPDATE SET
    "scope" = excluded."scope", "title" = excluded."title", "titleWords" = excluded."titleWords",
    "at" = excluded."at", "stamp" = excluded."stamp", "data" = excluded."data",
    "words" = excluded."words", "starts" = excluded."starts", "text" = excluded."text",
    "titleLexemes" = excluded."titleLexemes", "lexemes" = excluded."lexemes"`;

/**
 * The index in tables of the database, for all processes. What a word is has been decided before
 * (words.ts): PostgreSQL's own parser, which takes "21-cv" for one word and "a/b" for a path, is not
 * asked. Nothing is ordered by how rare a word is, for that would tell of texts of others.
 */
export function createPostgresqlIndex(options: PostgresqlIndexOptions): SearchIndex {
  const { client, log } = options;
  const pool = createWorkerPool<SearchTask, SearchTaskOutput>({
    name: "search-writer",
    url: options.workerUrl,
    runtime: "thread",
    waiting: { inAll: 100, ofOne: 100 },
    timeLimitMs: 60_000,
    memoryMiB: 256,
    idleMs: 300_000,
    failures: options.failures,
    afterError: "keep",
  });

  /** Errors of the database are told in the log, without the query. */
  async function tried<T>(work: () => Promise<T>): IndexOutcome<T> {
    try {
      return { ok: true, value: await work() };
    } catch (error) {
      log.warn({ why: reasonOf(error) }, "the search index could not be used");
      return refusedIndex("unavailable");
    }
  }

  async function rows<T>(sql: string, ...values: readonly unknown[]): Promise<T[]> {
    const [, found] = await client.$transaction([
      client.$queryRawUnsafe(
        `SELECT set_config('statement_timeout', '${MOST_MS}', true), set_config('enable_seqscan', 'off', true)`,
      ),
      client.$queryRawUnsafe<T[]>(sql, ...values),
    ]);
    return found;
  }

  async function found(
    query: SearchQuery,
    scopes: readonly string[],
    groups: readonly IndexGroup[],
  ): Promise<readonly IndexHits[]> {
    if (query.phrases.length === 0 || scopes.length === 0) {
      return groups.map(() => ({ hits: [], hasMore: false }));
    }
    const { sql, values } = findStatement(query, scopes, groups);
    const all = await rows<FoundRow>(sql, ...values);
    const shown = groups.map(({ limit }, index) => {
      const own = all.filter(({ group }) => group === index);
      const most = Math.min(Math.max(0, limit), MOST_HITS);
      return { names: own.slice(0, most), hasMore: own.length > most };
    });
    const hits = await hitsOf(
      query,
      scopes,
      shown.flatMap(({ names }) => names),
    );
    return shown.map(({ names, hasMore }) => ({
      hits: names.flatMap((name) => hits.get(keyOf(name)) ?? []),
      hasMore,
    }));
  }

  /** A few texts after the other: a hundred of a million letters have no room side by side. */
  async function hitsOf(
    query: SearchQuery,
    scopes: readonly string[],
    names: readonly FoundRow[],
  ): Promise<ReadonlyMap<string, IndexHit>> {
    const within = new Set(scopes);
    const hits = new Map<string, IndexHit>();
    for (const some of inPortions(names)) {
      const stored = await rows<StoredEntry>(
        ENTRIES,
        some.map(({ source }) => source),
        some.map(({ id }) => id),
      );
      for (const entry of stored) {
        // It may have got another scope or other words since it was found.
        if (!within.has(entry.scope) || !hasWords(entry, query)) continue;
        hits.set(keyOf(entry), hitOf({ ...entry, at: Number(entry.at) }, query));
      }
    }
    return hits;
  }

  return {
    async write(change) {
      checkBounds(change);
      const { put = [], remove = [], seen = [], marks = {} } = change;
      const prepared = await pool.run({ kind: "prepare", entries: put });
      if (!prepared.ok) return prepared;
      if (!prepared.value.ok) return refusedIndex("unavailable");
      const entries = prepared.value.value as readonly PreparedLexemes[];
      return tried(async () => {
        return client.$transaction(
          async (tx) => {
            const stamps = await lockedStamps(tx, seen);
            const stampOf = (name: EntryName) => stamps.get(keyOf(name)) ?? null;
            const { passedOver, isOurs } = withoutOthers(seen, stampOf);
            for (const { source, id } of inOneOrder(remove).filter(isOurs)) {
              await tx.$executeRawUnsafe(DELETE, source, id);
            }
            const asNew = new Set(seen.filter(({ stamp }) => stamp === null).map(keyOf));
            for (const entry of inOneOrder(entries).filter(isOurs)) {
              const { source, id } = entry;
              const isNew = asNew.has(keyOf(entry));
              // Nobody can lock what is not there: another may have written it since.
              const sql = isNew ? INSERT_NEW : UPSERT;
              const written = await tx.$executeRawUnsafe(sql, ...fieldsOf(entry));
              if (written === 0) passedOver.push({ source, id });
            }
            for (const [name, value] of Object.entries(marks)) {
              if (value === null) await tx.$executeRawUnsafe(FORGET, name);
              else await tx.$executeRawUnsafe(REMEMBER, name, value);
            }
            return passedOver;
          },
          { maxWait: 10_000, timeout: MOST_WRITING_MS },
        );
      });
    },
    find: (query, { scopes, groups }) => tried(() => found(query, scopes, groups)),
    meant: (query, { scopes, sources }) =>
      tried(async () => {
        const titles = await rows<{ title: string }>(
          `SELECT "title" FROM "SearchEntry" WHERE "scope" = ANY($1::text[]) AND "source" = ANY($2::text[])
            ORDER BY "at" DESC LIMIT ${MOST_TITLES}`,
          scopes,
          sources,
        );
        const other = respelled(
          query,
          titles.map(({ title }) => title),
        );
        if (!other) return null;
        const [hits] = await found(other, scopes, [{ sources, limit: 1 }]);
        return (hits?.hits.length ?? 0) > 0 ? other.text : null;
      }),
    stampsOf: (names) =>
      tried(() =>
        rows<StampedEntry>(
          `SELECT "source", "id", "stamp" FROM "SearchEntry"
            WHERE ("source", "id") IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
          names.map(({ source }) => source),
          names.map(({ id }) => id),
        ),
      ),
    stamps: (source, { after = null, prefix = "", scope = null, limit }) =>
      tried(() =>
        rows<StampedEntry>(
          `SELECT "source", "id", "stamp" FROM "SearchEntry"
            WHERE "source" = $1 AND "id" > $2 AND "id" >= $3 AND starts_with("id", $3)
              AND ($4::text IS NULL OR "scope" = $4)
            ORDER BY "id" LIMIT ${Math.min(Math.max(0, Math.trunc(limit)), MOST_STAMPS)}`,
          source,
          after ?? "",
          prefix,
          scope,
        ),
      ),
    mark: (name) =>
      tried(async () => {
        const [row] = await rows<{ value: string }>(
          `SELECT "value" FROM "SearchMark" WHERE "name" = $1`,
          name,
        );
        return row?.value ?? null;
      }),
    size: () =>
      tried(async () => {
        const counts = await rows<{ source: string; count: number }>(
          `SELECT "source", count(*)::int AS "count" FROM "SearchEntry" GROUP BY "source"`,
        );
        return Object.fromEntries(counts.map(({ source, count }) => [source, count]));
      }),
    wipe: () =>
      tried(async () => {
        await client.$executeRawUnsafe(`TRUNCATE "SearchEntry", "SearchMark"`);
        return null;
      }),
    close: () => pool.close(),
  };
}

interface FoundRow extends EntryName {
  /** Its group's place in the list. */
  readonly group: number;
  /** Of its words, in UTF-8. */
  readonly bytes: number;
}

const ENTRIES = `SELECT "source", "id", "scope", "title", "titleWords", "at", "stamp", "data", "words", "starts", "text"
  FROM "SearchEntry" WHERE ("source", "id") IN (SELECT * FROM unnest($1::text[], $2::text[]))`;

/** Bytes of words that are read at once: the texts beside them have as many. */
const PORTION = 1_000_000;

function inPortions(names: readonly FoundRow[]): readonly (readonly FoundRow[])[] {
  const portions: FoundRow[][] = [];
  let left = 0;
  for (const name of names) {
    const last = portions.at(-1);
    if (last && name.bytes <= left) last.push(name);
    else {
      portions.push([name]);
      left = PORTION;
    }
    left -= name.bytes;
  }
  return portions;
}

function hasWords({ titleWords, words }: StoredEntry, { phrases }: SearchQuery): boolean {
  return phrases
    .map(needleOf)
    .every((needle) => titleWords.includes(needle) || words.includes(needle));
}

/** The stamps of those that are there, which nobody changes until the transaction ends. */
async function lockedStamps(
  tx: Pick<PrismaClient, "$queryRawUnsafe">,
  names: readonly EntryName[],
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await tx.$queryRawUnsafe<StampedEntry[]>(
    SEEN,
    names.map(({ source }) => source),
    names.map(({ id }) => id),
  );
  return new Map(rows.map((row) => [keyOf(row), row.stamp]));
}

/** Two processes that write at once lock rows in the same order. */
function inOneOrder<T extends EntryName>(entries: readonly T[]): readonly T[] {
  return entries.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function fieldsOf(entry: PreparedLexemes): readonly unknown[] {
  const { source, id, scope, title, titleWords, at, stamp, data, words, starts, text } = entry;
  const { titleLexemes, lexemes } = entry;
  return [
    source,
    id,
    scope,
    title,
    titleWords,
    Math.trunc(at.getTime()) || 0,
    stamp,
    data,
    words,
    starts,
    text,
    titleLexemes,
    lexemes,
  ];
}

/** The kind of failure: a statement's text holds what was looked for. */
function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (/statement timeout/u.test(messageOf(error))) return "statement timeout";
  return typeof code === "string" ? code : "unknown";
}
