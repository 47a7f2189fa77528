import { LibsqlError, type Client, type Config, type Transaction } from "@libsql/client";
import { Sqlite3Client } from "@libsql/client/sqlite3";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import Libsql from "libsql";
import { setTimeout as delay } from "node:timers/promises";
import { filePathOf } from "./file-path.ts";

type Statement = Parameters<Client["execute"]>[0];

/** The values of SQLite statements. */
type SqlValue = string | number | bigint | Uint8Array | null;
export type SqlRow = Readonly<Record<string, unknown>>;

/** Prepared statements on the one connection, each prepared once. */
export interface Statements {
  /** Runs a statement and returns its rows; integers are returned as numbers. */
  all(sql: string, ...values: SqlValue[]): SqlRow[];
  /** Runs a statement and returns its first row, if any; cheaper than `all`. */
  one(sql: string, ...values: SqlValue[]): SqlRow | undefined;
  /** Runs a statement and returns the number of changed rows. */
  run(sql: string, ...values: SqlValue[]): number;
}

/** SQLite without Prisma, for what happens with every keystroke. */
export interface DirectSqlite {
  /**
   * Runs `work` synchronously in a write transaction, once no other transaction is open. It may not
   * await; where it throws, everything is rolled back.
   */
  transact<T>(work: (statements: Statements) => T): Promise<T>;
  /**
   * Runs `work` synchronously on one consistent snapshot, read-only, once no transaction is open.
   */
  read<T>(work: (statements: Statements) => T): Promise<T>;
  /**
   * Whether another program has committed anything since the last call; true also where that can't be
   * told: at the first call, on a connection that was opened anew, while a transaction is open, where
   * the file can't be read. For one who asks: each answer is what came since the one before.
   */
  hasChangedElsewhere(): boolean;
}

const PRAGMAS = ["PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON"];

/**
 * SQLite takes 32,766 values in a statement. Prisma believes in the 999 of old releases, and refuses to
 * bring along what belongs to more rows than that, such as the documents of a large matter.
 */
const CONNECTION = { maxBindValues: 32_766, supportsRelationJoins: false } as const;

/** The most statements of Prisma's that stay prepared; lists of ids make one for each length. */
const MOST_KEPT = 300;

/**
 * The database as Prisma's client uses it: statements stay prepared, and their columns known, where
 * the client would prepare each again. One that failed is not used again.
 */
function keepingStatements(database: Libsql.Database): Libsql.Database {
  const kept = new Map<string, Libsql.Statement>();
  const prepare = (sql: string): Libsql.Statement => {
    // Whatever was known of columns may no longer hold.
    if (/^\s*(?:alter|create|drop)\b/iu.test(sql)) {
      kept.clear();
      return database.prepare(sql);
    }
    const found = kept.get(sql);
    // Last used, last removed.
    kept.delete(sql);
    const statement = found ?? prepareKept(database, sql, () => kept.delete(sql));
    kept.set(sql, statement);
    if (kept.size > MOST_KEPT) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    return statement;
  };
  return Object.create(database, { prepare: { value: prepare } }) as Libsql.Database;
}

function prepareKept(
  database: Libsql.Database,
  sql: string,
  onFailure: () => void,
): Libsql.Statement {
  const statement = database.prepare(sql);
  const { all, run, columns } = statement;
  const orForget =
    <Args extends unknown[], T>(act: (...args: Args) => T) =>
    (...args: Args): T => {
      try {
        return act.apply(statement, args);
      } catch (error) {
        onFailure();
        throw error;
      }
    };
  let known: ReturnType<typeof columns> | undefined;
  return Object.assign(statement, {
    all: orForget(all),
    run: orForget(run),
    columns: () => (known ??= columns.call(statement)),
  });
}

/** A connection with its settings, and Prisma's view of it. */
class DriverConnection {
  readonly client: Client;
  readonly #database: Libsql.Database;
  readonly #statements = new Map<string, Libsql.Statement>();

  constructor(path: string, timeout: number) {
    this.#database = new Libsql(path, { timeout });
    for (const pragma of PRAGMAS) this.#database.exec(pragma);
    this.client = new Sqlite3Client(path, { timeout }, keepingStatements(this.#database), "bigint");
  }

  readonly statements: Statements = {
    all: (sql, ...values) => this.#prepared(sql).all(values) as SqlRow[],
    one: (sql, ...values) => this.#prepared(sql).get(values) as SqlRow | undefined,
    run: (sql, ...values) => this.#prepared(sql).run(values).changes,
  };

  #prepared(sql: string): Libsql.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }

  close(): void {
    this.client.close();
  }
}

/**
 * One connection for the whole process, where libSQL's own client opens a new one after each
 * interactive transaction: SQLite's calls are synchronous, so a second one could only wait, and
 * block the event loop meanwhile. The adapter's mutex keeps Prisma's other statements out of a
 * Prisma transaction; direct work waits for its end, and finishes itself before anything else runs.
 */
export class OneConnection extends PrismaLibSql implements DirectSqlite {
  readonly #path: string;
  readonly #timeout: number;
  #connection: DriverConnection | null = null;
  /** Prisma's transaction that is open or starting. */
  #open: object | null = null;
  #waiting: (() => void)[] = [];
  /**
   * A statement that met another process's lock stays unfinished in libSQL, and no later COMMIT
   * would succeed: the connection must be reopened.
   */
  #isBroken = false;
  #isClosed = false;
  /** SQLite's last answer to hasChangedElsewhere, and the connection that it came from. */
  #seen: { readonly connection: DriverConnection; readonly version: unknown } | null = null;

  constructor(url: string, timeout: number) {
    super({ url, timeout, intMode: "bigint" });
    this.#path = filePathOf(url);
    this.#timeout = timeout;
  }

  override createClient(_config: Config): Client {
    this.#isClosed = false;
    const own: Partial<Client> = {
      execute: this.#execute as Client["execute"],
      transaction: this.#begin,
      close: () => this.close(),
    };
    return new Proxy(this.#current.client, {
      get: (_target, key) => {
        const { client } = this.#current;
        const value: unknown = Reflect.get(own, key) ?? Reflect.get(client, key, client);
        return typeof value === "function" ? value.bind(client) : value;
      },
    });
  }

  override async connect(): Promise<SqlDriverAdapter> {
    return Object.assign(await super.connect(), { getConnectionInfo: () => CONNECTION });
  }

  transact<T>(work: (statements: Statements) => T): Promise<T> {
    return this.#runSynchronously("BEGIN IMMEDIATE", work);
  }

  read<T>(work: (statements: Statements) => T): Promise<T> {
    // Deferred: takes no lock, and reads one snapshot, whatever other processes write.
    return this.#runSynchronously("BEGIN", work);
  }

  hasChangedElsewhere(): boolean {
    // A statement that failed in somebody's transaction could keep it from its COMMIT.
    if (this.#isClosed || this.#open) return true;
    const before = this.#seen;
    try {
      const connection = this.#current;
      // It counts what other connections have committed, and none of what this one did.
      const version = connection.statements.one("PRAGMA data_version")?.["data_version"];
      this.#seen = { connection, version };
      return before?.connection !== connection || before.version !== version;
    } catch {
      // The connection is of no use; the next statement opens another, or tells why it can't.
      this.#seen = null;
      this.#dropConnection();
      return true;
    }
  }

  /**
   * Checkpoints the write-ahead log into the file and leaves it empty. libSQL keeps prepared
   * statements alive past `close`, so that SQLite, which does this when the last connection closes,
   * would not. Returns whether it succeeded, with retries for about a second: another program may
   * be reading.
   */
  async emptyLog(): Promise<boolean> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (attempt > 0) await delay(50 * 2 ** attempt);
      while (this.#open) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      if (this.#isClosed) return false;
      try {
        const row = this.#current.statements.one("PRAGMA wal_checkpoint(TRUNCATE)");
        if (Number(row?.["busy"]) === 0) return true;
      } catch {
        // The file is gone, or another program holds it: everything committed remains in the log.
        this.#dropConnection();
      }
    }
    return false;
  }

  /** Closes the file. Direct work is refused from then on; Prisma may connect again. */
  close(): void {
    this.#isClosed = true;
    this.#dropConnection();
  }

  async #runSynchronously<T>(begin: string, work: (statements: Statements) => T): Promise<T> {
    while (this.#open) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    // No await from here on, so that nothing runs in between.
    if (this.#isClosed) throw new Error("the database is closed");
    const { statements } = this.#current;
    try {
      statements.run(begin);
      const result = work(statements);
      statements.run("COMMIT");
      return result;
    } catch (error) {
      // After any error the next transaction starts on a new connection.
      try {
        statements.run("ROLLBACK");
      } catch {
        // It never began, or SQLite has rolled it back already.
      }
      this.#dropConnection();
      throw error;
    }
  }

  get #current(): DriverConnection {
    this.#connection ??= new DriverConnection(this.#path, this.#timeout);
    return this.#connection;
  }

  #dropConnection(): void {
    this.#isBroken = false;
    this.#connection?.close();
    this.#connection = null;
  }

  readonly #execute = async (statement: Statement) => {
    try {
      return await this.#current.client.execute(statement);
    } catch (error) {
      if (isLocked(error)) this.#isBroken = true;
      if (!this.#open && this.#isBroken) this.#dropConnection();
      throw error;
    }
  };

  readonly #begin = async (): Promise<Transaction> => {
    const self = {};
    // Set before the first await, so that no direct work runs in between.
    this.#open = self;
    try {
      await this.#execute("BEGIN IMMEDIATE");
    } catch (error) {
      this.#end();
      throw error;
    }
    // A transaction that continued after its time-out must touch neither the next one nor the bare
    // connection.
    const isOver = () => this.#open !== self;
    const mustBeOpen = () => {
      if (isOver()) throw new Error("the transaction is over");
    };
    return {
      execute: (async (statement: Statement) => {
        mustBeOpen();
        return this.#execute(statement);
      }) as Transaction["execute"],
      batch: () => Promise.reject(new Error("batches are not used inside transactions")),
      executeMultiple: () => Promise.reject(new Error("scripts are not used inside transactions")),
      commit: async () => {
        mustBeOpen();
        await this.#commit();
      },
      rollback: async () => {
        if (!isOver()) await this.#rollback();
      },
      close: () => undefined,
      get closed() {
        return isOver();
      },
    };
  };

  async #commit(): Promise<void> {
    try {
      await this.#current.client.execute("COMMIT");
      this.#end();
    } catch (error) {
      // After a failed COMMIT the transaction is still open on the one connection.
      await this.#rollback().catch(() => undefined);
      throw error;
    }
  }

  async #rollback(): Promise<void> {
    try {
      await this.#current.client.execute("ROLLBACK");
    } catch (error) {
      // SQLite has rolled it back already, or can't: closing the connection does.
      this.#isBroken = true;
      throw error;
    } finally {
      this.#end();
    }
  }

  #end(): void {
    if (this.#isBroken) this.#dropConnection();
    this.#open = null;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof LibsqlError && error.code.startsWith("SQLITE_BUSY");
}
