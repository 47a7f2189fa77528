import {
  copyFile,
  link,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
} from "node:fs/promises";
import path from "node:path";
import { digestOf } from "#server/digest.ts";
import { incomingIn } from "./incoming.ts";
import type { Blobs } from "./index.ts";
import { firstFound, hashesIn, namesOf } from "./names.ts";
import { verifiedPieces } from "./verified.ts";

/**
 * Blobs in a folder, which several processes may share. Unfinished files have hidden names, which no
 * backup copies.
 * @param folder is created when the first file arrives.
 */
export function blobsInFolder(folder: string): Blobs {
  const incoming = incomingIn(folder);
  const placesOf = (sha256: string) => {
    const { kept, unused } = namesOf(sha256);
    return { kept: path.join(folder, kept), unused: path.join(folder, unused) };
  };
  /** The result of `read` for a file, wherever it lies. */
  const find = <T>(sha256: string, read: (place: string) => Promise<T>) =>
    firstFound(sha256, (name) => read(path.join(folder, name)).catch(orNull));
  const names = async () => ((await readdir(folder).catch(orNull)) ?? []).sort();

  return {
    receive: incoming.receive,

    async put(arrived) {
      await rename(arrived.path, placesOf(arrived.sha256).kept);
      await syncFolder(folder);
    },

    discard: incoming.discard,

    async get(sha256) {
      const bytes = await find(sha256, (place) => readFile(place));
      return bytes !== null && (await digestOf(bytes)) === sha256 ? bytes : null;
    },

    async stream(sha256, range) {
      const handle = await find(sha256, (place) => open(place, "r"));
      if (handle === null) return null;
      if (range) {
        const { start, end } = range;
        return { bytes: end - start + 1, pieces: handle.createReadStream({ start, end }) };
      }
      const { size } = await handle.stat();
      return { bytes: size, pieces: verifiedPieces(sha256, handle.createReadStream()) };
    },

    withFiles(hashes, _by, work) {
      // Linked, since the work may wait while the files are set aside or deleted.
      return incoming.withFolder(async (own) => {
        const paths: Record<string, string> = {};
        for (const sha256 of hashes) {
          const held = path.join(own, sha256);
          const found = await find(sha256, async (place) => {
            await linkOrCopy(place, held);
            return held;
          });
          if (found !== null) paths[sha256] = found;
        }
        return work(paths);
      });
    },

    async *list() {
      yield* hashesIn(await names());
    },

    async delete(sha256) {
      const { kept, unused } = placesOf(sha256);
      await rm(kept, { force: true });
      await rm(unused, { force: true });
    },

    async unused(sha256, now, graceMs) {
      const { kept, unused } = placesOf(sha256);
      // The time first: a process that ends between the two leaves no file that seems to have been
      // there for long.
      if ((await utimes(kept, now, now).catch(orNull)) !== null) {
        await rename(kept, unused).catch(orNull);
        return false;
      }
      const aside = await stat(unused).catch(orNull);
      if (aside === null || now.getTime() - aside.mtime.getTime() < graceMs) return false;
      await rm(unused, { force: true });
      return true;
    },

    async *listUnused() {
      yield* hashesIn(await names(), "unused");
    },

    async used(sha256) {
      const { kept, unused } = placesOf(sha256);
      await link(unused, kept).catch((error: NodeJS.ErrnoException) => {
        // It was put again meanwhile, or is not set aside at all.
        if (error.code !== "EEXIST" && error.code !== "ENOENT") throw error;
      });
      await rm(unused, { force: true });
    },
  };
}

/** Copies where the disk knows no links. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch((error: NodeJS.ErrnoException) => {
    // Asked for twice.
    if (error.code === "EEXIST") return undefined;
    if (error.code === "ENOENT") throw error;
    return copyFile(from, to);
  });
}

function orNull(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}

/** Syncs the folder, so that its entries survive a power failure. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
