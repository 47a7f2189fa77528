// `npm run backup -- FOLDER`: copies the workspace, while the server runs.
import { existsSync } from "node:fs";
import path from "node:path";
import { KEY_FILE } from "#server/encryption/index.ts";
import { takeBackup } from "#server/backup/take.ts";
import { folderAndSwitches, releaseOfProgram, runBackupCommand } from "./backup-command.ts";

const USAGE = `Backs up the workspace, while the server runs or not: its database and its files, in DATA_DIR and
where STORAGE_URL says.

  npm run backup -- FOLDER [--list-bucket]

  --list-bucket  with STORAGE_URL=s3://…: lists the files in the bucket with their hashes instead of
                 copying them; restoring such a backup reads each from the bucket and compares it

Makes one folder in FOLDER, named after the time. It is whole as soon as it has its name; one that
ends in ".unfinished" was interrupted and can be deleted. A backup holds drafts and password hashes:
keep it as you keep the server. PostgreSQL needs pg_dump and pg_restore, as new as its server.
DATABASE_URL, DATA_DIR and STORAGE_URL say where the workspace is, as for the server.`;

await runBackupCommand(async ({ databaseUrl, dataDir, storage, encryptionKeys }) => {
  const asked = folderAndSwitches(USAGE, ["list-bucket"]);
  if (!asked) {
    console.log(USAGE);
    return;
  }
  const { folder, manifest } = await takeBackup({
    into: asked.folder,
    databaseUrl,
    dataDir,
    storage,
    bucket: asked.given["list-bucket"] ? "listed" : "copied",
    release: releaseOfProgram(),
    clock: () => new Date(),
  });
  const { documents, record, database, files } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, database.bytes);
  console.log(
    `The backup is whole: ${folder}
Documents: ${documents}. Lines of the record: ${record.sequence}. Other files: ${files.length}. Size: ${(bytes / 1e6).toFixed(1)} MB.`,
  );
  if (encryptionKeys !== null || existsSync(path.join(dataDir, KEY_FILE))) {
    console.log(
      `It does NOT hold the key of what is encrypted (names to watch for): keep ${encryptionKeys === null ? path.join(dataDir, KEY_FILE) : "ENCRYPTION_KEY"} once, apart from the backups.`,
    );
  }
  if (manifest.listed) {
    console.log(
      `It lists ${manifest.listed.length} files that stay in the bucket, and does NOT hold them: keep the bucket's own copies as long as this backup.`,
    );
  }
});
