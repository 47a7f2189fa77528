import { createClient, type Client, type Config, type Transaction } from "@libsql/client";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseProblem, messageOf } from "./problem";

/** How long a statement may block the event loop while another process holds the lock, in ms. */
const BUSY_TIMEOUT_MS = 100;

/**
 * libSQL's own client opens a new connection after each interactive transaction. Ours keeps one
 * connection for the whole process: SQLite's calls are synchronous, so a second one could only wait,
 * with the event loop standing still. The adapter's mutex keeps other statements out meanwhile.
 */
class OneConnection extends PrismaLibSql {
  override createClient(config: Config): Client {
    const client = createClient(config);
    const transaction = async (): Promise<Transaction> => {
      await client.execute("BEGIN IMMEDIATE");
      let open = true;
      const end = async (statement: "COMMIT" | "ROLLBACK") => {
        if (!open) return;
        if (statement === "ROLLBACK") open = false;
        await client.execute(statement);
        open = false;
      };
      return {
        execute: (statement: Parameters<Client["execute"]>[0]) => client.execute(statement),
        batch: () => Promise.reject(new Error("batches are not used inside transactions")),
        executeMultiple: (sql: string) => client.executeMultiple(sql),
        commit: async () => {
          try {
            await end("COMMIT");
          } catch (error) {
            // A COMMIT that failed leaves the transaction open on the one connection.
            await end("ROLLBACK").catch(() => undefined);
            throw error;
          }
        },
        rollback: () => end("ROLLBACK"),
        close: () => undefined,
        get closed() {
          return !open;
        },
      };
    };
    return new Proxy(client, {
      get(target, key) {
        if (key === "transaction") return transaction;
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }
}

/** Creates the folder of a SQLite file; refuses with a sentence when it can't be written. */
export function prepareFolder(url: string): void {
  const file = url.replace(/^file:(\/\/)?/, "").replace(/\?.*$/, "");
  if (!file) throw new DatabaseProblem(`DATABASE_URL "${url}" names no file.`);
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
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

/** The Prisma adapter on the file; WAL stays in the file, FULL and foreign keys are set per process. */
export function sqliteAdapter(url: string): OneConnection {
  return new OneConnection({ url, timeout: BUSY_TIMEOUT_MS, intMode: "bigint" });
}
