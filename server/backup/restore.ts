import { messageOf } from "#server/message-of.ts";
import { existsSync, statSync } from "node:fs";
import { chown, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { ChainVerdict } from "#app/domain/audit-event.ts";
import {
  DatabaseProblem,
  openDatabase,
  providerOf,
  type Database,
} from "#server/database/index.ts";
import { claimForServer } from "#server/database/one-server.ts";
import {
  beforeFirstRelease,
  pendingMigrations,
  readMigrations,
} from "#server/database/migrations.ts";
import { verifyRecord } from "#server/services/audit/verify.ts";
import { markRestored, raiseGenerations } from "#server/services/system/restored.ts";
import { reachStorage } from "#server/blobs/check.ts";
import type { Blobs } from "#server/blobs/index.ts";
import { FOR_COMMANDS } from "#server/blobs/limits.ts";
import { openBlobs } from "#server/blobs/open.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import type { Storage } from "#server/blobs/storage.ts";
import { copyDurably, fingerprint, syncToDisk } from "./durable-files.ts";
import { placeOf, type FilePlaces } from "./kept-files.ts";
import { readManifest, type BackedUpFile, type Manifest } from "./manifest.ts";
import { inspectTarget, restorePostgresql } from "./postgresql.ts";
import { versionOf } from "./postgresql-programs.ts";
import { BackupProblem } from "./problem.ts";
import { claimFile } from "./sqlite.ts";
import { filePathOf } from "#server/database/file-path.ts";
import { checkStoredBlobs, isStoredBlob, storeBlobs } from "./stored-blobs.ts";
import { FILES_FOLDER, stampOf } from "./take.ts";
import { pathToFileURL } from "node:url";

interface RestoreOptions extends FilePlaces {
  /** The backup's folder. */
  readonly from: string;
  readonly databaseUrl: string;
  readonly migrationsFolder: string;
  readonly clock: () => Date;
  /** Allows replacing a workspace in use; the existing data is set aside. */
  readonly replace: boolean;
  /** PostgreSQL only: allows other programs to be connected to the database. */
  readonly othersConnected: boolean;
}

export interface RestoreOutcome {
  readonly documents: number;
  readonly manifest: Manifest;
  /** Whether the audit record in the restored database is an intact chain. */
  readonly verdict: ChainVerdict;
  /** Where the existing data was moved; null where there was none. */
  readonly setAside: string | null;
}

/**
 * Restores a backup into the database and DATA_DIR. Everything is checked before anything changes:
 * the hash of each file, the release, that the workspace is not in use, and that no server runs on
 * it. The database is restored entirely or not at all, with every draft's generation raised (R17).
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreOutcome> {
  const from = path.resolve(options.from);
  const manifest = readManifest(from);
  checkProvider(manifest, options.databaseUrl);
  checkMigrations(manifest, options.migrationsFolder);
  await checkFiles(from, manifest);
  const opened = await openBlobs(options.storage, {
    dataDir: options.dataDir,
    limits: FOR_COMMANDS,
  });
  try {
    await checkStore(manifest, options.storage, opened.blobs);
    return await restoreChecked(from, manifest, { ...options, blobs: opened.blobs });
  } catch (error) {
    if (!(error instanceof StorageProblem)) throw error;
    throw new BackupProblem(`The backup was not restored. ${error.message} Run this again then.`);
  } finally {
    await opened.close();
  }
}

/** With the store of files open. */
interface OpenOptions extends RestoreOptions {
  readonly blobs: Blobs;
}

/** That the bucket answers, and has what the backup lists and does not hold. */
async function checkStore(manifest: Manifest, storage: Storage, blobs: Blobs): Promise<void> {
  if (storage.kind === "s3") await reachStorage(blobs);
  await checkStoredBlobs(blobs, manifest.listed ?? []);
}

async function restoreChecked(
  from: string,
  manifest: Manifest,
  options: OpenOptions,
): Promise<RestoreOutcome> {
  const conflicts = await conflictingFiles(manifest, options);
  if (conflicts.length > 0 && !options.replace) {
    throw new BackupProblem(
      `The data folder ${options.dataDir} holds other files under names of the backup, such as ${conflicts[0]}. Nothing was changed. Choose an empty DATA_DIR, or add --replace to set them aside.`,
    );
  }
  return manifest.provider === "sqlite"
    ? restoreSqliteBackup(from, manifest, options)
    : restorePostgresqlBackup(from, manifest, options);
}

function checkProvider(manifest: Manifest, databaseUrl: string): void {
  const name = { sqlite: "SQLite", postgresql: "PostgreSQL" };
  const provider = providerOf(databaseUrl);
  if (manifest.provider === provider) return;
  throw new BackupProblem(
    `This is a backup of ${name[manifest.provider]}, and DATABASE_URL names a database of ${name[provider]}. Restore it into ${name[manifest.provider]}.`,
  );
}

function checkMigrations(manifest: Manifest, folder: string): void {
  const refusal = beforeFirstRelease("This backup", manifest.migrations);
  if (refusal !== null) throw new BackupProblem(refusal);
  const known = new Map(readMigrations(folder, manifest.provider).map((each) => [each.name, each]));
  const unknown = manifest.migrations.find(({ name }) => !known.has(name));
  if (unknown) {
    throw new BackupProblem(
      `This backup is of a newer release (${manifest.release}; its database has the step "${unknown.name}", which this release doesn't know). Nothing was changed. Install that release, or a later one, and restore it there.`,
    );
  }
  try {
    pendingMigrations([...known.values()], manifest.migrations);
  } catch (error) {
    throw new BackupProblem(messageOf(error));
  }
}

async function checkFiles(from: string, manifest: Manifest): Promise<void> {
  const files = [
    manifest.database,
    ...manifest.files.map((file) => ({ ...file, path: `${FILES_FOLDER}/${file.path}` })),
  ];
  for (const file of files) {
    // A file that can't be read differs from what the manifest says.
    const found = await fingerprint(path.join(from, file.path)).catch(() => null);
    if (found?.sha256 === file.sha256 && found.bytes === file.bytes) continue;
    throw new BackupProblem(
      `The backup is ${found === null ? `not whole: ${file.path} is missing` : `damaged: ${file.path} is not what was backed up`}. Nothing was changed. Take another backup.`,
    );
  }
}

/** Files of the workspace that a different file of the backup would overwrite. */
async function conflictingFiles(manifest: Manifest, places: FilePlaces): Promise<string[]> {
  const conflicts: string[] = [];
  for (const file of manifest.files) {
    if (isForBucket(places, file)) continue;
    const place = placeOf(places, file.path);
    if (existsSync(place) && (await fingerprint(place)).sha256 !== file.sha256) {
      conflicts.push(file.path);
    }
  }
  return conflicts;
}

async function restoreSqliteBackup(
  from: string,
  manifest: Manifest,
  options: OpenOptions,
): Promise<RestoreOutcome> {
  const file = path.resolve(filePathOf(options.databaseUrl));
  // No server starts on it meanwhile.
  const claim = claimForServer(options.databaseUrl);
  try {
    await claimFile(file, () => {
      if (!options.replace) throw inUse(`the database ${file}`);
    });
    return await replaceFile(file, from, manifest, options);
  } finally {
    claim.release();
  }
}

async function replaceFile(
  file: string,
  from: string,
  manifest: Manifest,
  options: OpenOptions,
): Promise<RestoreOutcome> {
  // Everything that can fail is done on a copy beside the database.
  const copy = `${file}.restoring`;
  await removeDatabase(copy);
  const copied = await copyDurably(path.join(from, manifest.database.path), copy);
  if (copied.sha256 !== manifest.database.sha256) throw changedMeanwhile(manifest.database);
  const settled = await finishRestore(pathToFileURL(copy).href, manifest, options);
  await copyFiles(from, manifest, options);
  await removeDatabase(copy, { only: ["-wal", "-shm"] });
  await matchOwner(copy, path.dirname(file));
  await syncToDisk(copy);
  let setAside: string | null = null;
  if (existsSync(file)) {
    setAside = `${file}.before-restore-${stampOf(options.clock())}`;
    await rename(file, setAside);
  }
  // The old database's log would be taken for the new one's.
  await removeDatabase(file, { only: ["-wal", "-shm", "-journal"] });
  await rename(copy, file);
  await syncToDisk(path.dirname(file));
  return { manifest, ...settled, setAside };
}

async function restorePostgresqlBackup(
  from: string,
  manifest: Manifest,
  options: OpenOptions,
): Promise<RestoreOutcome> {
  const { databaseUrl, clock } = options;
  const target = await inspectTarget(databaseUrl);
  const dumpedFrom = manifest.serverVersion ?? target.serverVersion;
  if (target.serverVersion < dumpedFrom) {
    throw new BackupProblem(
      `This backup is of PostgreSQL ${dumpedFrom}, and the server at DATABASE_URL is version ${target.serverVersion}. Nothing was changed. Restore it into version ${dumpedFrom} or later.`,
    );
  }
  await versionOf("pg_restore", manifest.dumpVersion ?? dumpedFrom);
  await versionOf("psql", target.serverVersion);
  if (target.inUse && !options.replace) throw inUse("the database at DATABASE_URL");
  if (target.others.length > 0 && !options.othersConnected) {
    throw new BackupProblem(
      `Other programs are connected to the database (${target.others.length}: ${[...new Set(target.others)].slice(0, 3).join(", ")}). Stop the server first, then run this again. Nothing was changed. If you know that none of them is a server of this workspace, add --others-connected.`,
    );
  }
  await copyFiles(from, manifest, options);
  const setAside = target.inUse ? `before_restore_${stampOf(clock()).toLowerCase()}` : null;
  await restorePostgresql(databaseUrl, path.join(from, manifest.database.path), {
    target,
    setAside,
    // In the same transaction: at no time is there a draft that earlier pages could merge into.
    last: `${raiseGenerations(clock(), `public."Document"`)};\nDELETE FROM public."Session"`,
  });
  const settled = await finishRestore(databaseUrl, manifest, options).catch((error: unknown) => {
    throw new BackupProblem(
      `The backup is in the database, but not finished: ${messageOf(error)} Run the same command again with --replace.`,
    );
  });
  return { manifest, ...settled, setAside: setAside && `the schema ${setAside} of the database` };
}

/**
 * Migrates the restored database to this release, marks it as restored, and verifies its audit
 * record.
 */
async function finishRestore(
  url: string,
  manifest: Manifest,
  { migrationsFolder, clock }: RestoreOptions,
): Promise<Pick<RestoreOutcome, "documents" | "verdict">> {
  const database = await openDatabase({ url, migrationsFolder });
  try {
    const restored = await markRestored({ database, clock }, manifest);
    // Those of the backup's moment are long gone.
    await database.client.process.deleteMany();
    await database.client.lease.updateMany({ data: { holder: null, leasedTo: null } });
    const verdict = await verifyRecord(database);
    await emptyLog(database);
    return { ...restored, verdict };
  } catch (error) {
    if (error instanceof DatabaseProblem) throw error;
    throw new BackupProblem(`The backup could not be restored: ${messageOf(error)}`);
  } finally {
    await database.close();
  }
}

/** Checkpoints SQLite's write-ahead log into the file, which is then moved. */
async function emptyLog({ client, provider }: Database): Promise<void> {
  if (provider !== "sqlite") return;
  await client.$queryRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)");
}

function isForBucket({ storage }: FilePlaces, file: BackedUpFile): boolean {
  return storage.kind === "s3" && isStoredBlob(file);
}

async function copyFiles(from: string, manifest: Manifest, options: OpenOptions): Promise<void> {
  const { dataDir, blobs, clock } = options;
  const forBucket = manifest.files.filter((file) => isForBucket(options, file));
  await storeBlobs(blobs, forBucket, (file) => path.join(from, FILES_FOLDER, file.path));
  for (const file of manifest.files) {
    if (isForBucket(options, file)) continue;
    const place = placeOf(options, file.path);
    if (existsSync(place)) {
      if ((await fingerprint(place)).sha256 === file.sha256) continue;
      await rename(place, `${place}.before-restore-${stampOf(clock())}`);
    }
    const folder = path.dirname(place);
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    const copy = path.join(folder, `.restoring-${path.basename(place)}`);
    await rm(copy, { force: true });
    const copied = await copyDurably(path.join(from, FILES_FOLDER, file.path), copy);
    if (copied.sha256 !== file.sha256) throw changedMeanwhile(file);
    await matchOwner(copy, dataDir);
    await rename(copy, place);
    await syncToDisk(folder);
    for (let each = folder; made !== undefined && each.length >= made.length;) {
      await matchOwner(each, dataDir);
      each = path.dirname(each);
    }
  }
}

/** Gives the files to the owner of the folder, who runs the server; root may run the restore. */
async function matchOwner(place: string, folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  await chown(place, uid, gid);
}

async function removeDatabase(
  file: string,
  { only = ["", "-wal", "-shm", "-journal"] }: { only?: readonly string[] } = {},
): Promise<void> {
  for (const part of only) await rm(file + part, { force: true });
}

function inUse(what: string): BackupProblem {
  return new BackupProblem(
    `People work in ${what} already. Nothing was changed. Restore into an empty one, or add --replace: then what is there now is set aside.`,
  );
}

function changedMeanwhile(file: BackedUpFile): BackupProblem {
  return new BackupProblem(
    `${file.path} changed while it was being restored. The workspace was left as it was; run this again.`,
  );
}
