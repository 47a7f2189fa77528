import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { EXHIBIT_LIMITS } from "#app/domain/exhibit.ts";
import { digestOf } from "#server/digest.ts";
import type { PageText } from "./inspection.ts";
import { startSha256 } from "#server/digest.ts";

/** A file that has arrived and lies apart until it is kept or discarded. */
export interface Arrived {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * A folder in which PDFs lie by the SHA-256 of their bytes, each with its text beside it. What is not
 * finished has a hidden name, which no backup copies. The same content is stored once.
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
  /** The hashes of all that is kept. */
  kept(): Promise<string[]>;
  /**
   * Notes since when nothing refers to a file, and deletes it once that was noted longer ago than
   * `grace`, in milliseconds; answers whether it did. Adding it again takes the note away.
   */
  unused(sha256: string, now: Date, grace: number): Promise<boolean>;
  /** Takes that note away. */
  used(sha256: string): Promise<void>;
}

const INCOMING = ".incoming-";

/** @param folder is made when the first file arrives. */
export function createExhibitStore(folder: string): ExhibitStore {
  const fileOf = (sha256: string, ending: "pdf" | "json") => {
    if (!/^[0-9a-f]{64}$/u.test(sha256)) throw new Error("not a hash");
    return path.join(folder, `${sha256}.${ending}`);
  };
  /** Since when nothing refers to it; hidden, so that a restored backup starts afresh. */
  const noteOf = (sha256: string) =>
    path.join(path.dirname(fileOf(sha256, "pdf")), `.unused-${sha256}`);
  const newFile = () => path.join(folder, `${INCOMING}${randomUUID()}`);
  let prepared: Promise<void> | null = null;
  const prepare = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // What was arriving when the process ended is nobody's.
    const left = (await readdir(folder)).filter((name) => name.startsWith(INCOMING));
    for (const name of left) await rm(path.join(folder, name), { force: true });
  };

  // A file that is added while it is about to be deleted is either there before, and its note is gone,
  // or comes after.
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  return {
    async take(bytes) {
      // A folder that could not be made once may be made the next time.
      await (prepared ??= prepare().catch((error: unknown) => {
        prepared = null;
        throw error;
      }));
      const file = newFile();
      const hash = startSha256();
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
      const { sha256 } = arrived;
      await alone(async () => {
        await rm(noteOf(sha256), { force: true });
        // The text first: no PDF is there without what has to be looked through.
        await rename(text, fileOf(sha256, "json"));
        await rename(arrived.path, fileOf(sha256, "pdf"));
        await syncFolder(folder);
      });
    },

    discard: (arrived) => rm(arrived.path, { force: true }),

    async pdf(sha256) {
      const bytes = await readOrNull(fileOf(sha256, "pdf"));
      if (bytes === null) return null;
      return (await digestOf(bytes)) === sha256 ? bytes : null;
    },

    async textFile(sha256) {
      const file = fileOf(sha256, "json");
      return (await readOrNull(file)) === null ? null : file;
    },

    async kept() {
      const names = await readdir(folder).catch(noFolder);
      return names.flatMap(
        (name) => /^(?<sha256>[0-9a-f]{64})\.pdf$/u.exec(name)?.groups?.["sha256"] ?? [],
      );
    },

    unused: (sha256, now, grace) =>
      alone(async () => {
        const note = await readOrNull(noteOf(sha256));
        const since = Date.parse(note?.toString("utf8") ?? "");
        if (Number.isNaN(since)) {
          await writeFile(noteOf(sha256), now.toISOString(), { mode: 0o600 });
          return false;
        }
        if (now.getTime() - since < grace) return false;
        for (const ending of ["pdf", "json"] as const)
          await rm(fileOf(sha256, ending), { force: true });
        await rm(noteOf(sha256), { force: true });
        return true;
      }),

    used: (sha256) => alone(() => rm(noteOf(sha256), { force: true })),
  };
}

/** Nothing was ever added. */
function noFolder(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
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
