import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { sha256 } from "#server/digest.ts";
import { keepsTheContract, LETTER, store } from "./contract.ts";

const root = mkdtempSync(path.join(tmpdir(), "blobs-"));
const folder = path.join(root, "blobs");
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of readdirSync(root)) rmSync(path.join(root, name), { recursive: true });
});
const everything = () => (existsSync(folder) ? readdirSync(folder) : []);

keepsTheContract("a folder", async () => ({
  blobs: blobsInFolder(folder),
  another: async () => blobsInFolder(folder),
  everything: async () => everything(),
  overwrite: async (hash, bytes) => writeFileSync(path.join(folder, hash), bytes),
}));

describe("what a process that ended has left in the folder", () => {
  it("is cleared away after an hour, and not while another process may be receiving it", async () => {
    const blobs = blobsInFolder(folder);
    mkdirSync(folder);
    const left = path.join(folder, ".incoming-left");
    writeFileSync(left, "half a file");
    writeFileSync(path.join(folder, ".incoming-others"), "half a file of another process");
    const before = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(left, before, before);
    await store(blobs);
    expect(everything().sort()).toEqual([".incoming-others", sha256(LETTER)].sort());
  });
});
