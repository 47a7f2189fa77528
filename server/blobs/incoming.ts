import { randomUUID } from "node:crypto";
import { open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { startSha256 } from "#server/digest.ts";
import type { ArrivedBlob } from "./index.ts";

const INCOMING = ".incoming-";

/**
 * A file that nobody has written to for this long is left over from a process that ended: other
 * processes may be receiving into the same folder. In milliseconds.
 */
const LEFT_OVER_MS = 60 * 60 * 1000;

/**
 * Receives a file as a stream into a folder, under a hidden name, and syncs it to disk; null if it
 * has more than `limit` bytes. A failure leaves nothing behind.
 */
export async function receiveInto(
  folder: string,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<ArrivedBlob | null> {
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
}

/** Deletes what was arriving in the folder when a process ended. */
export async function clearLeftOvers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(INCOMING)) continue;
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > LEFT_OVER_MS) await rm(file, { force: true });
  }
}
