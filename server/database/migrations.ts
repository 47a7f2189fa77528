import { messageOf } from "#server/message-of.ts";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { DatabaseProvider, Migration } from "./migration.ts";
import { DatabaseProblem } from "./problem.ts";
import {
  checkProgram,
  EXPANDS,
  hasProcessTables,
  isExpanding,
  registration,
  type OpeningProgram,
  type RunStatement,
} from "./program.ts";
import { openSqliteFile } from "./sqlite.ts";
import { sha256 } from "#server/digest.ts";

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  /** EXPANDS where earlier releases can go on beside it. */
  readonly logs?: string | null;
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

/** The migration of every database that was made before release 1.0.0; no release brings it. */
const BEFORE_FIRST_RELEASE = "0001_house";

/**
 * The sentence that refuses a database, or a backup of one, that was made before the first release:
 * history has the migrations that made it, no release has. Null for any other.
 */
export function beforeFirstRelease(
  what: "This database" | "This backup",
  applied: readonly { readonly name: string }[],
): string | null {
  if (!applied.some(({ name }) => name === BEFORE_FIRST_RELEASE)) return null;
  return `${what} was made before release 1.0.0, the first one, which can't read it; the last commit before that release can. Nothing was changed. Start that commit on it, or begin anew with an empty database and an empty DATA_DIR.`;
}

/**
 * The migrations still to apply. Refuses a database with a different history, and one with a
 * migration that this release does not know (it is newer), unless that one only adds: then two
 * neighboring releases go on side by side (R30).
 */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] {
  const refusal = beforeFirstRelease("This database", applied);
  if (refusal !== null) throw new DatabaseProblem(refusal);
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, checksum, logs } of applied) {
    const migration = byName.get(name);
    if (!migration) {
      if (logs === EXPANDS) continue;
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

const APPLIED = `SELECT "migration_name" AS name, "checksum" AS checksum, "logs" AS logs FROM "_prisma_migrations"`;

/**
 * Applies the missing migrations, each in its own transaction; returns their names. `program` is
 * refused where it must not run beside what runs already, and registered if it is a process.
 */
export async function migrate(
  url: string,
  provider: DatabaseProvider,
  folder: string,
  program?: OpeningProgram,
): Promise<string[]> {
  const known = readMigrations(folder, provider);
  return provider === "sqlite"
    ? migrateSqlite(url, known, program)
    : migratePostgresql(url, known, program);
}

async function migrateSqlite(
  url: string,
  known: readonly Migration[],
  program: OpeningProgram | undefined,
): Promise<string[]> {
  const client = await openSqliteFile(url);
  const names: string[] = [];
  const run: RunStatement = async (sql) => (await client.execute(sql)).rows;
  try {
    await client.execute(BOOKKEEPING);
    // Scripts that rebuild a table would otherwise delete rows that refer to it; checked before
    // COMMIT.
    await client.execute("PRAGMA foreign_keys = OFF");
    const pending = pendingMigrations(known, await appliedIn(run));
    if (program && (await hasProcessTables(run, "sqlite"))) {
      await checkProgram(run, "sqlite", program, pending);
    }
    for (const migration of pending) {
      await client.executeMultiple(
        `BEGIN IMMEDIATE;\n${migration.sql}\n;${recordOf(migration)};\nCOMMIT;`,
      );
      names.push(migration.name);
    }
    const broken = await client.execute("PRAGMA foreign_key_check");
    if (broken.rows.length > 0) {
      throw new DatabaseProblem(
        `After the migrations ${broken.rows.length} rows refer to missing ones.`,
      );
    }
    if (program?.process) {
      for (const sql of registration("sqlite", program, program.process)) await run(sql);
    }
    return names;
  } catch (error) {
    throw asProblem(error, names);
  } finally {
    client.close();
  }
}

async function appliedIn(run: RunStatement): Promise<AppliedMigration[]> {
  return (await run(APPLIED)).map(({ name, checksum, logs }) => ({
    name: String(name),
    checksum: String(checksum),
    logs: logs === null ? null : String(logs),
  }));
}

/** The statement that records a migration as applied; names and checksums contain no quotes. */
function recordOf(migration: Migration): string {
  const { name, checksum } = migration;
  const logs = isExpanding(migration) ? `'${EXPANDS}'` : "NULL";
  return `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "logs", "started_at", "finished_at", "applied_steps_count") VALUES ('${crypto.randomUUID()}', '${checksum}', '${name}', ${logs}, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 1)`;
}

/** An arbitrary number, the same in every process: only one of them migrates at a time. */
const ADVISORY_LOCK = 725_117_031;
/** How long one waits for another process's migration. */
const LOCK_LIMIT = "10min";
/**
 * How long a migration waits for statements of others, who all wait behind it meanwhile; then it
 * steps back and tries again.
 */
const TABLE_LOCK_LIMIT = "5s";
const ATTEMPTS = 6;

async function migratePostgresql(
  url: string,
  known: readonly Migration[],
  program: OpeningProgram | undefined,
): Promise<string[]> {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection that breaks rejects the statement that runs, too.
  client.on("error", () => undefined);
  const names: string[] = [];
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseProblem(
      `PostgreSQL can't be reached at DATABASE_URL: ${messageOf(error) || "no answer"}. Is it running, and are name and password right?`,
    );
  }
  try {
    const waiting = saidOnce(program?.onWaiting);
    for (let attempt = 1; ;) {
      try {
        const name = await migrateOne(client, known, program, waiting);
        if (name === null) return names;
        names.push(name);
        attempt = 1;
      } catch (error) {
        // Where the connection is gone, so is the transaction; the error below says which.
        await client.query("ROLLBACK").catch(() => undefined);
        if (attempt >= ATTEMPTS || !isLockTimeout(error)) throw error;
        await delay(250 * 2 ** attempt * (0.5 + Math.random()));
        attempt += 1;
      }
    }
  } catch (error) {
    throw asProblem(error, names);
  } finally {
    await client.end();
  }
}

/**
 * Applies the next migration, or, if none is missing, registers the process and returns null. The
 * lock ends with the transaction, so that a pooler can't keep it.
 */
async function migrateOne(
  client: pg.Client,
  known: readonly Migration[],
  program: OpeningProgram | undefined,
  onWaiting: () => void,
): Promise<string | null> {
  const run: RunStatement = async (sql) =>
    (await client.query(sql)).rows as Record<string, unknown>[];
  await run("BEGIN");
  await run(`SET LOCAL lock_timeout = '${LOCK_LIMIT}'`);
  const [free] = await run(`SELECT pg_try_advisory_xact_lock(${ADVISORY_LOCK}) AS "isMine"`);
  if (free?.["isMine"] !== true) {
    onWaiting();
    await run(`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`);
  }
  await run(`SET LOCAL lock_timeout = '${TABLE_LOCK_LIMIT}'`);
  await run(BOOKKEEPING);
  const pending = pendingMigrations(known, await appliedIn(run));
  if (program && (await hasProcessTables(run, "postgresql"))) {
    await checkProgram(run, "postgresql", program, pending);
  }
  const [next] = pending;
  if (next) {
    await run(next.sql);
    await run(recordOf(next));
  } else if (program?.process) {
    for (const sql of registration("postgresql", program, program.process)) await run(sql);
  }
  await run("COMMIT");
  return next?.name ?? null;
}

function saidOnce(say: (() => void) | undefined): () => void {
  let isSaid = false;
  return () => {
    if (!isSaid) say?.();
    isSaid = true;
  };
}

/** 55P03: another statement kept the lock for longer than lock_timeout. */
function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "55P03";
}

function asProblem(error: unknown, applied: readonly string[]): DatabaseProblem {
  if (error instanceof DatabaseProblem) return error;
  const before = applied.length > 0 ? ` Applied before it: ${applied.join(", ")}.` : "";
  return new DatabaseProblem(
    `The database can't be brought up to date: ${messageOf(error)}. The step that failed left nothing behind.${before}`,
  );
}
