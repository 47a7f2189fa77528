import { messageOf } from "#server/message-of.ts";
import { hostname } from "node:os";
import { Gauge, type Registry } from "prom-client";
import type { Database } from "#server/database/index.ts";
import {
  EXPANDS,
  liveProcesses as liveIn,
  newerSchema,
  PROCESS_DEAD_MS,
  registration,
  type LiveProcess,
  type OpeningProgram,
  type RunStatement,
} from "#server/database/program.ts";
import { databaseTime } from "#server/database/time.ts";
import type { Log } from "#server/log.ts";
import type { Scheduler } from "#server/scheduler.ts";

/** How often a process renews its row; SQLite syncs each write to disk, and has one process. */
const RENEWAL_MS = { postgresql: 5_000, sqlite: 10_000 } as const;

/** The machine's name and the process's number there. */
export function processLabel(): string {
  const machine = hostname()
    .replaceAll(/[^\w.-]/gu, "")
    .slice(0, 60);
  return `${machine || "machine"}:${process.pid}`;
}

/** This process among those on its database. */
export interface OwnProcess {
  readonly id: string;
  /** Why this process may not serve any more, as a sentence; null while it may. */
  problem(): string | null;
  /** Whether the row was written in the last so many milliseconds. */
  hasWritten(withinMs: number): boolean;
  /** Renews the row, and looks whether the database became newer. */
  renew(): Promise<void>;
  /** Removes the row, so that nobody waits for it. */
  stop(): Promise<void>;
}

/**
 * Renews the row of this process, which opening the database has written; removes those of dead
 * ones. A process whose database became newer than its release says so, and serves no more (R30).
 */
export async function startProcess({
  database,
  program,
  scheduler,
  log,
  metrics,
}: {
  readonly database: Pick<Database, "client" | "provider">;
  readonly program: OpeningProgram & Required<Pick<OpeningProgram, "process">>;
  readonly scheduler: Scheduler;
  readonly log: Pick<Log, "error" | "warn" | "info">;
  readonly metrics?: Registry;
}): Promise<OwnProcess> {
  const { provider, client } = database;
  const run = statementsOf(database);
  const time = databaseTime(provider);
  const [insert = ""] = registration(provider, program, program.process);
  const known = new Set(await contractingMigrations(run));
  let problem: string | null = null;
  let renewing: Promise<void> | null = null;
  let isStopped = false;
  let lastWritten = -Infinity;

  async function renewOnce(): Promise<void> {
    const reason = await newerThan(run, program.schemaVersion, known);
    if (reason !== null && problem === null) log.error({ why: reason }, "this process is too old");
    problem = reason;
    if (isStopped) return;
    await client.$executeRawUnsafe(insert);
    lastWritten = scheduler.now();
    await client.$executeRawUnsafe(
      `DELETE FROM "Process" WHERE "seenAt" <= ${time.at(-PROCESS_DEAD_MS)}`,
    );
  }

  const renew = () =>
    (renewing ??= renewOnce()
      // Readiness asks the database itself; the next renewal comes in seconds.
      .catch((error: unknown) => log.warn({ why: messageOf(error) }, "the process was not renewed"))
      .finally(() => (renewing = null)));

  if (metrics) registerGauge(metrics, () => liveProcesses(database));
  const callOff = scheduler.every(RENEWAL_MS[provider], () => void renew());
  await renew();
  return {
    id: program.process.id,
    problem: () => problem,
    hasWritten: (withinMs) => scheduler.now() - lastWritten < withinMs,
    renew,
    async stop() {
      isStopped = true;
      callOff();
      await renewing;
      await client.process
        .deleteMany({ where: { id: program.process.id } })
        .catch((error: unknown) => log.warn({ why: messageOf(error) }, "the process's row stays"));
    },
  };
}

/** The processes that were heard of within PROCESS_DEAD_MS, the first one first. */
export function liveProcesses(
  database: Pick<Database, "client" | "provider">,
): Promise<LiveProcess[]> {
  return liveIn(statementsOf(database), database.provider);
}

function statementsOf({ client }: Pick<Database, "client">): RunStatement {
  return (sql) => client.$queryRawUnsafe<Record<string, unknown>[]>(sql);
}

async function newerThan(
  run: RunStatement,
  schemaVersion: number,
  known: ReadonlySet<string>,
): Promise<string | null> {
  const [served] = await run(`SELECT "version" FROM "ServedSchema" WHERE "id" = 1`);
  const version = Number(served?.["version"] ?? 0);
  if (version > schemaVersion) return newerSchema(version, schemaVersion);
  const name = (await contractingMigrations(run)).find((applied) => !known.has(applied));
  return name === undefined
    ? null
    : `The database got the migration "${name}", beside which this release can't go on. Start the newer version.`;
}

async function contractingMigrations(run: RunStatement): Promise<string[]> {
  const rows = await run(
    `SELECT "migration_name" AS name FROM "_prisma_migrations" WHERE "logs" IS NULL OR "logs" <> '${EXPANDS}'`,
  );
  return rows.map(({ name }) => String(name));
}

function registerGauge(registry: Registry, live: () => Promise<LiveProcess[]>): void {
  const gauge = new Gauge({
    name: "cluster_processes",
    help: "Processes that serve this database",
    registers: [],
    async collect() {
      // Without an answer of the database it keeps its value.
      await live().then(
        ({ length }) => this.set(length),
        () => undefined,
      );
    },
  });
  registry.registerMetric(gauge);
}
