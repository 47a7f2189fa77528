import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { copyDurably } from "#server/backup/durable-files.ts";
import { pageTextsFolderIn } from "#server/exhibits/page-texts.ts";

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
  blobsFolder: string,
): Promise<number> {
  const from = earlierExhibitsIn(dataDir);
  const names = await readdir(from).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (names === null) return 0;
  const texts = pageTextsFolderIn(dataDir);
  await mkdir(blobsFolder, { recursive: true, mode: 0o700 });
  await mkdir(texts, { recursive: true, mode: 0o700 });
  let moved = 0;
  for (const name of names) {
    const place = path.join(from, name);
    const { sha256, ending } =
      /^(?<sha256>[0-9a-f]{64})\.(?<ending>pdf|json)$/u.exec(name)?.groups ?? {};
    if (sha256 !== undefined && ending === "json") await move(place, path.join(texts, name));
    else if (sha256 !== undefined) {
      await move(place, path.join(blobsFolder, sha256));
      moved += 1;
    } else if (/^\.unused-[0-9a-f]{64}$/u.test(name)) {
      await move(place, path.join(blobsFolder, name));
    } else if (name.startsWith(".incoming-")) await rm(place, { force: true });
  }
  // Foreign files stay, and the folder with them.
  await rmdir(from).catch(() => undefined);
  return moved;
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
