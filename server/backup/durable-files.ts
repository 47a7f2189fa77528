import { constants } from "node:fs";
import { mkdir, open, readdir, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { startSha256 } from "#server/digest.ts";

interface Fingerprint {
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

const CHUNK_BYTES = 1024 * 1024;

/** Copies a file of any size to a new one in chunks, and syncs it to disk; returns its hash. */
export async function copyDurably(from: string, to: string): Promise<Fingerprint> {
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  const source = await open(from, "r");
  try {
    const target = await open(to, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      const print = await readPieces(source, async (piece) => {
        for (let at = 0; at < piece.length;) {
          at += (await target.write(piece, at, piece.length - at)).bytesWritten;
        }
      });
      await target.sync();
      return print;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** The length and hash of a file of any size. */
export async function fingerprint(file: string): Promise<Fingerprint> {
  const source = await open(file, "r");
  try {
    return await readPieces(source, async () => undefined);
  } finally {
    await source.close();
  }
}

async function readPieces(
  source: FileHandle,
  take: (piece: Buffer) => Promise<void>,
): Promise<Fingerprint> {
  const hash = startSha256();
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES);
    if (bytesRead === 0) return { bytes, sha256: hash.digest("hex") };
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    bytes += bytesRead;
    await take(piece);
  }
}

/** Syncs a file, or the names in a folder, to disk. */
export async function syncToDisk(place: string): Promise<void> {
  const handle = await open(place, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Syncs the names in a folder and in all folders below it. */
export async function syncFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await syncFolders(path.join(folder, entry.name));
  }
  await syncToDisk(folder);
}

/** Writes a small new file and syncs it to disk. */
export async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
