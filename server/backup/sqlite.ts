import { messageOf } from "#server/message-of.ts";
import { LibsqlError, createClient, type Client } from "@libsql/client";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { filePathOf } from "#server/database/file-path.ts";
import type { Manifest } from "./manifest.ts";
import { BackupProblem } from "./problem.ts";

/** The part of a backup's manifest about the database that it copied. */
export type DatabaseDescription = Pick<
  Manifest,
  "migrations" | "record" | "documents" | "serverVersion" | "dumpVersion"
>;

/** The longest that a backup waits for another program's lock, in milliseconds. */
const LOCK_LIMIT_MS = 30_000;

/**
 * Copies the database to a new file `to` while the server keeps writing: one statement reads one
 * committed state (SQLite's snapshot in WAL mode), and no writer waits for it. The copy is read
 * completely before it counts.
 */
export async function snapshotSqlite(
  databaseUrl: string,
  to: string,
): Promise<DatabaseDescription> {
  const file = filePathOf(databaseUrl);
  // Opening would create an empty one.
  if (!existsSync(file)) {
    throw new BackupProblem(
      `There is no database at ${file}. DATA_DIR or DATABASE_URL must say where the server keeps it.`,
    );
  }
  const client = openFile(file);
  try {
    await retryWhileLocked(() => client.execute({ sql: "VACUUM INTO ?", args: [to] }));
  } finally {
    client.close();
  }
  return describeDatabase(to);
}

/** Reads a database file of ours from its first page to its last; refuses a damaged one. */
async function describeDatabase(file: string): Promise<DatabaseDescription> {
  const client = openFile(file);
  try {
    const check = await client.execute("PRAGMA integrity_check(1)");
    if (String(check.rows[0]?.[0]) !== "ok") {
      throw new BackupProblem(
        `The database is damaged (${String(check.rows[0]?.[0])}). Restore the latest backup; what is there now is worth keeping aside.`,
      );
    }
    const names = await client.execute(`SELECT name FROM sqlite_master WHERE type = 'table'`);
    if (!names.rows.some((row) => row[0] === "AuditHead")) {
      throw new BackupProblem(
        "The database holds no workspace: the server was never started on it. There is nothing to back up.",
      );
    }
    const [migrations, head, documents] = [
      await client.execute(
        `SELECT "migration_name", "checksum" FROM "_prisma_migrations" ORDER BY "migration_name"`,
      ),
      await client.execute(`SELECT "sequence", "hash" FROM "AuditHead"`),
      await client.execute(`SELECT count(*) FROM "Document"`),
    ];
    return {
      serverVersion: null,
      dumpVersion: null,
      migrations: migrations.rows.map((row) => ({
        name: String(row[0]),
        checksum: String(row[1]),
      })),
      record: { sequence: Number(head.rows[0]?.[0]), hash: String(head.rows[0]?.[1]) },
      documents: Number(documents.rows[0]?.[0]),
    };
  } finally {
    client.close();
  }
}

/**
 * Ensures that a restore may replace this file. `inUse` is called where the workspace is in use.
 * Refuses what is no database of ours, and while any other program has the file open: leaving WAL
 * mode needs exclusive access, so it fails beside even an idle server. Afterwards everything is in
 * the one file; the server returns to WAL mode when it starts.
 */
export async function claimFile(file: string, inUse: () => void): Promise<void> {
  if (!existsSync(file)) return;
  // One connection for all of it: libSQL may keep a closed one open for a while, which would block
  // us.
  const client = openFile(file);
  try {
    const { rows } = await client.execute(`SELECT name FROM sqlite_master WHERE type = 'table'`);
    const tables = new Set(rows.map((row) => String(row[0])));
    if (tables.size > 0 && !(tables.has("User") && tables.has("Organization"))) {
      throw new BackupProblem(
        `The file ${file} is a database of another program. Nothing was changed. DATA_DIR or DATABASE_URL must name a place of its own.`,
      );
    }
    if (tables.size > 0) {
      const found = await client.execute(
        `SELECT EXISTS (SELECT 1 FROM "User") OR EXISTS (SELECT 1 FROM "Organization")`,
      );
      if (Number(found.rows[0]?.[0]) !== 0) inUse();
    }
    await client.execute("PRAGMA journal_mode = DELETE");
  } catch (error) {
    if (error instanceof BackupProblem) throw error;
    throw new BackupProblem(
      isLocked(error)
        ? `The server, or another program, has the database ${file} open. Stop it first, then run this again. Nothing was changed.`
        : `The file ${file} can't be read as a database: ${messageOf(error)}. Nothing was changed. If it is damaged, move it away and restore again.`,
    );
  } finally {
    client.close();
  }
}

function openFile(file: string): Client {
  return createClient({ url: pathToFileURL(file).href, timeout: 1_000, intMode: "bigint" });
}

async function retryWhileLocked(work: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + LOCK_LIMIT_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isLocked(error)) throw error;
      if (Date.now() > deadline) {
        throw new BackupProblem(
          `Another program has kept the database locked for ${LOCK_LIMIT_MS / 1000} seconds. Try again when it has finished.`,
        );
      }
      await delay(250);
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof LibsqlError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
}
