import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { gunzipSync } from "node:zlib";
import type { ProseJSON } from "#app/document/prose.ts";
import { openDatabase } from "#server/database/index.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/database.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

/** What the release that wrote the data read in it. */
export interface RecordedDraft {
  readonly status: string;
  readonly generation: number;
  readonly sequence: number;
  /** Batches behind the base. */
  readonly tail: number;
  /** As its editor's library (y-tiptap) read it. */
  readonly prose: ProseJSON;
  /** Who wrote the letters, in the order of reading: person, time in milliseconds, letters. */
  readonly authors: readonly (readonly [userId: string | null, at: number, length: number])[];
}

const file = (name: string) => path.join(import.meta.dirname, "data", name);
const unzipped = (name: string) => gunzipSync(readFileSync(file(name)));

/** What was recorded of the data of this database, by the document's id. */
export function recordedDrafts(): ReadonlyMap<string, RecordedDraft> {
  const { provider } = inject("databaseTemplate");
  const json = unzipped(`demo-${provider}.prose.json.gz`).toString("utf8");
  return new Map(Object.entries(JSON.parse(json) as Record<string, RecordedDraft>));
}

/**
 * A database as the release before schema 3 left it, when its server was killed (tests/migration/data
 * says how it was made). Migrations of the models are applied, drafts are as they were. Removed when
 * the running test ends.
 */
export async function demoDatabase(): Promise<TestDatabase> {
  const { provider } = inject("databaseTemplate");
  const database = await (provider === "sqlite" ? onSqlite() : onPostgresql());
  onTestFinished(() => database.remove());
  return database;
}

async function onSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), "demo-"));
  const place = path.join(folder, "coalition-desk.db");
  await writeFile(place, unzipped("demo-sqlite.db.gz"));
  const url = `file:${place}`;
  const database = await openDatabase({ url, migrationsFolder });
  return {
    ...database,
    url,
    remove: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function onPostgresql(): Promise<TestDatabase> {
  const empty = await freshDatabase();
  const client = new pg.Client({ connectionString: empty.url });
  await client.connect();
  try {
    await client.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public`);
    await client.query(unzipped("demo-postgresql.sql.gz").toString("utf8"));
  } finally {
    await client.end();
  }
  await empty.close();
  const database = await openDatabase({ url: empty.url, migrationsFolder });
  return {
    ...database,
    url: empty.url,
    remove: async () => {
      await database.close();
      await empty.remove();
    },
  };
}
