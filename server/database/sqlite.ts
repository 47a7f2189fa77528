import {
  LibsqlError,
  createClient,
  type Client,
  type Config,
  type Transaction,
} from "@libsql/client";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import path from "node:path";
import { makeFolder } from "../folder";
import { DatabaseProblem, messageOf } from "./problem";

/** How long a statement may block the event loop while another process holds the lock, in ms. */
const BUSY_TIMEOUT_MS = 100;

type Statement = Parameters<Client["execute"]>[0];

const PRAGMAS = ["PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON"];

/**
 * libSQL's own client opens a new connection after each interactive transaction. Ours keeps one
 * connection for the whole process: SQLite's calls are synchronous, so a second one could only wait,
 * with the event loop standing still. The adapter's mutex keeps other statements out meanwhile.
 */
class OneConnection extends PrismaLibSql {
  override createClient(config: Config): Client {
    const client = createClient(config);
    let ready = setPragmas(client);
    /** A statement that met the lock of another process stays unfinished in libSQL, and no later COMMIT would succeed. */
    let unfinished = false;
    let open = false;

    const execute = async (statement: Statement) => {
      await ready;
      try {
        return await client.execute(statement);
      } catch (error) {
        if (isLocked(error)) unfinished = true;
        if (!open) await renew();
        throw error;
      }
    };
    const renew = async () => {
      if (!unfinished) return;
      unfinished = false;
      await client.reconnect();
      ready = setPragmas(client);
    };
    const rollback = async () => {
      if (!open) return;
      try {
        await client.execute("ROLLBACK");
      } finally {
        open = false;
        await renew();
      }
    };
    const commit = async () => {
      try {
        await client.execute("COMMIT");
        open = false;
      } catch (error) {
        // A COMMIT that failed leaves the transaction open on the one connection.
        await rollback().catch(() => undefined);
        throw error;
      }
    };
    const transaction = async (): Promise<Transaction> => {
      await execute("BEGIN IMMEDIATE");
      open = true;
      return {
        execute,
        batch: () => Promise.reject(new Error("batches are not used inside transactions")),
        executeMultiple: (sql: string) => client.executeMultiple(sql),
        commit,
        rollback,
        close: () => undefined,
        get closed() {
          return !open;
        },
      };
    };
    const own: Partial<Client> = { execute: execute as Client["execute"], transaction };
    return new Proxy(client, {
      get(target, key) {
        const value: unknown = Reflect.get(own, key) ?? Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }
}

async function setPragmas(client: Client): Promise<void> {
  for (const pragma of PRAGMAS) await client.execute(pragma);
}

function isLocked(error: unknown): boolean {
  return error instanceof LibsqlError && error.code.startsWith("SQLITE_BUSY");
}

/** Creates the folder of a SQLite file; refuses with a sentence when it can't be written. */
export function prepareFolder(url: string): void {
  const file = url.replace(/^file:(\/\/)?/, "").replace(/\?.*$/, "");
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
    await setPragmas(client);
    return client;
  } catch (error) {
    throw new DatabaseProblem(`The SQLite file ${url} can't be opened: ${messageOf(error)}`);
  }
}

/** The Prisma adapter on the file; WAL stays in the file, FULL and foreign keys are set per process. */
export function sqliteAdapter(url: string): OneConnection {
  return new OneConnection({ url, timeout: BUSY_TIMEOUT_MS, intMode: "bigint" });
}
