import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { copyDurably } from "#server/backup/durable-files.ts";
import { pageTextsFolderIn } from "#server/exhibits/page-texts.ts";
import type { Blobs } from "./index.ts";
import type { Storage } from "./storage.ts";

/**
 * The folder of earlier releases: the PDFs of exhibits, each with the text of its pages beside it.
 */
export function earlierExhibitsIn(dataDir: string): string {
  return path.join(dataDir, "exhibits");
}

/**
 * Moves exhibits from the folder of an earlier release, or of a restored backup of one, to the
 * blobs. Runs at each start, and resumes after an interruption. Returns the number of moved PDFs.
 */
export async function migrateEarlierExhibits(
  dataDir: string,
  storage: Storage,
  blobs: Pick<Blobs, "receive" | "put" | "discard">,
): Promise<number> {
  const from = earlierExhibitsIn(dataDir);
  const names = await readdir(from).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (names === null) return 0;
  const texts = pageTextsFolderIn(dataDir);
  await mkdir(texts, { recursive: true, mode: 0o700 });
  if (storage.kind === "folder") await mkdir(storage.folder, { recursive: true, mode: 0o700 });
  const keep = async (place: string, sha256: string) => {
    if (storage.kind === "s3") return upload(place, sha256, blobs);
    await move(place, path.join(storage.folder, sha256));
    return true;
  };
  /** Answers whether it was a PDF that is now among the blobs. */
  const takeIn = async (name: string) => {
    const place = path.join(from, name);
    const { sha256, ending } =
      /^(?<sha256>[0-9a-f]{64})\.(?<ending>pdf|json)$/u.exec(name)?.groups ?? {};
    if (sha256 !== undefined && ending === "pdf") return keep(place, sha256);
    if (sha256 !== undefined) await move(place, path.join(texts, name));
    else if (/^\.unused-[0-9a-f]{64}$/u.test(name)) {
      if (storage.kind === "folder") await move(place, path.join(storage.folder, name));
      // In a bucket its 30 days begin anew.
      else await rm(place, { force: true });
    } else if (name.startsWith(".incoming-")) await rm(place, { force: true });
    return false;
  };
  let moved = 0;
  for (const name of names) {
    const isTaken = await takeIn(name).catch((error: NodeJS.ErrnoException) => {
      // Another process on the same DATA_DIR was faster.
      if (error.code === "ENOENT") return false;
      throw error;
    });
    if (isTaken) moved += 1;
  }
  // Foreign and damaged files stay, and the folder with them.
  await rmdir(from).catch(() => undefined);
  return moved;
}

/** Answers whether the file went into the bucket: a damaged one stays, as it may be the only copy. */
async function upload(
  from: string,
  sha256: string,
  blobs: Pick<Blobs, "receive" | "put" | "discard">,
): Promise<boolean> {
  const arrived = await blobs.receive(createReadStream(from), Infinity);
  if (arrived === null) return false;
  try {
    if (arrived.sha256 !== sha256) return false;
    await blobs.put(arrived);
  } finally {
    await blobs.discard(arrived);
  }
  await rm(from, { force: true });
  return true;
}

/** Works across disks: the copy is complete and synced before the original is deleted. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    const copy = path.join(path.dirname(to), `.moving-${path.basename(to)}`);
    await rm(copy, { force: true });
    if (!existsSync(to)) {
      await copyDurably(from, copy);
      await rename(copy, to);
    }
    await rm(from);
  }
}
