import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { releaseOfProgram } from "#server/cli/backup-command.ts";
import type { Database } from "#server/database/index.ts";
import type { Environment } from "#server/env.ts";
import type { Leases } from "#server/leases/index.ts";
import type { Log } from "#server/log.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { migrateDrafts } from "./drafts.ts";
import type { MigratedBytes, OlderDraft } from "./migrate-draft.ts";

/** How long a process that starts waits for another one that migrates drafts. */
const WAIT_LIMIT_MS = 60 * 60_000;

/**
 * Migrates drafts of an older schema to that of this release, before anybody can open one (F12).
 * Takes a backup first if there are any. Of several processes that start at once, one does it, and
 * the others wait. `workerUrl` is worker.ts where tsx runs the server, its
 * bundle in production.
 */
export async function migrateAtStart(parts: {
  readonly environment: Pick<Environment, "databaseUrl" | "dataDir" | "storage" | "backupDir">;
  readonly database: Database;
  readonly leases: Pick<Leases, "whileLeased">;
  readonly log: Pick<Log, "info" | "warn" | "error">;
  readonly clock: () => Date;
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
}): Promise<void> {
  const { environment, database, leases, clock, workerUrl, failures } = parts;
  const older = await database.client.document.count({
    where: { schemaVersion: { lt: SCHEMA_VERSION } },
  });
  if (older === 0) return;
  const pool = createWorkerPool<OlderDraft, MigratedBytes>({
    name: "migration",
    failures,
    url: workerUrl,
    // A process of its own, so that a draft that exhausts memory does not affect the server.
    runtime: "process",
    waiting: { inAll: Infinity, ofOne: Infinity },
    timeLimitMs: 5 * 60_000,
    idleMs: 5_000,
    afterError: "keep",
  });
  const migrate = async (draft: OlderDraft): Promise<MigratedBytes> => {
    const migrated = await pool.run(draft);
    if (migrated.ok) return migrated.value;
    const { code } = migrated.refusal;
    if (code === "too-costly" || code === "crashed") {
      return { reason: `the worker's answer was “${code}”` };
    }
    // No draft's fault: the start ends, and the next tries again.
    throw new Error(`No draft could be migrated: the worker's answer was “${code}”.`);
  };
  const backUp = async () => {
    // A start that has nothing to migrate does without.
    const { takeBackup } = await import("#server/backup/take.ts");
    const { databaseUrl, dataDir, storage, backupDir: into } = environment;
    const { folder } = await takeBackup({
      into,
      databaseUrl,
      dataDir,
      storage,
      // Rewriting drafts touches no file, and a bucket's would take long.
      bucket: "listed",
      release: releaseOfProgram(),
      clock,
    });
    return folder;
  };
  try {
    await leases.whileLeased("drafts.migration", WAIT_LIMIT_MS, () =>
      migrateDrafts({ ...parts, migrate, backUp }),
    );
  } finally {
    await pool.close();
  }
}
