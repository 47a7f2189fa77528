import { takeBackup } from "#server/backup/take.ts";
import { releaseOfProgram } from "#server/cli/backup-command.ts";
import type { Database } from "#server/database/index.ts";
import type { Environment } from "#server/env.ts";
import type { Log } from "#server/log.ts";
import { migrateDrafts } from "./drafts.ts";
import { createMigrator } from "./migrator.ts";

/**
 * Migrates drafts of an older schema to that of this release, before anybody can open one (F12).
 * Takes a backup first if there are any. `workerUrl` is worker.ts where tsx runs the server, its
 * bundle in production.
 */
export async function migrateAtStart(parts: {
  readonly environment: Pick<Environment, "databaseUrl" | "dataDir" | "storage" | "backupDir">;
  readonly database: Database;
  readonly log: Log;
  readonly clock: () => Date;
  readonly workerUrl: URL;
}): Promise<void> {
  const { environment, clock, workerUrl } = parts;
  const { databaseUrl, dataDir, storage, backupDir } = environment;
  const migrator = createMigrator({ workerUrl });
  const backUp = async () => {
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
    await migrateDrafts({ ...parts, migrator, backUp });
  } finally {
    await migrator.close();
  }
}
