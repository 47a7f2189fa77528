import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { openBlobs } from "#server/blobs/open.ts";
import type { S3Storage } from "#server/blobs/storage.ts";
import { sha256 } from "#server/digest.ts";
import { checkStorage } from "#server/doctor/machine.ts";
import { forgetGoneTexts, pageTextsFolderIn, pageTextsIn } from "#server/exhibits/page-texts.ts";
import { TooMuchWaits } from "#server/workers/problems.ts";
import { keepsTheContract, LETTER, listed, store } from "#tests/blobs/contract.ts";
import { useBuckets } from "./buckets.ts";

const s3 = useBuckets();
const root = mkdtempSync(path.join(tmpdir(), "s3-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The store as one process has it, until the test ends, and what it has on its disk. */
async function open(storage: S3Storage) {
  const dataDir = mkdtempSync(path.join(root, "data-"));
  const opened = await openBlobs(storage, { dataDir });
  onTestFinished(() => opened.close());
  const onDisk = () =>
    readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  return { ...opened, onDisk };
}

keepsTheContract("a bucket", async () => {
  const storage = await s3.newBucket();
  const { blobs, onDisk } = await open(storage);
  const keys = async () =>
    (await s3.server.keysIn(storage)).map((key) => key.slice("files/".length));
  return {
    blobs,
    another: async () => (await open(storage)).blobs,
    everything: async () => [...(await keys()), ...onDisk()],
    overwrite: (hash, bytes) => s3.server.write(storage, `files/${hash}`, bytes),
  };
});

it("[R29] a bucket is listed over more files than fit into one answer, without what is not ours", async () => {
  const storage = await s3.newBucket();
  const names = Array.from({ length: 1_050 }, (_, index) => sha256(`file ${index}`)).sort();
  for (const name of names) await s3.server.write(storage, `files/${name}`, Buffer.of());
  await s3.server.write(storage, `files/inner/${names[0]}`, Buffer.of());
  await s3.server.write(storage, `filesystem/${names[0]}`, Buffer.of());
  await s3.server.write(storage, "files/read & <me>", Buffer.of());
  expect(await listed((await open(storage)).blobs)).toEqual(names);
});

it("[R32] npm run doctor writes a file into a bucket, reads and deletes it, and finds a bucket that is not there", async () => {
  const storage = await s3.newBucket();
  const look = async (asked: S3Storage) => checkStorage((await open(asked)).blobs);
  expect(await look(storage)).toMatchObject({ state: "ok" });
  expect(await s3.server.keysIn(storage)).toEqual([]);
  expect(await look({ ...storage, bucket: "missing" })).toMatchObject({ state: "failed" });
});

it("[R29] texts of exhibits that another machine has deleted do not stay on this one", async () => {
  const { blobs } = await open(await s3.newBucket());
  const folder = pageTextsFolderIn(mkdtempSync(path.join(root, "data-")));
  const texts = pageTextsIn(folder);
  const [stays, gone] = [await store(blobs), sha256("gone")];
  for (const hash of [stays, gone]) await texts.keep(hash, []);
  await forgetGoneTexts(folder, blobs);
  expect(readdirSync(folder)).toEqual([`${stays}.json`]);
});

describe("files of a bucket that a worker reads", () => {
  it("[R29] are on the disk while it does, and no longer, whatever became of its work", async () => {
    const { blobs, onDisk } = await open(await s3.newBucket());
    const hashes = [await store(blobs), await store(blobs, Buffer.from("another"))];
    const fails = blobs.withFiles([...hashes, sha256("missing")], "ana", async (paths) => {
      expect(Object.keys(paths)).toEqual(hashes);
      expect(onDisk()).toHaveLength(2);
      throw new Error("the worker went down");
    });
    await expect(fails).rejects.toThrow("the worker went down");
    expect(onDisk()).toEqual([]);
  });

  it("[R29] that were changed in the bucket are missing", async () => {
    const storage = await s3.newBucket();
    const { blobs, onDisk } = await open(storage);
    const hash = await store(blobs);
    await s3.server.write(storage, `files/${hash}`, Buffer.from(LETTER).fill("x", 10));
    expect(await blobs.withFiles([hash], "ana", async (paths) => paths)).toEqual({});
    expect(onDisk()).toEqual([]);
  });

  it("[R29] are there for four pieces of work at once; the fifth has its turn when one is done, and people take turns", async () => {
    const { blobs } = await open(await s3.newBucket());
    const ends: (() => void)[] = [];
    const begun: string[] = [];
    const work = (by: string) =>
      blobs.withFiles([], by, async () => {
        begun.push(by);
        await new Promise<void>((resolve) => ends.push(resolve));
      });
    const all = [1, 2, 3, 4].map(() => work("ana"));
    await expect.poll(() => begun.length).toBe(4);
    all.push(...Array.from({ length: 10 }, () => work("ana")), work("ben"));
    await expect(work("ana")).rejects.toBeInstanceOf(TooMuchWaits);
    expect(begun).toHaveLength(4);
    for (const count of [5, 6]) {
      ends.shift()?.();
      await expect.poll(() => begun.length).toBe(count);
    }
    expect(begun.slice(4)).toEqual(["ana", "ben"]);
    while (begun.length < 15) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const end of ends) end();
    await Promise.all(all);
  });
});
