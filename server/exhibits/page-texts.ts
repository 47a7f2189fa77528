import { randomUUID } from "node:crypto";
import { access, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { isBlobHash } from "#server/blobs/index.ts";
import type { PageText } from "./inspection.ts";

/** The folder in DATA_DIR with the texts of exhibits' pages. */
export function pageTextsFolderIn(dataDir: string): string {
  return path.join(dataDir, "page-texts");
}

/**
 * The text of each page of an exhibit, as a JSON list named by the hash of its PDF, for the
 * searches for private data. Extracted from the PDF, and again if it is missing.
 */
export interface PageTexts {
  keep(sha256: string, texts: readonly PageText[]): Promise<void>;
  /** Its path; null if it is missing. */
  file(sha256: string): Promise<string | null>;
  delete(sha256: string): Promise<void>;
}

/**
 * Deletes the texts of PDFs that are stored no more: where several machines share the blobs, each has
 * texts of its own, and one of them has deleted the PDF.
 */
export async function forgetGoneTexts(
  folder: string,
  blobs: { list(): AsyncIterable<string> },
): Promise<void> {
  // It is made by the first text.
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  const stored = new Set<string>();
  for await (const sha256 of blobs.list()) stored.add(sha256);
  for (const name of names) {
    const sha256 = name.replace(/\.json$/u, "");
    if (isBlobHash(sha256) && !stored.has(sha256))
      await rm(path.join(folder, name), { force: true });
  }
}

/** @param folder is created with the first text. */
export function pageTextsIn(folder: string): PageTexts {
  const fileOf = (sha256: string) => {
    if (!isBlobHash(sha256)) throw new Error("not a hash");
    return path.join(folder, `${sha256}.json`);
  };
  return {
    async keep(sha256, texts) {
      const file = fileOf(sha256);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const incoming = path.join(folder, `.incoming-${randomUUID()}`);
      try {
        const handle = await open(incoming, "wx", 0o600);
        try {
          await handle.writeFile(JSON.stringify(texts));
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(incoming, file);
      } finally {
        await rm(incoming, { force: true });
      }
    },
    async file(sha256) {
      const file = fileOf(sha256);
      try {
        await access(file);
        return file;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    delete: (sha256) => rm(fileOf(sha256), { force: true }),
  };
}
