import { mkdir, open, readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Resources } from "#server/services/resources.ts";
import { checkUnpacked } from "./check.ts";
import { BRINGING } from "./limits.ts";
import { openFolder, type ArchiveInFolder } from "./open.ts";
import { BringingRefused, NOTHING } from "./refused.ts";
import { unpackInto } from "./unpack.ts";

/**
 * Has an archive of the store unpacked and checked while `work` lasts, in a folder that is deleted in every
 * case. By one process at a time: what lies there from another time is left over from a process that ended.
 */
export async function whileOpened<T>(
  {
    resources: { blobs, ids, clock },
    folder,
  }: { readonly resources: Resources; readonly folder: string },
  { sha256, broughtById }: { readonly sha256: string; readonly broughtById: string },
  signal: AbortSignal,
  work: (opened: ArchiveInFolder) => Promise<T>,
): Promise<T> {
  await deleteLeftOvers(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const own = path.join(folder, `${clock().getTime()}-${ids()}`);
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

async function deleteLeftOvers(folder: string): Promise<void> {
  await deleteAmong(folder, () => true);
}

/**
 * Deletes what turns left that must be over, by the time in its name. Another process may begin one at any
 * moment, so that nothing can be asked first.
 */
export async function deleteOldLeftOvers(folder: string, now: Date): Promise<void> {
  await deleteAmong(folder, (name) => {
    const begun = /^(\d{1,15})-/u.exec(name);
    return begun === null || Math.abs(now.getTime() - Number(begun[1])) > BRINGING.turnMs;
  });
}

async function deleteAmong(folder: string, isOver: (name: string) => boolean): Promise<void> {
  // It is made by the first archive.
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isOver)) {
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

const GONE = `The file is missing from this server, or damaged. ${NOTHING} Send it again.`;
