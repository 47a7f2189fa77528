// `npm run storage:move -- --to URL`: copies all files to another store.
import { messageOf } from "#server/message-of.ts";
import { parseArgs } from "node:util";
import { FOR_COMMANDS } from "#server/blobs/limits.ts";
import { areOnePlace, copyBlobs, NotStored, type MoveProgress } from "#server/blobs/move.ts";
import { openBlobs } from "#server/blobs/open.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import {
  isSameStorage,
  readStorageUrl,
  storageLabel,
  StorageUrlProblem,
  type Storage,
} from "#server/blobs/storage.ts";
import type { Environment } from "#server/env.ts";
import { makeWritableFolder } from "#server/folder.ts";
import { runBackupCommand } from "./backup-command.ts";
import { CommandProblem } from "./workspace.ts";

const USAGE = `Copies all files (exhibits, attachments, releases) from one store to another, and compares each with its
hash when it is there. The server may run meanwhile. Can be stopped and run again at any time: what is
there already is only compared.

  npm run storage:move -- --to URL [--from URL] [--delete-source]

  --to URL         a folder (file:/srv/files) or a bucket (s3://bucket/prefix?endpoint=…&region=…)
  --from URL       otherwise where STORAGE_URL says
  --delete-source  deletes from the source what the destination has, after all of it was compared;
                   only when STORAGE_URL names the destination already

  1. Run it while the server runs.
  2. Stop the server, run it again (only what is new is copied), set STORAGE_URL to the new address,
     and start the server.
  3. When you are sure: --from the old address --to the new one --delete-source.

Keys of a bucket are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as for the server.`;

/** Between two lines about the progress, in milliseconds. */
const TELL_MS = 5_000;

await runBackupCommand(async (environment) => {
  const asked = readArguments();
  if (asked === null) {
    console.log(USAGE);
    return;
  }
  const from =
    asked.from === undefined ? environment.storage : read(asked.from, "--from", environment);
  const to = read(asked.to, "--to", environment);
  if (isSameStorage(from, to)) {
    throw new CommandProblem(`The files are in ${storageLabel(to)} already. Nothing was done.`);
  }
  if (asked.deleteSource && !isSameStorage(environment.storage, to)) {
    throw new CommandProblem(
      `Nothing was done: the server uses ${storageLabel(environment.storage)}, as STORAGE_URL says, and would miss what is deleted there. Move without --delete-source, set STORAGE_URL to the new address, start the server, and run this again.`,
    );
  }
  if (to.kind === "folder") makeFolder(to.folder);
  await move(from, to, environment, asked.deleteSource);
});

async function move(
  from: Storage,
  to: Storage,
  { dataDir }: Environment,
  deleteSource: boolean,
): Promise<void> {
  const options = { dataDir, limits: FOR_COMMANDS };
  const source = await openBlobs(from, options);
  const destination = await openBlobs(to, options);
  console.log(`From ${storageLabel(from)} to ${storageLabel(to)}`);
  try {
    if (deleteSource && (await areOnePlace(source.blobs, destination.blobs))) {
      throw new CommandProblem(
        "Nothing was deleted: both addresses lead to one place, and the files would be gone.",
      );
    }
    const outcome = await copyBlobs(source.blobs, destination.blobs, tell());
    console.log(progressSentence(outcome));
    if (outcome.damaged.length > 0) {
      throw new CommandProblem(
        `${outcome.damaged.length} files are damaged where they lie and were NOT copied: ${outcome.damaged.slice(0, 5).join(", ")}. Nothing was deleted. Bring them back from a backup, and run this again.`,
      );
    }
    console.log(
      `All is there: ${outcome.there.length} files, each compared with its hash. ${deleteSource ? "" : "Nothing was deleted."}`.trim(),
    );
    if (!deleteSource) return;
    for (const sha256 of outcome.there) await source.blobs.delete(sha256);
    console.log(`${outcome.there.length} files were deleted from ${storageLabel(from)}.`);
  } catch (error) {
    if (error instanceof StorageProblem || error instanceof NotStored) {
      throw new CommandProblem(
        `${error.message} What was copied so far stays; run this again and it goes on.`,
      );
    }
    throw error;
  } finally {
    await Promise.all([source.close(), destination.close()]);
  }
}

function readArguments() {
  let parsed;
  try {
    parsed = parseArgs({
      args: process.argv.slice(2),
      options: {
        to: { type: "string" },
        from: { type: "string" },
        "delete-source": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new CommandProblem(`${messageOf(error)}\n\n${USAGE}`);
  }
  const { to, from, help, "delete-source": deleteSource } = parsed.values;
  if (help) return null;
  if (to === undefined) throw new CommandProblem(`Name where the files are to go.\n\n${USAGE}`);
  return { to, from, deleteSource };
}

function read(url: string, option: string, { dataDir }: Environment): Storage {
  try {
    return readStorageUrl(url, dataDir, process.env, option);
  } catch (error) {
    if (error instanceof StorageUrlProblem) throw new CommandProblem(error.message);
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    makeWritableFolder(folder);
  } catch (error) {
    throw new CommandProblem(
      `The folder ${folder} (--to) can't be written: ${messageOf(error)}. Choose another, or change its owner.`,
    );
  }
}

/** Prints the progress, at most every few seconds. */
function tell(): (progress: MoveProgress) => void {
  let last = performance.now();
  return (progress) => {
    if (performance.now() - last < TELL_MS) return;
    last = performance.now();
    console.log(progressSentence(progress));
  };
}

function progressSentence({ all, compared, copied, copiedBytes }: MoveProgress): string {
  return `${compared} of ${all} files are there and compared; ${copied} were copied now (${(copiedBytes / 1e6).toFixed(1)} MB).`;
}
