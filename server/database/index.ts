import { messageOf } from "#server/message-of.ts";
import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { setTimeout as delay } from "node:timers/promises";
import type { PrismaClient, Transaction } from "./client.ts";
import type { DatabaseProvider } from "./migration.ts";
import { migrate } from "./migrations.ts";
import { DatabaseProblem } from "./problem.ts";
import type { OpeningProgram } from "./program.ts";
import { watchRows } from "./written-rows.ts";
import { appendRows } from "#server/services/audit/append.ts";
import type { DirectSqlite, SqlRow } from "./one-connection.ts";
import { sqliteAdapter } from "./sqlite.ts";

export type { PrismaClient, Transaction } from "./client.ts";
export type { DirectSqlite, SqlRow, Statements } from "./one-connection.ts";
export { DatabaseProblem } from "./problem.ts";

export interface Database {
  readonly client: PrismaClient;
  readonly provider: DatabaseProvider;
  /**
   * Runs work in a transaction whose first statement locks the head of the audit chain: such
   * transactions run one after the other, across all processes, so that what they check inside
   * holds until they commit. Await nothing but SQL inside. Retried with backoff, up to five times,
   * when the database is busy; the work must therefore have no effects outside `tx`.
   * @param limits `timeout`: milliseconds that each try may take, where 20 seconds are too long for others,
   * who wait for ten.
   */
  write<T>(
    work: (tx: Transaction) => Promise<T>,
    limits?: { readonly timeout: number },
  ): Promise<T>;
  /**
   * Like `write`, without the lock on the audit chain: for writes that are not audited. The first
   * statement locks that person's row, so that one person's writes run one after the other, and a
   * change of their password comes either before or after. Must not append to the audit record; where
   * it writes what the record holds (sealed-tables.ts), its line is the last thing that it writes.
   */
  writeUnaudited<T>(userId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * The rows of one read-only statement, for queries on every page or socket, where Prisma's
   * overhead would be many times the statement's cost. Parameters are `$1`, `$2` … in the order in
   * which they first appear. SQLite returns instants as text and booleans as 0 or 1.
   */
  query(sql: string, ...values: string[]): Promise<readonly SqlRow[]>;
  /** SQLite without Prisma, for what happens with every keystroke; null on PostgreSQL. */
  readonly direct: DirectSqlite | null;
  /**
   * Closes the database. SQLite's write-ahead log is checkpointed into the file first, so that a
   * copy of that file alone is complete.
   */
  close(): Promise<void>;
}

/** The kind of database in a DATABASE_URL; refuses any other with a sentence. */
export function providerOf(url: string): DatabaseProvider {
  if (url.startsWith("file:")) return "sqlite";
  if (/^postgres(ql)?:\/\//.test(url)) return "postgresql";
  throw new DatabaseProblem(
    `DATABASE_URL must be a file: URL (SQLite) or begin with postgresql://; "${url.replace(/:\/\/.*/, "://…")}" is neither.`,
  );
}

/**
 * Opens this process's only adapter, after applying missing migrations. `migrationsFolder` is
 * prisma/migrations. Throws DatabaseProblem with a sentence.
 */
export async function openDatabase(options: {
  url: string;
  migrationsFolder: string;
  /** Refused where it must not run beside the processes that run, or on what is newer (R30). */
  program?: OpeningProgram;
  /** Called with the names of the applied migrations. */
  onMigrated?: (names: string[]) => void;
  /** Called at close if another program kept the write-ahead log from being emptied. */
  onLogKept?: () => void;
}): Promise<Database> {
  const provider = providerOf(options.url);
  const applied = await migrate(options.url, provider, options.migrationsFolder, options.program);
  if (applied.length > 0) options.onMigrated?.(applied);
  return openMigrated(options);
}

/** Opens a database that has every migration. */
export async function openMigrated(options: {
  url: string;
  /** Makes the client, if it is not to be a new one. */
  clientOn?: (adapter: SqlDriverAdapterFactory) => Promise<PrismaClient>;
  onLogKept?: () => void;
}): Promise<Database> {
  const { url, clientOn = newClientOn } = options;
  const provider = providerOf(url);
  const sqlite = provider === "sqlite" ? sqliteAdapter(url) : null;
  const client = await clientOn(sqlite ?? (await postgresqlAdapter(url)));
  return {
    client,
    provider,
    direct: sqlite,
    write: (work, limits) => runWork(client, lockHead, work, limits),
    writeUnaudited: (userId, work) => runWork(client, (tx) => lockPerson(tx, userId), work),
    query: (sql, ...values) =>
      sqlite
        ? sqlite.read((statements) => statements.all(sql, ...values))
        : client.$queryRawUnsafe<SqlRow[]>(sql, ...values),
    close: async () => {
      if (sqlite && !(await sqlite.emptyLog())) options.onLogKept?.();
      await client.$disconnect();
      // Prisma connects on its first query, which may never have happened.
      sqlite?.close();
    },
  };
}

async function newClientOn(adapter: SqlDriverAdapterFactory): Promise<PrismaClient> {
  const Client = await clientFor(adapter.provider);
  return new Client({ adapter });
}

type Client = new (options: { adapter: SqlDriverAdapterFactory }) => PrismaClient;

/** Prisma's client of a provider. Each takes half a megabyte, and a process needs one of the two. */
export async function clientFor(provider: SqlDriverAdapterFactory["provider"]): Promise<Client> {
  if (provider === "sqlite")
    return (await import("./generated/sqlite/client/client.ts")).PrismaClient;
  const { PrismaClient: Postgresql } = await import("./generated/postgresql/client/client.ts");
  // The two clients are generated from the same models: same methods, same rows.
  return Postgresql as unknown as Client;
}

async function postgresqlAdapter(url: string): Promise<SqlDriverAdapterFactory> {
  const { adapterOf } = await import("./postgresql.ts");
  return adapterOf(url);
}

const ATTEMPTS = 5;

async function lockHead(tx: Transaction): Promise<void> {
  await tx.$executeRaw`UPDATE "AuditHead" SET "sequence" = "sequence" WHERE "id" = 1`;
}

async function lockPerson(tx: Transaction, userId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "User" SET "name" = "name" WHERE "id" = ${userId}`;
}

async function runWork<T>(
  client: PrismaClient,
  lock: (tx: Transaction) => Promise<void>,
  work: (tx: Transaction) => Promise<T>,
  { timeout }: { readonly timeout: number } = { timeout: 20_000 },
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.$transaction(
        async (opened) => {
          await lock(opened);
          const { tx, written, lastLine } = watchRows(opened);
          const result = await work(tx);
          const rows = written();
          if (rows !== null) await appendRows(tx, rows, lastLine());
          return result;
        },
        { maxWait: 10_000, timeout },
      );
    } catch (error) {
      if (attempt >= ATTEMPTS || !isBusy(error)) throw error;
      await delay(50 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

/** Whether retrying the transaction may succeed: SQLite's lock, PostgreSQL's conflicts. */
export function isBusy(error: unknown): boolean {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : "";
  // P1008: SQLite stayed locked for the busy time-out; P2034: a conflict or a deadlock.
  return code === "P1008" || code === "P2034" || /SQLITE_BUSY/.test(messageOf(error));
}
