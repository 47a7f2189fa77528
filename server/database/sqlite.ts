import { messageOf } from "#server/message-of.ts";
import { createClient, type Client } from "@libsql/client";
import path from "node:path";
import { filePathOf } from "./file-path.ts";
import { makeFolder } from "#server/folder.ts";
import { OneConnection } from "./one-connection.ts";
import { DatabaseProblem } from "./problem.ts";

/**
 * The longest that a statement may block the event loop while another process holds the lock, in
 * ms.
 */
const BUSY_TIMEOUT_MS = 100;

/** Creates the folder of a SQLite file; refuses with a sentence if it is not writable. */
function prepareFolder(url: string): void {
  const file = filePathOf(url);
  if (!file) throw new DatabaseProblem(`DATABASE_URL "${url}" names no file.`);
  try {
    makeFolder(path.dirname(path.resolve(file)));
  } catch (error) {
    throw new DatabaseProblem(
      `The folder of the database, ${path.dirname(path.resolve(file))}, can't be made: ${messageOf(error)}`,
    );
  }
}

/** A libSQL client on the file, in WAL mode, each commit synced to disk, foreign keys checked. */
export async function openSqliteFile(url: string): Promise<Client> {
  prepareFolder(url);
  try {
    const client = createClient({ url, timeout: BUSY_TIMEOUT_MS, intMode: "bigint" });
    await client.execute("PRAGMA journal_mode = WAL");
    await client.execute("PRAGMA synchronous = FULL");
    await client.execute("PRAGMA foreign_keys = ON");
    return client;
  } catch (error) {
    throw new DatabaseProblem(`The SQLite file ${url} can't be opened: ${messageOf(error)}`);
  }
}

/**
 * The Prisma adapter on the file. WAL mode is stored in the file; FULL and foreign keys are set per
 * process.
 */
export function sqliteAdapter(url: string): OneConnection {
  return new OneConnection(url, BUSY_TIMEOUT_MS);
}
