import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { DatabaseProblem, messageOf } from "./problem.ts";
import { openSqliteFile } from "./sqlite.ts";
import { sha256 } from "#server/digest.ts";

export type DatabaseProvider = "sqlite" | "postgresql";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the script, as Prisma's engine stores it. */
  readonly checksum: string;
}

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMP,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMP,
  "started_at" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** The migrations of one database, in order, from `folder` (prisma/migrations). */
export function readMigrations(folder: string, provider: DatabaseProvider): Migration[] {
  const root = path.join(folder, provider);
  return readdirSync(root)
    .filter((name) => /^\d{4}_/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(root, name, "migration.sql"), "utf8");
      return { name, sql, checksum: sha256(sql) };
    });
}

/**
 * The migrations still to apply. Refuses a database with a migration that this release does not
 * know (it is newer), or with a different history.
 */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const migration = byName.get(name);
    if (!migration) {
      throw new DatabaseProblem(
        `The database is newer than this program: it has the migration "${name}", which this version doesn't know. Start the newer version, or restore a backup made before the upgrade. Nothing was changed.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new DatabaseProblem(
        `The migration "${name}" in the database is not the one that this program brings. Nothing was changed.`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return known.filter(({ name }) => !done.has(name));
}

/** Applies the missing migrations, each in its own transaction; returns their names. */
export async function migrate(
  url: string,
  provider: DatabaseProvider,
  folder: string,
): Promise<string[]> {
  const known = readMigrations(folder, provider);
  return provider === "sqlite" ? migrateSqlite(url, known) : migratePostgresql(url, known);
}

async function migrateSqlite(url: string, known: readonly Migration[]): Promise<string[]> {
  const client = await openSqliteFile(url);
  const names: string[] = [];
  try {
    await client.execute(BOOKKEEPING);
    // Scripts that rebuild a table would otherwise delete rows that refer to it; checked before
    // COMMIT.
    await client.execute("PRAGMA foreign_keys = OFF");
    const { rows } = await client.execute(
      `SELECT "migration_name" AS name, "checksum" AS checksum FROM "_prisma_migrations"`,
    );
    const applied = rows.map((row) => ({
      name: String(row["name"]),
      checksum: String(row["checksum"]),
    }));
    for (const migration of pendingMigrations(known, applied)) {
      const record = `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count") VALUES ('${crypto.randomUUID()}', '${migration.checksum}', '${migration.name}', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 1)`;
      await client.executeMultiple(`BEGIN IMMEDIATE;\n${migration.sql}\n;${record};\nCOMMIT;`);
      names.push(migration.name);
    }
    const broken = await client.execute("PRAGMA foreign_key_check");
    if (broken.rows.length > 0) {
      throw new DatabaseProblem(
        `After the migrations ${broken.rows.length} rows refer to missing ones.`,
      );
    }
    return names;
  } catch (error) {
    throw asProblem(error, names);
  } finally {
    client.close();
  }
}

/** An arbitrary number, the same in every process: only one of them migrates at a time. */
const ADVISORY_LOCK = 725_117_031;

async function migratePostgresql(url: string, known: readonly Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  const names: string[] = [];
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseProblem(
      `PostgreSQL can't be reached at DATABASE_URL: ${messageOf(error) || "no answer"}. Is it running, and are name and password right?`,
    );
  }
  try {
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await client.query(BOOKKEEPING);
    const { rows } = await client.query<AppliedMigration>(
      `SELECT "migration_name" AS name, "checksum" AS checksum FROM "_prisma_migrations"`,
    );
    for (const migration of pendingMigrations(known, rows)) {
      await client.query("BEGIN");
      await client.query(migration.sql);
      await client.query(
        `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count") VALUES ($1, $2, $3, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 1)`,
        [crypto.randomUUID(), migration.checksum, migration.name],
      );
      await client.query("COMMIT");
      names.push(migration.name);
    }
    return names;
  } catch (error) {
    throw asProblem(error, names);
  } finally {
    await client.end();
  }
}

function asProblem(error: unknown, applied: readonly string[]): DatabaseProblem {
  if (error instanceof DatabaseProblem) return error;
  const before = applied.length > 0 ? ` Applied before it: ${applied.join(", ")}.` : "";
  return new DatabaseProblem(
    `The database can't be brought up to date: ${messageOf(error)}. The step that failed left nothing behind.${before}`,
  );
}
