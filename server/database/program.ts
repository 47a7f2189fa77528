import { DatabaseProblem } from "./problem.ts";
import { databaseTime } from "./time.ts";
import type { DatabaseProvider, Migration } from "./migration.ts";

/** The program that opens the database: a server process, or a command. */
export interface OpeningProgram {
  /** SCHEMA_VERSION of its release. */
  readonly schemaVersion: number;
  /** A server process is registered while the lock on migrations is held; commands are not. */
  readonly process?: RegisteredProcess;
  /** Called once where another process brings the database up to date, and this one waits for it. */
  readonly onWaiting?: () => void;
}

interface RegisteredProcess {
  readonly id: string;
  readonly release: string;
  /** The machine's name and the process's number there. */
  readonly label: string;
}

/** A process that renewed its row within PROCESS_DEAD_MS. */
export interface LiveProcess extends RegisteredProcess {
  readonly schemaVersion: number;
}

/** A process that was not heard of for so long is dead, in milliseconds. */
export const PROCESS_DEAD_MS = 30_000;

/** Runs one statement and returns its rows: of either database, before Prisma is there. */
export type RunStatement = (sql: string) => Promise<readonly Record<string, unknown>[]>;

/**
 * Whether earlier releases can go on beside a migration (R30): it only adds what they need not know,
 * which its statements tell, or a comment of its script: "-- Earlier releases go on: why", or
 * "-- Earlier releases must stop: why".
 */
export function isExpanding({ sql }: Pick<Migration, "sql">): boolean {
  if (/^-- Earlier releases must stop: \S/mu.test(sql)) return false;
  if (/^-- Earlier releases go on: \S/mu.test(sql)) return true;
  const made = new Set<string>();
  return statementsOf(sql).every((statement) => {
    const table = /^CREATE (?:UNLOGGED )?TABLE "(\w+)"/u.exec(statement)?.[1];
    if (table !== undefined) return made.add(table) !== undefined;
    if (statement.startsWith("CREATE INDEX ")) return true;
    const changed = /^(?:ALTER TABLE|CREATE UNIQUE INDEX "\w+" ON) "(\w+)"/u.exec(statement)?.[1];
    if (changed !== undefined && made.has(changed)) return true;
    const [, columns] = /^ALTER TABLE "\w+"\s+(ADD COLUMN [^]*)$/u.exec(statement) ?? [];
    return columns?.split(/,\s*(?=ADD|DROP|ALTER|RENAME)/u).every(isOptionalColumn) ?? false;
  });
}

/** Statements of earlier releases don't name it. */
function isOptionalColumn(clause: string): boolean {
  return clause.startsWith("ADD COLUMN") && (!/NOT NULL/u.test(clause) || /DEFAULT/u.test(clause));
}

function statementsOf(sql: string): string[] {
  return sql
    .replaceAll(/--[^\n]*/gu, "")
    .split(";")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}

/** The mark of such a migration in `_prisma_migrations`, for releases that don't know it. */
export const EXPANDS = "expands";

export async function hasProcessTables(
  run: RunStatement,
  provider: DatabaseProvider,
): Promise<boolean> {
  const rows = await run(
    provider === "sqlite"
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'ServedSchema'`
      : `SELECT 1 AS name WHERE to_regclass('"ServedSchema"') IS NOT NULL`,
  );
  return rows.length > 0;
}

/** Refuses what must not run beside what is running, or on what a newer release made (R30). */
export async function checkProgram(
  run: RunStatement,
  provider: DatabaseProvider,
  program: OpeningProgram,
  pending: readonly Migration[],
): Promise<void> {
  const { schemaVersion } = program;
  const [served] = await run(`SELECT "version" FROM "ServedSchema" WHERE "id" = 1`);
  if (served && Number(served["version"]) > schemaVersion) {
    throw new DatabaseProblem(newerSchema(Number(served["version"]), schemaVersion));
  }
  const live = (await liveProcesses(run, provider)).filter(({ id }) => id !== program.process?.id);
  const older = live.filter((other) => other.schemaVersion < schemaVersion);
  if (older.length > 0) {
    throw new DatabaseProblem(
      `This release keeps drafts in a new form (schema ${schemaVersion}), which earlier ones can't read, and of those there run: ${processesText(older)}. ${STOP_THEM}`,
    );
  }
  const contracting = pending.filter((migration) => !isExpanding(migration));
  if (contracting.length > 0 && live.length > 0) {
    throw new DatabaseProblem(
      `The migration ${contracting.map(({ name }) => `"${name}"`).join(", ")} is one beside which earlier releases can't go on, and of those there run: ${processesText(live)}. ${STOP_THEM}`,
    );
  }
}

const STOP_THEM = `Stop them all, then start this one; a process that was killed counts for ${PROCESS_DEAD_MS / 1000} seconds. Nothing was changed.`;

export function newerSchema(theirs: number, ours: number): string {
  return `The drafts of this database have the form of a newer release (schema ${theirs}; this program knows ${ours}). Start the newer version, or restore a backup made before the upgrade. Nothing was changed.`;
}

export async function liveProcesses(
  run: RunStatement,
  provider: DatabaseProvider,
): Promise<LiveProcess[]> {
  const rows = await run(
    `SELECT "id", "release", "label", "schemaVersion" FROM "Process"
      WHERE "seenAt" > ${databaseTime(provider).at(-PROCESS_DEAD_MS)} ORDER BY "startedAt", "id"`,
  );
  return rows.map((row) => ({
    id: String(row["id"]),
    release: String(row["release"]),
    label: String(row["label"]),
    schemaVersion: Number(row["schemaVersion"]),
  }));
}

function processesText(processes: readonly LiveProcess[]): string {
  const shown = processes
    .slice(0, 5)
    .map(({ label, release, schemaVersion }) => `${label} (${release}, schema ${schemaVersion})`);
  const more = processes.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}

/** The statements that register a process, or renew its row, and keep what it serves. */
export function registration(
  provider: DatabaseProvider,
  { schemaVersion }: OpeningProgram,
  { id, release, label }: RegisteredProcess,
): string[] {
  const now = databaseTime(provider).at(0);
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
  return [
    `INSERT INTO "Process" ("id", "release", "schemaVersion", "label", "startedAt", "seenAt")
      VALUES (${text(id)}, ${text(release)}, ${schemaVersion}, ${text(label)}, ${now}, ${now})
      ON CONFLICT ("id") DO UPDATE SET "seenAt" = ${now}`,
    `INSERT INTO "ServedSchema" ("id", "version") VALUES (1, ${schemaVersion})
      ON CONFLICT ("id") DO UPDATE SET "version" = ${schemaVersion}
      WHERE "ServedSchema"."version" < ${schemaVersion}`,
  ];
}
