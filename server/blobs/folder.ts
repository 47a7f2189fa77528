import { constants } from "node:fs";
import {
  access,
  link,
  mkdir,
  open,
  opendir,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { digestOf } from "#server/digest.ts";
import { clearLeftOvers, receiveInto } from "./incoming.ts";
import { isBlobHash, type Blobs } from "./index.ts";
import { verifiedPieces } from "./verified.ts";

const DELETING = ".deleting-";
const UNUSED = ".unused-";

/**
 * Blobs in a folder. Unfinished files have hidden names, which no backup copies.
 * @param folder is created when the first file arrives.
 */
export function blobsInFolder(folder: string): Blobs {
  const fileOf = (sha256: string) => {
    if (!isBlobHash(sha256)) throw new Error("not a hash");
    return path.join(folder, sha256);
  };
  /**
   * The file that says since when the blob is unreferenced; hidden, so that a restored backup
   * starts afresh.
   */
  const noteOf = (sha256: string) => path.join(folder, UNUSED + path.basename(fileOf(sha256)));
  let prepared: Promise<void> | null = null;
  const prepare = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await clearLeftOvers(folder);
    for (const name of await readdir(folder)) {
      const sha256 = name.startsWith(DELETING) ? name.slice(DELETING.length) : "";
      if (isBlobHash(sha256)) await finishDeletion(sha256);
    }
  };

  /**
   * Deletes what was moved aside, or moves it back where its note is gone: then another process has
   * put the file meanwhile, which may be the one that was moved. Returns whether it is deleted.
   */
  const finishDeletion = async (sha256: string) => {
    const aside = path.join(folder, DELETING + sha256);
    const isDeleted = (await readOrNull(noteOf(sha256))) !== null;
    if (!isDeleted) {
      await link(aside, fileOf(sha256)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST" && error.code !== "ENOENT") throw error;
      });
    }
    await rm(aside, { force: true });
    if (isDeleted) await rm(noteOf(sha256), { force: true });
    return isDeleted;
  };

  // Serializes changes: a file that is put while it is about to be deleted is either put first,
  // which removes its note, or afterwards.
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const remove = async (sha256: string) => {
    await rm(fileOf(sha256), { force: true });
    await rm(noteOf(sha256), { force: true });
  };

  async function* names(): AsyncGenerator<string> {
    const found = await opendir(folder).catch(orNull);
    if (found === null) return;
    for await (const { name } of found) yield name;
  }

  return {
    async receive(bytes, limit) {
      // After a failure the next call tries again.
      await (prepared ??= prepare().catch((error: unknown) => {
        prepared = null;
        throw error;
      }));
      return receiveInto(folder, bytes, limit);
    },

    put: (arrived) =>
      alone(async () => {
        await rm(noteOf(arrived.sha256), { force: true });
        await rename(arrived.path, fileOf(arrived.sha256));
        await syncFolder(folder);
      }),

    discard: (arrived) => rm(arrived.path, { force: true }),

    async get(sha256) {
      const bytes = await readOrNull(fileOf(sha256));
      if (bytes === null) return null;
      return (await digestOf(bytes)) === sha256 ? bytes : null;
    },

    async stream(sha256) {
      const handle = await open(fileOf(sha256), "r").catch(orNull);
      if (handle === null) return null;
      const { size } = await handle.stat();
      return { bytes: size, pieces: verifiedPieces(sha256, handle.createReadStream()) };
    },

    async localFile(sha256) {
      const file = fileOf(sha256);
      const isThere = await access(file, constants.R_OK).then(() => true, orNull);
      return isThere === null ? null : file;
    },

    async *list() {
      for await (const name of names()) if (isBlobHash(name)) yield name;
    },

    delete: (sha256) => alone(() => remove(sha256)),

    unused: (sha256, now, graceMs) =>
      alone(async () => {
        const note = await readOrNull(noteOf(sha256));
        const since = Date.parse(note?.toString("utf8") ?? "");
        if (Number.isNaN(since)) {
          await writeFile(noteOf(sha256), now.toISOString(), { mode: 0o600 });
          return false;
        }
        if (now.getTime() - since < graceMs) return false;
        // Aside first: another process on the same folder may be putting it at this moment.
        await rename(fileOf(sha256), path.join(folder, DELETING + sha256)).catch(orNull);
        return finishDeletion(sha256);
      }),

    async *noted() {
      for await (const name of names()) {
        const sha256 = name.startsWith(UNUSED) ? name.slice(UNUSED.length) : "";
        if (isBlobHash(sha256)) yield sha256;
      }
    },

    used: (sha256) => alone(() => rm(noteOf(sha256), { force: true })),
  };
}

function orNull(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}

async function readOrNull(file: string): Promise<Buffer | null> {
  return readFile(file).catch(orNull);
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
