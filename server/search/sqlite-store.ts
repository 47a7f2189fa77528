import Libsql from "libsql";
import { closeSync, openSync } from "node:fs";
import type { SearchQuery } from "#app/domain/search/query.ts";
import { respelled } from "#app/domain/search/spelling.ts";
import type { SearchSourceName, StampedEntry } from "./entry.ts";
import { hitOf, MOST_HITS, MOST_STAMPS, MOST_TITLES, type StoredEntry } from "./hits.ts";
import { matchOf, tagsOf } from "./match.ts";
import { prepare } from "./prepare.ts";
import type { EntryName, IndexGroup, IndexHits, IndexWrite } from "./search-index.ts";

/** What the file is like; a file of another number is thrown away. */
const FORMAT = 1;

/** Milliseconds for which a connection waits for another's lock. */
const BUSY_MS = 5_000;

/**
 * Entries have numbers in the order of their time, so that the newest are found first without looking
 * at the others. The words are in a table that keeps nothing else of them. Its tokenizer parts at
 * spaces alone: what a word is has been decided before. `tags` has the scope and the source.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS entry (
    number INTEGER PRIMARY KEY,
    source TEXT NOT NULL, id TEXT NOT NULL, scope TEXT NOT NULL,
    title TEXT NOT NULL, titleWords TEXT NOT NULL, at INTEGER NOT NULL, stamp TEXT NOT NULL,
    data TEXT NOT NULL, words TEXT NOT NULL, starts BLOB NOT NULL, text TEXT NOT NULL,
    UNIQUE (source, id));
  CREATE INDEX IF NOT EXISTS entry_scope ON entry (scope, number);
  CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5(
    title, text, tags, content='', contentless_delete=1, tokenize='ascii', prefix='2 3');
  PRAGMA user_version = ${FORMAT};`;

/** How many entries may have the same millisecond. */
const OF_ONE_TIME = 1_048_576;
const LAST_TIME = 8_000_000_000_000;

const FIRST_NUMBER = `CAST(? AS INTEGER) * ${OF_ONE_TIME}`;
const INSERT_ENTRY = `INSERT INTO entry
  (number, source, id, scope, title, titleWords, at, stamp, data, words, starts, text)
  VALUES (
    (SELECT coalesce(max(number) + 1, ${FIRST_NUMBER}) FROM entry
      WHERE number BETWEEN ${FIRST_NUMBER} AND ${FIRST_NUMBER} + ${OF_ONE_TIME - 1}),
    ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const COLUMNS = "source, id, scope, title, titleWords, at, stamp, data, words, starts, text";
const FIND = `SELECT ${COLUMNS.split(", ")
  .map((name) => `entry.${name} AS ${name}`)
  .join(", ")}
  FROM word JOIN entry ON entry.number = word.rowid
  WHERE word MATCH ? ORDER BY word.rowid DESC LIMIT ?`;

/** Thrown where the file is of another format. */
export class OtherFormat extends Error {
  override readonly name = "OtherFormat";
}

/** The index in a file of SQLite. Every call is synchronous: for a worker alone. */
export class SqliteStore {
  readonly #database: Libsql.Database;
  readonly #statements = new Map<string, Libsql.Statement>();

  constructor(file: string) {
    // For this user alone; SQLite gives the files beside it the same rights.
    closeSync(openSync(file, "a", 0o600));
    this.#database = new Libsql(file, { timeout: BUSY_MS });
    try {
      this.#database.exec("PRAGMA journal_mode = WAL");
      // What the last moments wrote may be lost with the power, marks and entries alike.
      this.#database.exec("PRAGMA synchronous = NORMAL");
      const format = Number(this.#one("PRAGMA user_version")?.["user_version"]);
      if (format !== 0 && format !== FORMAT) throw new OtherFormat();
      if (format === 0) this.#transact("BEGIN IMMEDIATE", () => this.#database.exec(TABLES));
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  write({ put = [], remove = [], marks = {} }: IndexWrite): void {
    this.#transact("BEGIN IMMEDIATE", () => {
      for (const name of remove) this.#remove(name);
      for (const entry of put) {
        this.#remove(entry);
        const { source, id, scope, title, titleWords, stamp, data, words, starts, text } =
          prepare(entry);
        const at = Math.min(Math.max(0, Math.trunc(entry.at.getTime()) || 0), LAST_TIME);
        const bytes = Buffer.from(starts.buffer, starts.byteOffset, starts.byteLength);
        const fields = [source, id, scope, title, titleWords, at, stamp, data, words, bytes, text];
        this.#run(INSERT_ENTRY, at, at, at, ...fields);
        this.#run(
          "INSERT INTO word (rowid, title, text, tags) VALUES (last_insert_rowid(), ?, ?, ?)",
          titleWords,
          words,
          tagsOf(entry),
        );
      }
      for (const [name, value] of Object.entries(marks)) {
        if (value === null) this.#run("DELETE FROM mark WHERE name = ?", name);
        else this.#run("INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)", name, value);
      }
    });
  }

  find(
    query: SearchQuery,
    { scopes, groups }: { scopes: readonly string[]; groups: readonly IndexGroup[] },
  ): readonly IndexHits[] {
    return this.#transact("BEGIN", () =>
      groups.map(({ sources, limit }) => {
        const most = Math.min(limit, MOST_HITS);
        const found = this.#found(query, scopes, sources, most + 1);
        return {
          hits: found.slice(0, most).map((entry) => hitOf(entry, query)),
          hasMore: found.length > most,
        };
      }),
    );
  }

  #found(
    query: SearchQuery,
    scopes: readonly string[],
    sources: readonly SearchSourceName[],
    most: number,
  ): readonly StoredEntry[] {
    if (query.phrases.length === 0 || scopes.length === 0 || sources.length === 0) return [];
    const within = new Set(scopes);
    const match = (columns: string, limit: number) =>
      this.#all(FIND, matchOf(query, columns, { scopes, sources }), limit)
        .map((row) => storedEntry(row))
        // Once more by what the row says, should a tag ever say something else.
        .filter(({ scope }) => within.has(scope));
    const inTitle = match("title", most);
    if (inTitle.length >= most) return inTitle;
    const names = new Set(inTitle.map(nameOf));
    const others = match("title text", most + names.size).filter(
      (entry) => !names.has(nameOf(entry)),
    );
    return [...inTitle, ...others].slice(0, most);
  }

  meant(
    query: SearchQuery,
    { scopes, sources }: { scopes: readonly string[]; sources: readonly SearchSourceName[] },
  ): string | null {
    const titles = this.#all(
      `SELECT title FROM entry WHERE scope IN (SELECT value FROM json_each(?))
        AND source IN (SELECT value FROM json_each(?)) ORDER BY number DESC LIMIT ?`,
      JSON.stringify(scopes),
      JSON.stringify(sources),
      MOST_TITLES,
    );
    const other = respelled(
      query,
      titles.map(({ title }) => String(title)),
    );
    if (!other || this.#found(other, scopes, sources, 1).length === 0) return null;
    return other.text;
  }

  stampsOf(names: readonly EntryName[]): readonly StampedEntry[] {
    return this.#transact("BEGIN", () =>
      names.flatMap(({ source, id }) => {
        const row = this.#one("SELECT stamp FROM entry WHERE source = ? AND id = ?", source, id);
        return row ? [{ source, id, stamp: String(row["stamp"]) }] : [];
      }),
    );
  }

  stamps(
    source: SearchSourceName,
    { after = null, prefix = "", limit }: { after?: string | null; prefix?: string; limit: number },
  ): readonly StampedEntry[] {
    return this.#all(
      `SELECT source, id, stamp FROM entry WHERE source = ? AND id > ? AND id >= ? AND substr(id, 1, ?) = ?
        ORDER BY id LIMIT ?`,
      source,
      after ?? "",
      prefix,
      // Letters, as SQLite counts them.
      [...prefix].length,
      prefix,
      Math.min(limit, MOST_STAMPS),
    ) as unknown as StampedEntry[];
  }

  mark(name: string): string | null {
    const row = this.#one("SELECT value FROM mark WHERE name = ?", name);
    return row ? String(row["value"]) : null;
  }

  size(): Partial<Record<SearchSourceName, number>> {
    const rows = this.#all("SELECT source, count(*) AS count FROM entry GROUP BY source");
    return Object.fromEntries(rows.map(({ source, count }) => [String(source), Number(count)]));
  }

  close(): void {
    this.#database.close();
  }

  #remove({ source, id }: EntryName): void {
    const where = "SELECT number FROM entry WHERE source = ? AND id = ?";
    this.#run(`DELETE FROM word WHERE rowid = (${where})`, source, id);
    this.#run("DELETE FROM entry WHERE source = ? AND id = ?", source, id);
  }

  #transact<T>(begin: string, work: () => T): T {
    this.#database.exec(begin);
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      try {
        this.#database.exec("ROLLBACK");
      } catch {
        // SQLite has rolled it back already.
      }
      throw error;
    }
  }

  #prepared(sql: string): Libsql.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }

  #all(sql: string, ...values: readonly unknown[]): Readonly<Record<string, unknown>>[] {
    return this.#prepared(sql).all(values) as Record<string, unknown>[];
  }

  #one(sql: string, ...values: readonly unknown[]): Readonly<Record<string, unknown>> | undefined {
    return this.#prepared(sql).get(values) as Record<string, unknown> | undefined;
  }

  #run(sql: string, ...values: readonly unknown[]): void {
    this.#prepared(sql).run(values);
  }
}

function storedEntry(row: Readonly<Record<string, unknown>>): StoredEntry {
  const { starts, ...rest } = row as unknown as StoredEntry & { readonly starts: ArrayBuffer };
  return { ...rest, starts: new Uint8Array(starts) };
}

function nameOf({ source, id }: EntryName): string {
  return `${source} ${id}`;
}
