import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { releaseOfProgram } from "#server/cli/backup-command.ts";
import type { Database } from "#server/database/index.ts";
import type { Environment } from "#server/env.ts";
import type { Leases } from "#server/leases/index.ts";
import type { Log } from "#server/log.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { migrateDrafts } from "./drafts.ts";
import { createMigrator } from "./migrator.ts";

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
  readonly log: Log;
  readonly clock: () => Date;
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
}): Promise<void> {
  const { environment, database, leases, clock, workerUrl, failures } = parts;
  const older = await database.client.document.count({
    where: { schemaVersion: { lt: SCHEMA_VERSION } },
  });
  if (older === 0) return;
  const { databaseUrl, dataDir, storage, backupDir } = environment;
  const migrator = createMigrator({ workerUrl, failures });
  const backUp = async () => {
    // A start that has nothing to migrate does without.
    const { takeBackup } = await import("#server/backup/take.ts");
    const release = releaseOfProgram();
    const { folder } = await takeBackup({
      into: backupDir,
      databaseUrl,
      dataDir,
      storage,
      // Rewriting drafts touches no file, and a bucket's would take long.
      bucket: "listed",
      release,
      clock,
    });
    return folder;
  };
  try {
    await leases.whileLeased("drafts.migration", WAIT_LIMIT_MS, () =>
      migrateDrafts({ ...parts, migrator, backUp }),
    );
  } finally {
    await migrator.close();
  }
}
