import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { inject, onTestFinished, type ProvidedContext } from "vitest";
import { openMigrated, type Database } from "#server/database/index.ts";
import { keptClient } from "./kept-client.ts";

export interface TestDatabase extends Database {
  /** The DATABASE_URL for other processes to use the same database. */
  readonly url: string;
  /** Closes the database and removes it. */
  remove(): Promise<void>;
}

/** A template from which new databases are copied. */
export type Template = ProvidedContext["databaseTemplate"];

let count = 0;

/**
 * A migrated, empty database: a copied SQLite file, or a PostgreSQL database created from the
 * template or from another one. The caller closes it with `remove()`; `freshDatabaseForTest` does
 * so by itself.
 */
export async function freshDatabase(from?: Template): Promise<TestDatabase> {
  const template = from ?? inject("databaseTemplate");
  return template.provider === "sqlite"
    ? freshSqlite(template.url)
    : freshPostgresql(template.url, template.name);
}

/** Like freshDatabase, but removed when the running test ends. */
export async function freshDatabaseForTest(from?: Template): Promise<TestDatabase> {
  const database = await freshDatabase(from);
  onTestFinished(() => database.remove());
  return database;
}

/**
 * A template with the rows of that database, which must not be written to any more; on PostgreSQL
 * it is closed. Removed at the end of the run.
 */
export async function templateFrom(database: TestDatabase): Promise<Template> {
  const { provider, url } = inject("databaseTemplate");
  count += 1;
  const name = `filled_${process.pid}_${count}_${Date.now()}`;
  if (provider === "postgresql") {
    await database.close();
    const from = new URL(database.url).pathname.slice(1);
    await administer(url, `CREATE DATABASE ${name} TEMPLATE ${from}`);
    return { provider, url, name };
  }
  // Global setup removes the folder of the first template.
  const file = path.join(path.dirname(url), `${name}.db`);
  await database.client.$executeRawUnsafe(`VACUUM INTO '${file}'`);
  return { provider, url: file, name };
}

/** A template that `fill` fills once, for tests that start with the same rows. */
export async function filledTemplate(
  fill: (database: TestDatabase) => Promise<unknown>,
): Promise<Template> {
  const database = await freshDatabase();
  try {
    await fill(database);
    return await templateFrom(database);
  } finally {
    await database.remove();
  }
}

async function freshSqlite(template: string): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), "database-"));
  const file = path.join(folder, "test.db");
  await copyFile(template, file);
  const url = `file:${file}`;
  const database = await openMigrated({ url, clientOn: keptClient });
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
  await administer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = await openMigrated({ url: url.href, clientOn: keptClient });
  return {
    ...database,
    url: url.href,
    remove: async () => {
      await database.close();
      await drop(serverUrl, name);
    },
  };
}

function drop(serverUrl: string, name: string): Promise<void> {
  return administer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
}

/** One connection for each process that tests, made when it is first needed; it ends with the process. */
let administrator: { readonly url: string; readonly client: Promise<pg.Client> } | null = null;

async function administer(serverUrl: string, statement: string): Promise<void> {
  if (administrator?.url !== serverUrl) {
    const connect = async () => {
      const admin = new pg.Client({ connectionString: serverUrl });
      // The server stops when the tests end.
      admin.on("error", () => undefined);
      await admin.connect();
      // It alone keeps no process running. Its types don't know of it.
      (admin as pg.Client & { unref(): void }).unref();
      return admin;
    };
    administrator = { url: serverUrl, client: connect() };
  }
  await (await administrator.client).query(statement);
}
