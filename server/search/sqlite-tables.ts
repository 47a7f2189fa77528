import { WORD_TABLES } from "./match.ts";

/** The file's format; a file of another number is thrown away. */
export const FORMAT = 3;

/**
 * The words are in tables that keep nothing else of them. Their tokenizer parts at spaces alone: what a
 * word is has been decided before.
 */
export const TABLES = `
  CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    source TEXT NOT NULL, id TEXT NOT NULL, scope TEXT NOT NULL,
    title TEXT NOT NULL, titleWords TEXT NOT NULL, at INTEGER NOT NULL, stamp TEXT NOT NULL,
    data TEXT NOT NULL, words TEXT NOT NULL, starts BLOB NOT NULL, text TEXT NOT NULL,
    UNIQUE (source, id));
  CREATE INDEX entry_scope ON entry (scope, source);
  CREATE TABLE scope (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  ${Object.values(WORD_TABLES)
    .map(
      (table) => `CREATE VIRTUAL TABLE ${table} USING fts5(
        title, text, scope, content='', contentless_delete=1, tokenize='ascii', prefix='2 3');
      CREATE VIRTUAL TABLE ${table}_title USING fts5(
        title, scope, content='', contentless_delete=1, tokenize='ascii', prefix='2 3');`,
    )
    .join("\n")}
  PRAGMA user_version = ${FORMAT};`;
