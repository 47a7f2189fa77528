// `npm run restore -- BACKUP`: restores a backup.
import path from "node:path";
import { restoreBackup, type RestoreOutcome } from "#server/backup/restore.ts";
import { KEY_FILE, knownKeys } from "#server/encryption/index.ts";
import { rootFolder } from "#server/root-folder.ts";
import { folderAndSwitches, runBackupCommand } from "./backup-command.ts";
import { CommandProblem } from "./workspace.ts";

const USAGE = `Restores a backup into an empty workspace. Stop the server first.

  npm run restore -- BACKUP [--replace] [--others-connected]

  BACKUP              the folder that the backup command printed
  --replace           also where people work already; what is there now is set aside, not deleted
  --others-connected  PostgreSQL: although other programs are connected to the database

DATABASE_URL, DATA_DIR and STORAGE_URL say where the workspace is, as for the server.`;

await runBackupCommand(async ({ databaseUrl, dataDir, storage, encryptionKeys }) => {
  const asked = folderAndSwitches(USAGE, ["replace", "others-connected"]);
  if (!asked) {
    console.log(USAGE);
    return;
  }
  const outcome = await restoreBackup({
    from: asked.folder,
    databaseUrl,
    dataDir,
    storage,
    migrationsFolder: path.join(rootFolder(), "prisma/migrations"),
    clock: () => new Date(),
    replace: asked.given.replace,
    othersConnected: asked.given["others-connected"],
  });
  console.log(outcomeSentences(outcome));
  if (knownKeys(encryptionKeys, dataDir).length === 0) {
    console.log(
      `Backups hold no key of what is encrypted (names to watch for): put it back as ${path.join(dataDir, KEY_FILE)} or ENCRYPTION_KEY before you start the server. Doctor says whether it is the right one.`,
    );
  }
  const { verdict } = outcome;
  if (!verdict.intact) {
    throw new CommandProblem(
      `But the record is broken at line ${verdict.sequence}, and was so in the backup. ${verdict.why}`,
    );
  }
  console.log(
    `The record is whole: ${verdict.head.sequence} lines, the last with the hash ${verdict.head.hash}.`,
  );
});

function outcomeSentences({ manifest, documents, setAside }: RestoreOutcome): string {
  return [
    `The workspace is as it was at ${manifest.takenAt}: ${documents} documents, ${manifest.files.length} other files.`,
    setAside === null ? null : `What was there before is kept as ${setAside}.`,
    `Everybody has to sign in again, programs need new tokens, guests new links, and webhooks are switched off. Pages that are still open don't write into the restored drafts; what they had not saved is offered to their writers.`,
    `Whatever happened since then is undone: people who were removed or given other roles, changed passwords, withdrawn invitations. Look at the people of each organization before you start the server for all.`,
  ]
    .filter((line) => line !== null)
    .join("\n");
}
