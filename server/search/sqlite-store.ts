import Libsql from "libsql";
import { closeSync, openSync } from "node:fs";
import type { SearchQuery } from "#app/domain/search/query.ts";
import { respelled } from "#app/domain/search/spelling.ts";
import type { SearchSourceName, StampedEntry } from "./entry.ts";
import {
  hitOf,
  MOST_HITS,
  MOST_STAMPS,
  MOST_TITLES,
  withoutOthers,
  type StoredEntry,
} from "./hits.ts";
import { matchOf, scopeWord, titleTable, WORD_TABLES } from "./match.ts";
import { prepare, type PreparedEntry } from "./prepare.ts";
import { FORMAT, TABLES } from "./sqlite-tables.ts";
import type { EntryName, IndexGroup, IndexHit, IndexHits, IndexWrite } from "./search-index.ts";

/** Milliseconds for which a connection waits for another's lock. */
const BUSY_MS = 5_000;

/**
 * The number of an entry says when it last changed, to the second, and who may find it: the newest are
 * found first, and what may not be read is passed over, without a look at any other table. A second and
 * a scope have so many numbers; the 63 bits of SQLite have room for 262,143 scopes.
 */
const SERIAL_BITS = 13;
const SCOPE_BITS = 18;
const SERIALS = 2 ** SERIAL_BITS;
const SCOPES = 2 ** SCOPE_BITS;
const SCOPE_OF_NUMBER = `((rowid >> ${SERIAL_BITS}) & ${SCOPES - 1})`;
/** In 2106. */
const LAST_SECOND = 2 ** 32 - 1;

const COLUMNS = "source, id, scope, title, titleWords, at, stamp, data, words, starts, text";

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
      // Writes of the last moments may be lost with the power, marks and entries alike.
      this.#database.exec("PRAGMA synchronous = NORMAL");
      const format = Number(this.#one("PRAGMA user_version")?.["user_version"]);
      if (format !== 0 && format !== FORMAT) throw new OtherFormat();
      if (format === 0) this.#makeTables();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Unless another thread was first. */
  #makeTables(): void {
    this.#transact("BEGIN IMMEDIATE", () => {
      const isMade = this.#one("SELECT 1 FROM sqlite_master WHERE name = 'entry'");
      if (!isMade) this.#database.exec(TABLES);
    });
  }

  write({ put = [], remove = [], seen = [], marks = {} }: IndexWrite): readonly EntryName[] {
    return this.#transact("BEGIN IMMEDIATE", () => {
      const { passedOver, isOurs } = withoutOthers(seen, (name) => this.#stampOf(name));
      for (const name of remove.filter(isOurs)) this.#remove(name);
      for (const entry of put.filter(isOurs)) {
        this.#remove(entry);
        this.#put(prepare(entry));
      }
      for (const [name, value] of Object.entries(marks)) {
        if (value === null) this.#run("DELETE FROM mark WHERE name = ?", name);
        else this.#run("INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)", name, value);
      }
      return passedOver;
    });
  }

  #stampOf({ source, id }: EntryName): string | null {
    const row = this.#one("SELECT stamp FROM entry WHERE source = ? AND id = ?", source, id);
    return row ? String(row["stamp"]) : null;
  }

  #put(entry: PreparedEntry): void {
    const { source, id, scope, title, titleWords, stamp, data, words, starts, text } = entry;
    const at = Math.trunc(entry.at.getTime()) || 0;
    const number = this.#freeNumber(at, scope);
    const bytes = Buffer.from(starts.buffer, starts.byteOffset, starts.byteLength);
    this.#run(
      `INSERT INTO entry (number, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      number,
      source,
      id,
      scope,
      title,
      titleWords,
      at,
      stamp,
      data,
      words,
      bytes,
      text,
    );
    this.#run(
      `INSERT INTO ${WORD_TABLES[source]} (rowid, title, text, scope) VALUES (?, ?, ?, ?)`,
      number,
      titleWords,
      words,
      scopeWord(scope),
    );
    this.#run(
      `INSERT INTO ${titleTable(source)} (rowid, title, scope) VALUES (?, ?, ?)`,
      number,
      titleWords,
      scopeWord(scope),
    );
  }

  #freeNumber(at: number, scope: string): bigint {
    this.#run("INSERT OR IGNORE INTO scope (name) VALUES (?)", scope);
    const ofScope = Number(this.#one("SELECT number FROM scope WHERE name = ?", scope)?.["number"]);
    if (ofScope >= SCOPES) throw new RangeError("the index has no room for another scope");
    let second = Math.min(Math.max(0, Math.floor(at / 1_000)), LAST_SECOND);
    for (; ; second += second === LAST_SECOND ? -LAST_SECOND : 1) {
      const first = (BigInt(second) * BigInt(SCOPES) + BigInt(ofScope)) * BigInt(SERIALS);
      const last = first + BigInt(SERIALS - 1);
      const row = this.#one(
        "SELECT CAST(max(number) AS TEXT) AS number FROM entry WHERE number BETWEEN ? AND ?",
        first,
        last,
      );
      const highest = row?.["number"];
      if (typeof highest !== "string") return first;
      // Thousands of one second are numbered as of the next.
      if (BigInt(highest) < last) return BigInt(highest) + 1n;
    }
  }

  find(
    query: SearchQuery,
    { scopes, groups }: { scopes: readonly string[]; groups: readonly IndexGroup[] },
  ): readonly IndexHits[] {
    return this.#transact("BEGIN", () =>
      groups.map(({ sources, limit, skip }) => {
        const most = Math.min(Math.max(0, limit), MOST_HITS);
        const found = this.#found(query, scopes, sources, most + 1, skip);
        return { hits: found.slice(0, most), hasMore: found.length > most };
      }),
    );
  }

  #found(
    query: SearchQuery,
    scopes: readonly string[],
    sources: readonly SearchSourceName[],
    most: number,
    skip = 0,
  ): readonly IndexHit[] {
    if (query.phrases.length === 0 || scopes.length === 0) return [];
    const numbers = this.#numbersOf(scopes);
    const match = (tables: readonly string[], words: string, limit: number) =>
      tables
        .flatMap((table) =>
          this.#all(
            `SELECT CAST(rowid AS TEXT) AS number FROM ${table} WHERE ${table} MATCH ?
                AND ${SCOPE_OF_NUMBER} IN (SELECT value FROM json_each(?))
              ORDER BY rowid DESC LIMIT ?`,
            words,
            numbers,
            limit,
          ),
        )
        .map(({ number }) => BigInt(String(number)))
        .toSorted((one, other) => (one > other ? -1 : 1));
    const end = skip + most;
    const titles = match(sources.map(titleTable), matchOf(query, scopes, "title"), end);
    const inTitle = titles.slice(0, end);
    const tables = inTitle.length >= end ? [] : sources.map((source) => WORD_TABLES[source]);
    const others = match(tables, matchOf(query, scopes), end + inTitle.length);
    const known = new Set(inTitle);
    const inText = others.filter((number) => !known.has(number));
    const within = new Set(scopes);
    return (
      [inTitle.slice(skip), inText.slice(Math.max(0, skip - inTitle.length))]
        .flatMap((some) =>
          some
            .slice(0, most)
            // One text after the other: a hundred of a million letters have no room side by side.
            .flatMap((number) => this.#stored(number).map((entry) => hitOf(entry, query)))
            .toSorted((one, other) => other.entry.at.getTime() - one.entry.at.getTime()),
        )
        .slice(0, most)
        // Once more by what the row says, should a number ever say something else.
        .filter(({ entry }) => within.has(entry.scope))
    );
  }

  /** The numbers of scopes that have entries, as JSON. */
  #numbersOf(scopes: readonly string[]): string {
    const rows = this.#all(
      "SELECT number FROM scope WHERE name IN (SELECT value FROM json_each(?))",
      JSON.stringify(scopes),
    );
    return JSON.stringify(rows.map(({ number }) => Number(number)));
  }

  #stored(number: bigint): StoredEntry[] {
    const row = this.#one(`SELECT ${COLUMNS} FROM entry WHERE number = ?`, number);
    if (!row) return [];
    const { starts, ...rest } = row as unknown as StoredEntry & { readonly starts: ArrayBuffer };
    return [{ ...rest, starts: new Uint8Array(starts) }];
  }

  meant(
    query: SearchQuery,
    { scopes, sources }: { scopes: readonly string[]; sources: readonly SearchSourceName[] },
  ): string | null {
    const titles = this.#all(
      `SELECT title FROM entry WHERE number IN (
        SELECT number FROM entry WHERE scope IN (SELECT value FROM json_each(?))
          AND source IN (SELECT value FROM json_each(?)) ORDER BY number DESC LIMIT ?)`,
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
        const stamp = this.#stampOf({ source, id });
        return stamp === null ? [] : [{ source, id, stamp }];
      }),
    );
  }

  stamps(
    source: SearchSourceName,
    page: { after: string | null; prefix: string; scope: string | null; limit: number },
  ): readonly StampedEntry[] {
    const { after, prefix, scope, limit } = page;
    const within = scope === null ? [] : [scope];
    return this.#all(
      `SELECT source, id, stamp FROM entry WHERE source = ? AND id > ? AND id >= ? AND substr(id, 1, ?) = ?
        ${scope === null ? "" : "AND scope = ?"} ORDER BY id LIMIT ?`,
      source,
      after ?? "",
      prefix,
      // Letters, as SQLite counts them.
      [...prefix].length,
      prefix,
      ...within,
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
    this.#run(`DELETE FROM ${WORD_TABLES[source]} WHERE rowid = (${where})`, source, id);
    this.#run(`DELETE FROM ${titleTable(source)} WHERE rowid = (${where})`, source, id);
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
