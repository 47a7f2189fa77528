import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { startSha256 } from "#server/digest.ts";
import type { ArrivedBlob, Blobs } from "./index.ts";

/** Where files lie on this machine until they are stored, or while a worker reads them. */
interface Incoming extends Pick<Blobs, "receive" | "discard"> {
  /** Makes a folder that is there while `work` lasts. */
  withFolder<T>(work: (folder: string) => Promise<T>): Promise<T>;
}

/** Hidden: no backup copies them. */
const INCOMING = ".incoming-";

/**
 * A file that nobody has written to for this long is left over from a process that ended: other processes
 * may be receiving into the same folder. In milliseconds.
 */
const LEFT_OVER_MS = 60 * 60 * 1000;

/** @param folder is created, and cleared of what is left over, when the first file arrives. */
export function incomingIn(folder: string): Incoming {
  let prepared: Promise<void> | null = null;
  const prepare = () =>
    // After a failure the next call tries again.
    (prepared ??= prepareFolder(folder).catch((error: unknown) => {
      prepared = null;
      throw error;
    }));
  return {
    async receive(bytes, limit) {
      await prepare();
      return receiveInto(folder, bytes, limit);
    },
    discard: (arrived) => rm(arrived.path, { force: true }),
    async withFolder(work) {
      await prepare();
      const own = newPlace(folder);
      await mkdir(own, { mode: 0o700 });
      try {
        return await work(own);
      } finally {
        await rm(own, { recursive: true, force: true });
      }
    },
  };
}

const newPlace = (folder: string) => path.join(folder, INCOMING + randomUUID());

/**
 * Receives a file as a stream into a folder, under a hidden name, and syncs it to disk; null if it
 * has more than `limit` bytes. A failure leaves nothing behind.
 */
export async function receiveInto(
  folder: string,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<ArrivedBlob | null> {
  const file = newPlace(folder);
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
}

async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    if (!name.startsWith(INCOMING)) continue;
    const place = path.join(folder, name);
    const { mtimeMs } = await stat(place).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > LEFT_OVER_MS) await rm(place, { recursive: true, force: true });
  }
}
