import { messageOf } from "#server/message-of.ts";
import pg from "pg";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { environmentFor, run, start, versionOf } from "./postgresql-programs.ts";
import { BackupProblem } from "./problem.ts";
import type { DatabaseDescription } from "./sqlite.ts";

/** The longest that a backup or a restore waits for another program's lock, in milliseconds. */
const LOCK_LIMIT_MS = 30_000;

/** The tables of the index of what is found: a backup holds them empty, and they are filled anew. */
const DERIVED_TABLES = ["SearchEntry", "SearchMark"];

/** The tables of this program, in any order. */
const OUR_TABLES: ReadonlySet<string> = new Set([
  ...Object.values(Prisma.ModelName),
  ...DERIVED_TABLES,
  "_prisma_migrations",
]);

/**
 * Writes a dump in PostgreSQL's custom format to a new file `to`, while servers keep writing. The
 * facts come from the same snapshot as the dump. Refuses programs older than the server.
 */
export async function dumpPostgresql(
  databaseUrl: string,
  to: string,
): Promise<DatabaseDescription> {
  const client = await connect(databaseUrl);
  try {
    const serverVersion = await majorVersion(client);
    const dumpVersion = await versionOf("pg_dump", serverVersion);
    await versionOf("pg_restore", dumpVersion);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    const description = { ...(await describeDatabase(client)), serverVersion, dumpVersion };
    const { rows } = await client.query<{ name: string }>("SELECT pg_export_snapshot() AS name");
    const environment = environmentFor(databaseUrl);
    await run(
      "pg_dump",
      [
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        "--no-password",
        "--table=public.*",
        ...DERIVED_TABLES.map((name) => `--exclude-table-data=public."${name}"`),
        `--snapshot=${rows[0]?.name}`,
        `--lock-wait-timeout=${LOCK_LIMIT_MS}`,
        `--file=${to}`,
      ],
      environment,
    );
    await client.query("COMMIT");
    await run("pg_restore", ["--list", to], environment);
    return description;
  } finally {
    await client.end();
  }
}

async function describeDatabase(
  client: pg.Client,
): Promise<Omit<DatabaseDescription, "serverVersion" | "dumpVersion">> {
  if (!(await tablesOf(client)).includes("AuditHead")) {
    throw new BackupProblem(
      "The database holds no workspace: the server was never started on it. There is nothing to back up.",
    );
  }
  const migrations = await client.query<{ name: string; checksum: string }>(
    `SELECT "migration_name" AS name, "checksum" FROM public."_prisma_migrations" ORDER BY 1`,
  );
  const head = await client.query<{ sequence: number; hash: string }>(
    `SELECT "sequence", "hash" FROM public."AuditHead"`,
  );
  const documents = await client.query<{ count: string }>(
    `SELECT count(*) AS count FROM public."Document"`,
  );
  return {
    migrations: migrations.rows.map(({ name, checksum }) => ({ name, checksum })),
    record: { sequence: head.rows[0]?.sequence ?? 0, hash: head.rows[0]?.hash ?? "" },
    documents: Number(documents.rows[0]?.count),
  };
}

/** The state of the database that a restore is to fill. */
interface PostgresqlTarget {
  readonly serverVersion: number;
  /** Our tables in it. */
  readonly tables: readonly string[];
  /** Whether it is in use: there are people or organizations. */
  readonly inUse: boolean;
  /** Other connections, each by the name of its program. */
  readonly others: readonly string[];
}

/**
 * Inspects the database that a restore is to fill; refuses one that is shared with other programs.
 */
export async function inspectTarget(databaseUrl: string): Promise<PostgresqlTarget> {
  const client = await connect(databaseUrl);
  try {
    const serverVersion = await majorVersion(client);
    const tables = await tablesOf(client);
    const strange = tables.filter((name) => !OUR_TABLES.has(name));
    if (strange.length > 0) {
      throw new BackupProblem(
        `The database holds tables of another program or release: ${strange.slice(0, 5).join(", ")}. Nothing was changed. Make a database of its own ("createdb") and name it in DATABASE_URL.`,
      );
    }
    const inUse =
      tables.includes("User") &&
      (
        await client.query<{ found: boolean }>(
          `SELECT EXISTS (SELECT FROM public."User") OR EXISTS (SELECT FROM public."Organization") AS found`,
        )
      ).rows[0]?.found === true;
    const others = await client.query<{ name: string }>(
      `SELECT coalesce(nullif(application_name, ''), 'a program without a name') AS name FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    return { serverVersion, tables, inUse, others: others.rows.map(({ name }) => name) };
  } finally {
    await client.end();
  }
}

/**
 * Fills the database from a dump, in one transaction: drops the existing tables (or moves them to
 * the schema `setAside`, where given), restores the dump, and runs `last`. All or nothing.
 */
export async function restorePostgresql(
  databaseUrl: string,
  dump: string,
  { target, setAside, last }: { target: PostgresqlTarget; setAside: string | null; last: string },
): Promise<void> {
  const environment = environmentFor(databaseUrl);
  const psql = start(
    "psql",
    ["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--file=-"],
    environment,
    ["pipe", "ignore"],
  );
  const input = psql.child.stdin as Writable;
  // When psql stops at an error, writing the rest fails; `ended` has the reason.
  input.on("error", () => undefined);
  psql.ended.catch(() => undefined);
  input.write(
    [
      "BEGIN;",
      `SET LOCAL lock_timeout = ${LOCK_LIMIT_MS};`,
      ...clearStatements(target.tables, setAside),
    ]
      .map((line) => `${line}\n`)
      .join(""),
  );
  const source = start(
    "pg_restore",
    ["--no-owner", "--no-privileges", "--file=-", dump],
    environment,
    ["ignore", "pipe"],
  );
  const [copied] = await Promise.allSettled([
    source.ended,
    copyStream(source.child.stdout as Readable, input, psql.ended, target.serverVersion),
  ]);
  // Without COMMIT, psql's end rolls everything back.
  if (copied.status === "fulfilled") input.write(`${last};\nCOMMIT;\n`);
  input.end();
  await psql.ended;
  if (copied.status === "rejected") throw copied.reason;
}

function clearStatements(tables: readonly string[], setAside: string | null): string[] {
  if (tables.length === 0) return [];
  const names = tables.map((name) => `public."${name}"`);
  if (setAside === null) return [`DROP TABLE ${names.join(", ")} CASCADE;`];
  return [
    `CREATE SCHEMA "${setAside}";`,
    ...names.map((name) => `ALTER TABLE ${name} SET SCHEMA "${setAside}";`),
  ];
}

/** Forwards the script; gives up when its reader is gone. */
async function copyStream(
  script: Readable,
  input: Writable,
  readerEnded: Promise<void>,
  serverVersion: number,
): Promise<void> {
  let isGone = false;
  const gone = readerEnded.then(
    () => void (isGone = true),
    () => void (isGone = true),
  );
  let isFirst = true;
  for await (const chunk of script) {
    if (isGone) continue;
    const text: Buffer = chunk;
    // Version 17 writes a setting at the start that older servers don't know.
    const piece = isFirst && serverVersion < 17 ? withoutTransactionTimeout(text) : text;
    isFirst = false;
    if (!input.write(piece)) await Promise.race([once(input, "drain"), gone]);
  }
}

function withoutTransactionTimeout(head: Buffer): Buffer {
  return Buffer.from(
    head.toString("latin1").replace("SET transaction_timeout = 0;\n", ""),
    "latin1",
  );
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: "coalition-desk backup",
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new BackupProblem(
      `PostgreSQL can't be reached at DATABASE_URL: ${messageOf(error) || "no answer"}. Is it running, and are name and password right?`,
    );
  }
}

async function majorVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ number: string }>(
    "SELECT current_setting('server_version_num') AS number",
  );
  return Math.floor(Number(rows[0]?.number) / 10_000);
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}
