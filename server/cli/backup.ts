// `npm run backup -- FOLDER`: copies the workspace, while the server runs.
import { takeBackup } from "#server/backup/take.ts";
import { folderAndSwitches, releaseOfProgram, runBackupCommand } from "./backup-command.ts";

const USAGE = `Backs up the workspace, while the server runs or not: its database and its files, in DATA_DIR and
where STORAGE_URL says.

  npm run backup -- FOLDER

Makes one folder in FOLDER, named after the time. It is whole as soon as it has its name; one that
ends in ".unfinished" was interrupted and can be deleted. A backup holds drafts and password hashes:
keep it as you keep the server. PostgreSQL needs pg_dump and pg_restore, as new as its server.
DATABASE_URL, DATA_DIR and STORAGE_URL say where the workspace is, as for the server.`;

await runBackupCommand(async ({ databaseUrl, dataDir, blobsFolder }) => {
  const asked = folderAndSwitches(USAGE, []);
  if (!asked) {
    console.log(USAGE);
    return;
  }
  const { folder, manifest } = await takeBackup({
    into: asked.folder,
    databaseUrl,
    dataDir,
    blobsFolder,
    release: releaseOfProgram(),
    clock: () => new Date(),
  });
  const { documents, record, database, files } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, database.bytes);
  console.log(
    `The backup is whole: ${folder}
Documents: ${documents}. Lines of the record: ${record.sequence}. Other files: ${files.length}. Size: ${(bytes / 1e6).toFixed(1)} MB.`,
  );
});
