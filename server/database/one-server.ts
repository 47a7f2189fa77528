import { messageOf } from "#server/message-of.ts";
import Libsql from "libsql";
import { chownSync, existsSync, realpathSync, statSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { filePathOf } from "./file-path.ts";
import { DatabaseProblem } from "./problem.ts";
import { makeFolder } from "#server/folder.ts";

/** Beside the database's own file; never opened by another way, or the lock on it would be lost. */
const LOCK_ENDING = ".lock";

/** Connections that hold a lock: one that is collected is closed, and lets go. */
const held = new Set<Libsql.Database>();

/** The claim of this process on a database; it ends with the process, however that ends. */
interface ServerClaim {
  release(): void;
}

/**
 * Claims a SQLite file for this process, and refuses while another one has it: two servers on one
 * file would show their people two different texts. The claim is a lock of the operating system
 * (SQLite's own, on a small file beside the database), so that none is left by a process that was
 * killed. On PostgreSQL nothing is claimed: several processes serve one database there.
 * Throws DatabaseProblem.
 */
export function claimForServer(databaseUrl: string): ServerClaim {
  if (!databaseUrl.startsWith("file:")) return { release: () => undefined };
  const file = realFile(databaseUrl);
  const lock = `${file}${LOCK_ENDING}`;
  let connection: Libsql.Database | undefined;
  try {
    makeFolder(path.dirname(file));
    connection = new Libsql(lock, { timeout: 0 });
    // Kept from the first transaction on, past its end.
    connection.exec("PRAGMA locking_mode = EXCLUSIVE");
    connection.exec("BEGIN EXCLUSIVE");
    connection.exec("CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT)");
    connection.exec("DELETE FROM holder");
    // No prepared statement: libSQL would keep the file open with it past `close`.
    const host = hostname().replaceAll(/[^\w.-]/gu, "");
    connection.exec(
      `INSERT INTO holder VALUES (${process.pid}, '${host}', '${new Date().toISOString()}')`,
    );
    connection.exec("COMMIT");
    giveToOwner(lock, path.dirname(file));
  } catch (error) {
    connection?.close();
    throw new DatabaseProblem(
      isBusy(error)
        ? `Another process has the database ${file} open: ${holderOf(lock)}. SQLite is for one server at a time, since two would show their people two different texts. Stop that one first, or move to PostgreSQL to run several. Nothing was changed.`
        : `The file ${lock}, which keeps a second server from the database, can't be used: ${messageOf(error)}. If no server runs, delete it and start again.`,
    );
  }
  const claimed = connection;
  held.add(claimed);
  return {
    release() {
      if (held.delete(claimed)) claimed.close();
    },
  };
}

/** Where root runs a command, the server's own user must be able to use the file. */
function giveToOwner(lock: string, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  for (const file of [lock, `${lock}-journal`]) if (existsSync(file)) chownSync(file, uid, gid);
}

/** One name for one file, whatever links lead to it. */
function realFile(databaseUrl: string): string {
  const file = path.resolve(filePathOf(databaseUrl));
  if (existsSync(file)) return realpathSync(file);
  const folder = path.dirname(file);
  return existsSync(folder) ? path.join(realpathSync(folder), path.basename(file)) : file;
}

/** The holder of the lock, read past it. */
function holderOf(lock: string): string {
  try {
    const reader = new Libsql(`${pathToFileURL(lock).href}?immutable=1&mode=ro`);
    try {
      const row = reader.prepare("SELECT pid, host, since FROM holder").get() as Holder | undefined;
      if (row)
        return `process ${row.pid} on the machine ${row.host || "without a name"}, since ${row.since}`;
    } finally {
      reader.close();
    }
  } catch {
    // It is just being written.
  }
  return "one that is just starting";
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "SQLITE_BUSY";
}
