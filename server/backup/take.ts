import { messageOf } from "#server/message-of.ts";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { providerOf } from "#server/database/index.ts";
import { beforeFirstRelease } from "#server/database/migrations.ts";
import {
  copyDurably,
  fingerprint,
  syncFolders,
  syncToDisk,
  writeDurably,
} from "./durable-files.ts";
import { keptFiles, type FilePlaces } from "./kept-files.ts";
import { openBlobs } from "#server/blobs/open.ts";
import { FOR_COMMANDS } from "#server/blobs/limits.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import { copyStoredBlobs, listStoredBlobs } from "./stored-blobs.ts";
import {
  FORMAT,
  FORMAT_LISTING,
  MANIFEST_FILE,
  UNFINISHED,
  type BackedUpFile,
  type Manifest,
} from "./manifest.ts";
import { dumpPostgresql } from "./postgresql.ts";
import { BackupProblem } from "./problem.ts";
import { filePathOf } from "#server/database/file-path.ts";
import { snapshotSqlite } from "./sqlite.ts";

interface BackupOptions extends FilePlaces {
  /** The folder that holds the backups; this one becomes a folder in it. */
  readonly into: string;
  readonly databaseUrl: string;
  /** The release that makes it. */
  readonly release: string;
  readonly clock: () => Date;
  /**
   * Whether files in a bucket are copied into the backup, or only listed with their hashes. Those
   * in a folder are always copied.
   */
  readonly bucket?: "copied" | "listed";
}

/** A time as part of a name: 20260105T090000Z. */
export function stampOf(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, "");
}

/** The file of the database inside a backup. */
const DATABASE_FILE = { sqlite: "database.sqlite", postgresql: "database.pgdump" } as const;
export const FILES_FOLDER = "files";

/**
 * Backs up the database and the other files of DATA_DIR, whether the server runs or not; nothing
 * there is changed, and no migration is applied. Returns the backup's folder and manifest. It is
 * written under a name that ends in ".unfinished", synced to disk, and renamed when complete; a
 * failure leaves nothing behind.
 */
export async function takeBackup(
  options: BackupOptions,
): Promise<{ folder: string; manifest: Manifest }> {
  const { databaseUrl, dataDir, storage, release, clock } = options;
  const isListed = storage.kind === "s3" && options.bucket === "listed";
  const into = path.resolve(options.into);
  for (const folder of [dataDir, ...(storage.kind === "folder" ? [storage.folder] : [])]) {
    if (into !== folder && !into.startsWith(folder + path.sep)) continue;
    throw new BackupProblem(
      `${into} lies in the data folder, and would be lost with it. Name a folder elsewhere, best on another disk.`,
    );
  }
  const takenAt = clock();
  const folder = path.join(into, `coalition-desk-${stampOf(takenAt)}`);
  const unfinished = folder + UNFINISHED;
  try {
    await mkdir(into, { recursive: true, mode: 0o700 });
    await mkdir(unfinished, { mode: 0o700 });
  } catch (error) {
    throw new BackupProblem(
      `No backup can be written in ${into}: ${messageOf(error)}. Choose another folder, or change its owner.`,
    );
  }
  const opened = await openBlobs(storage, { dataDir, limits: FOR_COMMANDS });
  try {
    const provider = providerOf(databaseUrl);
    const databaseFile = provider === "sqlite" ? filePathOf(databaseUrl) : null;
    const files = new Map<string, BackedUpFile>();
    const listed = new Set<string>();
    const copyAll = async () => {
      await copyKeptFiles({ dataDir, storage, databaseFile, unfinished, files });
      if (isListed) await listStoredBlobs(opened.blobs, listed);
      else await copyStoredBlobs(opened.blobs, path.join(unfinished, FILES_FOLDER), files);
    };
    // Before the database and again after it: every file that its rows name existed at one of the
    // two times.
    await copyAll();
    const place = path.join(unfinished, DATABASE_FILE[provider]);
    const description = await (provider === "sqlite"
      ? snapshotSqlite(databaseUrl, place)
      : dumpPostgresql(databaseUrl, place));
    const refusal = beforeFirstRelease("This database", description.migrations);
    if (refusal !== null) throw new BackupProblem(refusal);
    await syncToDisk(place);
    await copyAll();
    const manifest: Manifest = {
      format: isListed ? FORMAT_LISTING : FORMAT,
      release,
      takenAt: takenAt.toISOString(),
      provider,
      ...description,
      database: { path: DATABASE_FILE[provider], ...(await fingerprint(place)) },
      files: [...files.values()],
      ...(isListed && { listed: [...listed].sort() }),
    };
    await writeDurably(
      path.join(unfinished, MANIFEST_FILE),
      `${JSON.stringify(manifest, null, 2)}\n`,
    );
    await syncFolders(unfinished);
    await rename(unfinished, folder);
    await syncToDisk(into);
    return { folder, manifest };
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw asProblem(error);
  } finally {
    await opened.close();
  }
}

/** Copies the files of DATA_DIR, except those that it has already. */
async function copyKeptFiles(
  places: FilePlaces & {
    readonly databaseFile: string | null;
    readonly unfinished: string;
    readonly files: Map<string, BackedUpFile>;
  },
): Promise<void> {
  const { databaseFile, unfinished, files } = places;
  for (const name of await keptFiles(places, databaseFile)) {
    if (files.has(name)) continue;
    const copy = path.join(unfinished, FILES_FOLDER, name);
    const print = await copyDurably(path.join(places.dataDir, name), copy).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
        return null;
      },
    );
    if (print === null) continue;
    files.set(name, { path: name, ...print });
  }
}

function asProblem(error: unknown): Error {
  if (error instanceof BackupProblem) return error;
  if (error instanceof StorageProblem) {
    return new BackupProblem(`No backup was made. ${error.message}`);
  }
  const { code } = error as { code?: unknown };
  if (code === "ENOSPC") {
    return new BackupProblem("The disk is full. No backup was made; what was begun is gone again.");
  }
  return new BackupProblem(`No backup was made: ${messageOf(error)}.`);
}
