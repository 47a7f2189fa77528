import { messageOf } from "#server/message-of.ts";
import { createClient } from "@libsql/client";
import { existsSync } from "node:fs";
import pg from "pg";
import { checksumOf } from "#server/database/draft-checksum.ts";
import { filePathOf } from "#server/database/file-path.ts";
import { providerOf } from "#server/database/index.ts";
import { pendingMigrations, readMigrations } from "#server/database/migrations.ts";
import { DatabaseProblem } from "#server/database/problem.ts";
import {
  hasProcessTables,
  isExpanding,
  liveProcesses,
  newerSchema,
  type LiveProcess,
  type RunStatement,
} from "#server/database/program.ts";
import { compareClocks } from "./clocks.ts";
import { checkEncryptionKey, type KeyPlaces } from "./encryption-key.ts";
import { failed, lineOf, ok, skipped, warning, type Check, type DoctorFinding } from "./finding.ts";
import { checkPasskeys } from "./passkeys.ts";
import { checkWaysIn } from "./ways-in.ts";

/** Connections of a process: its pool, and one that listens. */
const CONNECTIONS_OF_PROCESS = 11;
const STATEMENT_MS = 10_000;
const OLDEST_POSTGRESQL = 14;

interface DatabaseChecks {
  readonly checks: readonly (readonly [string, Check])[];
  close(): Promise<void>;
}

/** Checks that change nothing: neither is a database made, nor one migrated. */
export function databaseChecks(options: {
  readonly url: string;
  /** Where processes listen: past a pooler. */
  readonly listenUrl: string;
  readonly migrationsFolder: string;
  readonly schemaVersion: number;
  readonly keys: KeyPlaces;
  /** The address that people use (APP_URL); null where it is not set. */
  readonly appUrl: string | null;
}): DatabaseChecks {
  const provider = providerOf(options.url);
  let run: RunStatement | null = null;
  let close: () => Promise<void> = async () => undefined;
  const needed =
    (check: (run: RunStatement) => Promise<DoctorFinding>): Check =>
    async () =>
      run ? check(run) : skipped("The database does not answer.");

  const reach: Check = async () => {
    try {
      const opened =
        provider === "sqlite" ? openSqlite(options.url) : await openPostgresql(options.url);
      run = opened.run;
      close = opened.close;
      return await version(run, provider);
    } catch (error) {
      run = null;
      return failed(
        `The database at DATABASE_URL can't be used: ${lineOf(error)}.`,
        "Start it, or mend DATABASE_URL; this machine must be let in with that name and password.",
      );
    }
  };
  const parts = { ...options, provider };
  return {
    checks: [
      ["database", reach],
      ["migrations", needed((statements) => migrations(statements, parts))],
      ["damage", needed((statements) => damage(statements, parts))],
      ["encryption key", needed((statements) => checkEncryptionKey(statements, parts))],
      ["passkeys", needed((statements) => checkPasskeys(statements, parts))],
      ["ways in", needed((statements) => checkWaysIn(statements, parts))],
      ["database clock", needed((statements) => clock(statements, provider))],
      ["processes", needed((statements) => processes(statements, parts))],
      ["connections", needed((statements) => connections(statements, provider))],
      [
        "listen",
        async () =>
          provider === "sqlite"
            ? skipped("SQLite has one process, which needs to hear of no other.")
            : await listens(options.listenUrl, options.url),
      ],
    ],
    close: () => close(),
  };
}

function openSqlite(url: string) {
  const file = filePathOf(url);
  if (!existsSync(file)) throw new DatabaseProblem(`there is no file ${file}`);
  const client = createClient({ url, timeout: 1_000 });
  return {
    run: async (sql: string) => (await client.execute(sql)).rows,
    close: async () => client.close(),
  };
}

async function openPostgresql(url: string) {
  const client = new pg.Client({
    connectionString: url,
    application_name: "coalition-desk doctor",
    connectionTimeoutMillis: STATEMENT_MS,
    query_timeout: STATEMENT_MS,
  });
  client.on("error", () => undefined);
  await client.connect();
  return {
    run: async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows,
    close: () => client.end(),
  };
}

async function version(
  run: RunStatement,
  provider: "sqlite" | "postgresql",
): Promise<DoctorFinding> {
  if (provider === "sqlite") {
    const [row] = await run("SELECT sqlite_version() AS version");
    return ok(`SQLite ${String(row?.["version"])} answers.`);
  }
  const [row] = await run("SELECT current_setting('server_version') AS version");
  const name = `PostgreSQL ${String(row?.["version"])}`;
  return Number.parseInt(String(row?.["version"]), 10) < OLDEST_POSTGRESQL
    ? warning(`${name} answers.`, `Move to ${OLDEST_POSTGRESQL} or later: it gets no more mending.`)
    : ok(`${name} answers.`);
}

interface MigrationCheck {
  readonly provider: "sqlite" | "postgresql";
  readonly migrationsFolder: string;
  readonly schemaVersion: number;
}

async function migrations(run: RunStatement, parts: MigrationCheck): Promise<DoctorFinding> {
  const { provider, migrationsFolder, schemaVersion } = parts;
  const known = readMigrations(migrationsFolder, provider);
  const table =
    provider === "sqlite"
      ? `SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'`
      : `SELECT 1 WHERE to_regclass('"_prisma_migrations"') IS NOT NULL`;
  if ((await run(table)).length === 0) {
    return warning(
      "The database is empty.",
      "Set the workspace up: start the server, which prints a token for it, or run npm run setup.",
    );
  }
  const applied = (
    await run(
      `SELECT "migration_name" AS name, "checksum" AS checksum, "logs" AS logs FROM "_prisma_migrations"`,
    )
  ).map((row) => ({
    name: String(row["name"]),
    checksum: String(row["checksum"]),
    logs: row["logs"] === null ? null : String(row["logs"]),
  }));
  try {
    const pending = pendingMigrations(known, applied);
    if (await hasProcessTables(run, provider)) {
      const [served] = await run(`SELECT "version" FROM "ServedSchema" WHERE "id" = 1`);
      const theirs = Number(served?.["version"] ?? 0);
      if (theirs > schemaVersion) {
        return failed(newerSchema(theirs, schemaVersion), "Start the newer release.");
      }
    }
    if (pending.length === 0) return ok("All migrations of this release are there.");
    const stop = pending.some((migration) => !isExpanding(migration));
    return warning(
      `${pending.length} migrations of this release wait: ${pending.map(({ name }) => name).join(", ")}.`,
      stop
        ? "Stop every process of the earlier release, then start this one, which applies them."
        : "Start this release, which applies them; processes of the earlier one may go on meanwhile.",
    );
  } catch (error) {
    if (!(error instanceof DatabaseProblem)) throw error;
    return failed(messageOf(error), "Start the release that the database belongs to.");
  }
}

/** Rows of drafts per query. */
const DRAFT_ROWS = 200;

/** Looks for what a disk or a hand has changed: in SQLite's pages, and in the rows of drafts. */
async function damage(run: RunStatement, { provider }: MigrationCheck): Promise<DoctorFinding> {
  const todo = "Stop the server and restore the last backup; keep the damaged files.";
  if (provider === "sqlite") {
    const found = await run("PRAGMA quick_check(10)").then(
      (rows) => rows.map((row) => String(row["quick_check"])),
      // A page that even the check needs.
      (error: unknown) => [lineOf(error)],
    );
    if (found.join() !== "ok") {
      return failed(`SQLite's quick_check finds damage: ${found.join("; ")}.`, todo);
    }
  }
  if (!(await hasProcessTables(run, provider))) return skipped("The database is empty.");
  const damaged: string[] = [];
  for (const table of ["DraftBase", "DraftUpdate"]) {
    let [documentId, sequence] = ["", 0];
    for (;;) {
      const rows = await run(
        `SELECT "documentId", "sequence", "bytes", "checksum" FROM "${table}"
          WHERE ("documentId", "sequence") > ('${documentId.replaceAll("'", "''")}', ${sequence})
          ORDER BY "documentId", "sequence" LIMIT ${DRAFT_ROWS}`,
      );
      for (const row of rows) {
        [documentId, sequence] = [String(row["documentId"]), Number(row["sequence"])];
        if (isDamaged(row)) damaged.push(`draft ${documentId}, row ${sequence}`);
      }
      if (rows.length < DRAFT_ROWS) break;
    }
  }
  const checksums = provider === "sqlite" ? null : await run("SHOW data_checksums");
  if (damaged.length > 0) {
    return failed(`Damaged: ${damaged.slice(0, 10).join("; ")} (${damaged.length} in all).`, todo);
  }
  if (checksums && Object.values(checksums[0] ?? {})[0] !== "on") {
    return warning(
      "No row of a draft is damaged, but PostgreSQL keeps no checksums of its pages.",
      "Stop it, and run pg_checksums --enable.",
    );
  }
  return ok("Nothing is damaged: pages and the rows of drafts are as they were written.");
}

function isDamaged({ bytes, checksum }: Record<string, unknown>): boolean {
  if (checksum === null || checksum === undefined) return false;
  const stored = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : (bytes as Uint8Array);
  return checksumOf(stored) !== Number(checksum);
}

async function clock(run: RunStatement, provider: "sqlite" | "postgresql"): Promise<DoctorFinding> {
  if (provider === "sqlite") return skipped("SQLite goes by the clock of this machine.");
  const asked = Date.now();
  const [row] = await run(`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at`);
  const answered = Date.now();
  return compareClocks("The clock of the database", new Date(Number(row?.["at"])), {
    asked,
    answered,
    resolution: 1,
  });
}

async function processes(run: RunStatement, parts: MigrationCheck): Promise<DoctorFinding> {
  if (!(await hasProcessTables(run, parts.provider))) {
    return skipped("The database is empty.");
  }
  const live = await liveProcesses(run, parts.provider);
  if (live.length === 0) {
    return warning("No server runs on this database.", "Start it (npm start).");
  }
  const releases = new Set(live.map(({ release }) => release));
  const schemas = new Set(live.map(({ schemaVersion }) => schemaVersion));
  const says = `Servers on this database: ${live.map(processLabel).join(", ")}.`;
  if (schemas.size > 1) {
    return failed(says, "Stop those of the lower schema at once: drafts are in a newer form.");
  }
  if (releases.size > 1) {
    return warning(says, "Two releases side by side are for an upgrade: finish it.");
  }
  if (parts.provider === "sqlite" && live.length > 1) {
    return failed(says, "SQLite is for one process: stop the others, or move to PostgreSQL.");
  }
  return ok(says);
}

function processLabel({ label, release, schemaVersion }: LiveProcess): string {
  return `${label} (${release}, schema ${schemaVersion})`;
}

async function connections(
  run: RunStatement,
  provider: "sqlite" | "postgresql",
): Promise<DoctorFinding> {
  if (provider === "sqlite") return skipped("SQLite has one process.");
  const [row] = await run(
    `SELECT current_setting('max_connections')::int AS most,
      current_setting('superuser_reserved_connections')::int AS reserved,
      (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int AS used`,
  );
  const most = Number(row?.["most"]) - Number(row?.["reserved"]);
  const used = Number(row?.["used"]);
  const servers = (await hasProcessTables(run, provider))
    ? (await liveProcesses(run, provider)).length
    : 1;
  const needed = Math.max(servers, 1) * CONNECTIONS_OF_PROCESS;
  const says = `PostgreSQL lets in ${most} connections (max_connections), ${used} are open; ${Math.max(servers, 1)} server processes open up to ${needed}.`;
  const todo = "Raise max_connections, run fewer processes, or put a pooler in between.";
  if (needed > most) return failed(says, todo);
  return needed > most * 0.8 || used > most * 0.9 ? warning(says, todo) : ok(says);
}

const HEARD_WITHIN_MS = 3_000;

/** Whether what is told on one connection is heard on another: not through every pooler. */
async function listens(listenUrl: string, url: string): Promise<DoctorFinding> {
  const channel = `doctor_${process.pid}_${Date.now()}`;
  const listener = new pg.Client({
    connectionString: listenUrl,
    connectionTimeoutMillis: STATEMENT_MS,
    query_timeout: STATEMENT_MS,
  });
  listener.on("error", () => undefined);
  const { run, close } = await openPostgresql(url);
  try {
    await listener.connect();
    await listener.query(`LISTEN ${channel}`);
    let timer: NodeJS.Timeout | undefined;
    const heard = new Promise<boolean>((resolve) => {
      listener.on("notification", () => resolve(true));
      timer = setTimeout(() => resolve(false), HEARD_WITHIN_MS);
    });
    await run(`NOTIFY ${channel}`);
    const isHeard = await heard;
    clearTimeout(timer);
    return isHeard
      ? ok("What one connection tells (NOTIFY), another hears (LISTEN).")
      : failed(
          `What one connection told (NOTIFY), another did not hear (LISTEN) within ${HEARD_WITHIN_MS / 1000} seconds: a pooler in transaction mode stands in between.`,
          "Set LISTEN_DATABASE_URL to PostgreSQL itself, past the pooler; until then, other processes' words come up to a second later.",
        );
  } finally {
    await Promise.allSettled([listener.end(), close()]);
  }
}
