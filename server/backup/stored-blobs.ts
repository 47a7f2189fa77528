import { open, mkdir } from "node:fs/promises";
import { createReadStream } from "node:fs";
import path from "node:path";
import { inParallel } from "#server/blobs/in-parallel.ts";
import { isBlobHash, type Blobs } from "#server/blobs/index.ts";
import { DamagedBlob } from "#server/blobs/verified.ts";
import { BLOBS } from "./kept-files.ts";
import type { BackedUpFile } from "./manifest.ts";
import { BackupProblem } from "./problem.ts";

/** Downloads and uploads at once. */
const AT_ONCE = 4;

/** Copies the stored files into a backup by their hashes, except those that it has already. */
export async function copyStoredBlobs(
  blobs: Pick<Blobs, "list" | "stream">,
  folder: string,
  files: Map<string, BackedUpFile>,
): Promise<void> {
  await mkdir(path.join(folder, BLOBS), { recursive: true, mode: 0o700 });
  await inParallel(blobs.list(), AT_ONCE, async (sha256) => {
    const name = `${BLOBS}/${sha256}`;
    if (files.has(name)) return;
    const stream = await blobs.stream(sha256);
    // Deleted after it was listed.
    if (stream === null) return;
    const bytes = await writeVerified(stream.pieces, path.join(folder, name));
    files.set(name, { path: name, bytes, sha256 });
  });
}

async function writeVerified(pieces: AsyncIterable<Uint8Array>, to: string): Promise<number> {
  const target = await open(to, "wx", 0o600);
  try {
    let bytes = 0;
    for await (const piece of pieces) {
      await target.writeFile(piece);
      bytes += piece.byteLength;
    }
    await target.sync();
    return bytes;
  } catch (error) {
    throw error instanceof DamagedBlob ? damaged(error) : error;
  } finally {
    await target.close();
  }
}

/** The hashes of all files of a bucket, in order. */
export async function listStoredBlobs(
  blobs: Pick<Blobs, "list">,
  listed: Set<string>,
): Promise<void> {
  for await (const sha256 of blobs.list()) listed.add(sha256);
}

/** Stores a file of a backup in a bucket. Throws where it is not what the backup lists. */
async function storeBlob(
  blobs: Pick<Blobs, "receive" | "put" | "discard">,
  from: string,
  { path: name, sha256 }: BackedUpFile,
): Promise<void> {
  const arrived = await blobs.receive(createReadStream(from), Infinity);
  if (arrived === null) return;
  try {
    if (arrived.sha256 !== sha256 || path.basename(name) !== sha256) {
      throw new BackupProblem(
        `${name} changed while it was being restored. Run this again; what was restored so far stays.`,
      );
    }
    await blobs.put(arrived);
  } finally {
    await blobs.discard(arrived);
  }
}

/** Stores the files of a backup that are named by their hashes. */
export async function storeBlobs(
  blobs: Pick<Blobs, "receive" | "put" | "discard">,
  files: readonly BackedUpFile[],
  placeOf: (file: BackedUpFile) => string,
): Promise<void> {
  await inParallel(each(files), AT_ONCE, (file) => storeBlob(blobs, placeOf(file), file));
}

/** Reads each of these files to its end. Throws with the first one that is missing or damaged. */
export async function checkStoredBlobs(
  blobs: Pick<Blobs, "stream">,
  hashes: readonly string[],
): Promise<void> {
  await inParallel(each(hashes), AT_ONCE, async (sha256) => {
    const stream = await blobs.stream(sha256);
    if (stream === null) {
      throw new BackupProblem(
        `The backup lists the file ${sha256} and does not hold it, and it isn't where STORAGE_URL says. Nothing was changed. Bring the bucket back to what it was, or restore a backup that holds the files.`,
      );
    }
    try {
      for await (const _piece of stream.pieces);
    } catch (error) {
      throw error instanceof DamagedBlob ? damaged(error) : error;
    }
  });
}

/** Whether a file of a backup is one that a bucket takes. */
export function isStoredBlob({ path: name }: Pick<BackedUpFile, "path">): boolean {
  return name.startsWith(`${BLOBS}/`) && isBlobHash(name.slice(BLOBS.length + 1));
}

function damaged({ sha256 }: DamagedBlob): BackupProblem {
  return new BackupProblem(
    `The stored file ${sha256} is damaged: it no longer has the content that its name says. Bring it back from an earlier backup, then run this again.`,
  );
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
