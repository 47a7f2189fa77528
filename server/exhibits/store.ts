import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { EXHIBIT_LIMITS } from "../../app/domain/exhibit";
import type { PageText } from "./inspection";

/** A file that has arrived and lies apart until it is kept or discarded. */
export interface Arrived {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * A folder in which PDFs lie by the SHA-256 of their bytes, each with its text beside it. What is not
 * finished has a hidden name, which no backup copies. The same content is stored once, and what is
 * stored is never deleted: a version may need it.
 */
export interface ExhibitStore {
  /** Takes a file in as it arrives; null where it is larger than an exhibit may be. */
  take(bytes: AsyncIterable<Uint8Array>): Promise<Arrived | null>;
  /** Keeps it and its text, page by page, durably. */
  keep(arrived: Arrived, texts: readonly PageText[]): Promise<void>;
  discard(arrived: Arrived): Promise<void>;
  /** The bytes; null where they are missing or are not any more what was added. */
  pdf(sha256: string): Promise<Uint8Array | null>;
  /** Where the text of each page lies, as a JSON list; null where it is missing. */
  textFile(sha256: string): Promise<string | null>;
}

const INCOMING = ".incoming-";

/** @param folder is made when the first file arrives. */
export function createExhibitStore(folder: string): ExhibitStore {
  const fileOf = (sha256: string, ending: "pdf" | "json") => {
    if (!/^[0-9a-f]{64}$/u.test(sha256)) throw new Error("not a hash");
    return path.join(folder, `${sha256}.${ending}`);
  };
  const newFile = () => path.join(folder, `${INCOMING}${randomUUID()}`);
  let prepared: Promise<void> | null = null;
  const prepare = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // What was arriving when the process ended is nobody's.
    const left = (await readdir(folder)).filter((name) => name.startsWith(INCOMING));
    for (const name of left) await rm(path.join(folder, name), { force: true });
  };

  return {
    async take(bytes) {
      // A folder that could not be made once may be made the next time.
      await (prepared ??= prepare().catch((error: unknown) => {
        prepared = null;
        throw error;
      }));
      const file = newFile();
      const hash = createHash("sha256");
      let length = 0;
      try {
        const handle = await open(file, "wx", 0o600);
        try {
          for await (const chunk of bytes) {
            length += chunk.byteLength;
            if (length > EXHIBIT_LIMITS.bytes) break;
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
      const arrived = { path: file, sha256: hash.digest("hex"), bytes: length };
      if (length <= EXHIBIT_LIMITS.bytes) return arrived;
      await rm(file, { force: true });
      return null;
    },

    async keep(arrived, texts) {
      const text = newFile();
      const handle = await open(text, "wx", 0o600);
      try {
        await handle.writeFile(JSON.stringify(texts));
        await handle.sync();
      } finally {
        await handle.close();
      }
      // The text first: no PDF is there without what has to be looked through.
      await rename(text, fileOf(arrived.sha256, "json"));
      await rename(arrived.path, fileOf(arrived.sha256, "pdf"));
      await syncFolder(folder);
    },

    discard: (arrived) => rm(arrived.path, { force: true }),

    async pdf(sha256) {
      const bytes = await readOrNull(fileOf(sha256, "pdf"));
      if (bytes === null) return null;
      return createHash("sha256").update(bytes).digest("hex") === sha256 ? bytes : null;
    },

    async textFile(sha256) {
      const file = fileOf(sha256, "json");
      return (await readOrNull(file)) === null ? null : file;
    },
  };
}

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Has the names in it outlive a loss of power. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
