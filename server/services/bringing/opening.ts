import { mkdir, open, readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Resources } from "#server/services/resources.ts";
import { checkUnpacked } from "./check.ts";
import { openFolder, type ArchiveInFolder } from "./open.ts";
import { BringingRefused } from "./refused.ts";
import { unpackInto } from "./unpack.ts";

/**
 * Has an archive of the store unpacked and checked while `work` lasts, in a folder that is deleted in every
 * case. By one process at a time: what lies there from another time is left over from a process that ended.
 */
export async function whileOpened<T>(
  { resources: { blobs, ids }, folder }: { readonly resources: Resources; readonly folder: string },
  { sha256, broughtById }: { readonly sha256: string; readonly broughtById: string },
  signal: AbortSignal,
  work: (opened: ArchiveInFolder) => Promise<T>,
): Promise<T> {
  await deleteLeftOvers(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const own = path.join(folder, ids());
  await mkdir(own, { mode: 0o700 });
  try {
    await blobs.withFiles([sha256], broughtById, async ({ [sha256]: file }) => {
      if (file === undefined) throw new BringingRefused(GONE);
      const archive = await open(file, "r");
      try {
        await unpackInto(archive, own, signal);
      } finally {
        await archive.close();
      }
    });
    await checkUnpacked(own, signal);
    return await work(await openFolder(own));
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

export async function deleteLeftOvers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) await rm(path.join(folder, name), { recursive: true, force: true });
}

const GONE =
  "The file is missing from this server, or damaged. Nothing was brought in; bring it in again.";
