import { randomUUID } from "node:crypto";
import { constants, type ReadStream } from "node:fs";
import {
  access,
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
import { digestOf, startSha256 } from "#server/digest.ts";
import { isBlobHash, type Blobs } from "./index.ts";

const INCOMING = ".incoming-";

/** The default folder of blobs in DATA_DIR, without STORAGE_URL. */
export function blobsFolderIn(dataDir: string): string {
  return path.join(dataDir, "blobs");
}

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
  const noteOf = (sha256: string) => path.join(folder, `.unused-${path.basename(fileOf(sha256))}`);
  let prepared: Promise<void> | null = null;
  const prepare = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Files that were arriving when the process ended are of no use.
    const left = (await readdir(folder)).filter((name) => name.startsWith(INCOMING));
    for (const name of left) await rm(path.join(folder, name), { force: true });
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

  return {
    async receive(bytes, limit) {
      // After a failure the next call tries again.
      await (prepared ??= prepare().catch((error: unknown) => {
        prepared = null;
        throw error;
      }));
      const file = path.join(folder, `${INCOMING}${randomUUID()}`);
      const hash = startSha256();
      let length = 0;
      try {
        const handle = await open(file, "wx", 0o600);
        try {
          for await (const chunk of bytes) {
            length += chunk.byteLength;
            if (length > limit) break;
            hash.update(chunk);
            await handle.writeFile(chunk);
          }
          await handle.sync();
        } finally {
          await handle.close();
        }
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
      if (length <= limit) return { path: file, sha256: hash.digest("hex"), bytes: length };
      await rm(file, { force: true });
      return null;
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
      return { bytes: size, pieces: verifiedChunks(sha256, handle.createReadStream()) };
    },

    async localFile(sha256) {
      const file = fileOf(sha256);
      const isThere = await access(file, constants.R_OK).then(() => true, orNull);
      return isThere === null ? null : file;
    },

    async *list() {
      const names = await opendir(folder).catch(orNull);
      if (names === null) return;
      for await (const { name } of names) if (isBlobHash(name)) yield name;
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
        await remove(sha256);
        return true;
      }),

    used: (sha256) => alone(() => rm(noteOf(sha256), { force: true })),
  };
}

/** Holds back the last piece until the hash of all of them is verified. */
async function* verifiedChunks(sha256: string, stream: ReadStream): AsyncGenerator<Uint8Array> {
  const hash = startSha256();
  let held: Buffer | null = null;
  const pieces: AsyncIterable<Buffer> = stream;
  for await (const piece of pieces) {
    if (held) yield held;
    hash.update(piece);
    held = piece;
  }
  if (hash.digest("hex") !== sha256) throw new Error(`the stored file ${sha256} is damaged`);
  if (held) yield held;
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
