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
  blobs: Pick<Blobs, "receive" | "put">,
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
  const keep = async (place: string, name: string) => {
    if (storage.kind === "folder") await move(place, path.join(storage.folder, name));
    else await upload(place, blobs);
  };
  let moved = 0;
  for (const name of names) {
    const place = path.join(from, name);
    const { sha256, ending } =
      /^(?<sha256>[0-9a-f]{64})\.(?<ending>pdf|json)$/u.exec(name)?.groups ?? {};
    if (sha256 !== undefined && ending === "json") await move(place, path.join(texts, name));
    else if (sha256 !== undefined) {
      await keep(place, sha256);
      moved += 1;
    } else if (/^\.unused-[0-9a-f]{64}$/u.test(name)) {
      if (storage.kind === "folder") await move(place, path.join(storage.folder, name));
      // In a bucket its 30 days begin anew.
      else await rm(place, { force: true });
    } else if (name.startsWith(".incoming-")) await rm(place, { force: true });
  }
  // Foreign files stay, and the folder with them.
  await rmdir(from).catch(() => undefined);
  return moved;
}

async function upload(from: string, blobs: Pick<Blobs, "receive" | "put">): Promise<void> {
  const arrived = await blobs.receive(createReadStream(from), Infinity);
  if (arrived === null) return;
  await blobs.put(arrived);
  await rm(from);
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
