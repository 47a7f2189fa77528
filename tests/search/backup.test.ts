import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { keptFiles } from "#server/backup/kept-files.ts";
import { readStorageUrl } from "#server/blobs/storage.ts";
import { SEARCH_FILE } from "#server/search/search-file.ts";

it("[Q4] [R32] no backup holds the index of what is found, which builds itself", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "kept-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of [SEARCH_FILE, `${SEARCH_FILE}-wal`, `${SEARCH_FILE}-shm`, "kept.txt"]) {
    await writeFile(path.join(folder, name), "words");
  }
  const storage = readStorageUrl(undefined, folder, {});
  expect(await keptFiles({ dataDir: folder, storage }, null)).toEqual(["kept.txt"]);
});
