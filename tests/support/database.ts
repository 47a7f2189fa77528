import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { openDatabase, type Database } from "../../server/database";
import { migrationsFolder } from "./migrations-folder";

export interface TestDatabase extends Database {
  /** What DATABASE_URL must be for another process to use the same database. */
  readonly url: string;
  /** Closes the database and removes it. */
  remove(): Promise<void>;
}

let count = 0;

/**
 * A migrated, empty database of its own: a copied SQLite file, or a PostgreSQL database made from the
 * template. Whoever calls it closes it with `remove()`; `freshDatabaseForTest` does so by itself.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const template = inject("databaseTemplate");
  return template.provider === "sqlite"
    ? freshSqlite(template.url)
    : freshPostgresql(template.url, template.name);
}

/** As freshDatabase, removed when the running test ends. */
export async function freshDatabaseForTest(): Promise<TestDatabase> {
  const database = await freshDatabase();
  onTestFinished(() => database.remove());
  return database;
}

async function freshSqlite(template: string): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), "database-"));
  const file = path.join(folder, "test.db");
  await copyFile(template, file);
  const url = `file:${file}`;
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

async function freshPostgresql(serverUrl: string, template: string): Promise<TestDatabase> {
  count += 1;
  const name = `test_${process.pid}_${count}_${Date.now()}`;
  await administer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = await openDatabase({ url: url.href, migrationsFolder });
  return {
    ...database,
    url: url.href,
    remove: async () => {
      await database.close();
      await administer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function administer(serverUrl: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
