import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import type { Blobs } from "#server/blobs/index.ts";
import { openBlobs } from "#server/blobs/open.ts";
import type { S3Storage } from "#server/blobs/storage.ts";
import { sha256 } from "#server/digest.ts";
import { forgetGoneTexts, pageTextsFolderIn, pageTextsIn } from "#server/exhibits/page-texts.ts";
import { TooMuchWaits } from "#server/workers/problems.ts";
import { useBuckets } from "./buckets.ts";
import { keepsTheContract, LETTER, listed, store } from "./contract.ts";

const s3 = useBuckets();
const root = mkdtempSync(path.join(tmpdir(), "s3-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const newFolder = () => mkdtempSync(path.join(root, "data-"));

/** The store as one process has it, until the test ends. */
async function open(storage: S3Storage, dataDir = newFolder(), copiesRoom?: number) {
  const opened = await openBlobs(storage, {
    dataDir,
    ...(copiesRoom !== undefined && { copiesRoom }),
  });
  onTestFinished(() => opened.close());
  return opened;
}

const isNote = (key: string) => key.includes(".unused-");

keepsTheContract("a bucket", async () => {
  const storage = await s3.newBucket();
  const dataDir = newFolder();
  const { blobs, folder } = await open(storage, dataDir);
  const keys = async () =>
    (await s3.server.keysIn(storage)).map((key) => key.slice("files/".length));
  return {
    blobs,
    another: async () => (await open(storage)).blobs,
    files: async () => (await keys()).filter((key) => !isNote(key)),
    everything: async () => [
      ...(await keys()),
      ...readdirSync(folder).filter((name) => name.startsWith(".incoming-")),
    ],
    overwrite: (hash, bytes) => s3.server.write(storage, `files/${hash}`, bytes),
  };
});

describe("a bucket that several processes share", () => {
  const DAY = 86_400_000;
  const unused = (blobs: Blobs, hash: string, day: number) =>
    blobs.unused(hash, new Date(Date.parse("2021-10-07T12:00:00Z") + day * DAY), 30 * DAY);

  it("[R29] keeps what is put under a name that no earlier deletion can reach", async () => {
    const storage = await s3.newBucket();
    const { blobs } = await open(storage);
    const hash = await store(blobs);
    await unused(blobs, hash, 0);
    await store(blobs);
    const keys = await s3.server.keysIn(storage);
    expect(keys.filter((key) => !isNote(key))).toEqual([
      `files/${hash}`,
      expect.stringMatching(new RegExp(`^files/${hash}\\.[0-9a-f]{12}$`, "u")),
    ]);
    // Once more, and it goes to the one that no note is about.
    await store(blobs);
    expect(await s3.server.keysIn(storage)).toHaveLength(keys.length);
    expect(await unused(blobs, hash, 31)).toBe(false);
    expect((await s3.server.keysIn(storage)).filter((key) => !isNote(key))).toHaveLength(1);
    const other = (await open(storage)).blobs;
    expect(await listed(other)).toEqual([hash]);
    expect(Buffer.from((await other.get(hash)) ?? []).equals(LETTER)).toBe(true);
    const stream = await other.stream(hash);
    expect(stream?.bytes).toBe(LETTER.byteLength);
    await stream?.pieces[Symbol.asyncIterator]().return?.();
  });

  it("lists more files than fit into one answer, and nothing that is not ours", async () => {
    const storage = await s3.newBucket();
    const names = Array.from({ length: 1_050 }, (_, index) => sha256(`file ${index}`)).sort();
    for (const name of names) await s3.server.write(storage, `files/${name}`, Buffer.of());
    await s3.server.write(storage, `files/inner/${names[0]}`, Buffer.of());
    await s3.server.write(storage, `filesystem/${names[0]}`, Buffer.of());
    await s3.server.write(storage, "files/read & <me>", Buffer.of());
    expect(await listed((await open(storage)).blobs)).toEqual(names);
  });
});

it("[R29] texts of exhibits that another machine has deleted do not stay on this one", async () => {
  const storage = await s3.newBucket();
  const dataDir = newFolder();
  const { blobs } = await open(storage);
  const texts = pageTextsIn(pageTextsFolderIn(dataDir));
  const [stays, gone] = [await store(blobs), sha256("gone")];
  for (const hash of [stays, gone]) await texts.keep(hash, []);
  await forgetGoneTexts(pageTextsFolderIn(dataDir), blobs);
  expect(readdirSync(pageTextsFolderIn(dataDir))).toEqual([`${stays}.json`]);
});

describe("local copies of files in a bucket", () => {
  const files = Array.from({ length: 5 }, (_, index) => Buffer.alloc(100_000, `${index}`));

  it("are as large together as they may be, those in use aside, and gone with the process", async () => {
    const storage = await s3.newBucket();
    const writer = await open(storage, newFolder(), 250_000);
    const hashes: string[] = [];
    for (const file of files) hashes.push(await store(writer.blobs, file));
    expect(readdirSync(writer.folder)).toHaveLength(2);
    const dataDir = newFolder();
    const reader = await open(storage, dataDir, 250_000);
    const release = await reader.hold(hashes, "ana");
    expect(readdirSync(reader.folder).sort()).toEqual(hashes.toSorted());
    release();
    await expect.poll(() => readdirSync(reader.folder).length).toBe(2);
    // What was deleted locally comes again.
    const again = await reader.hold(hashes.slice(0, 1), "ana");
    expect(readdirSync(reader.folder)).toContain(hashes[0]);
    again();
    await reader.close();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it("are held for four documents at once; the fifth has its turn when one is done, and people take turns", async () => {
    const storage = await s3.newBucket();
    const { blobs, hold } = await open(storage);
    const hash = await store(blobs);
    const releases = await Promise.all([1, 2, 3, 4].map(() => hold([hash], "ana")));
    const turns: string[] = [];
    const waiting = ["ana", "ana", "ben"].map(async (by) => {
      const release = await hold([hash], by);
      turns.push(by);
      release();
    });
    await blobs.localFile(hash);
    expect(turns).toEqual([]);
    const [first, ...others] = releases;
    first?.();
    await Promise.all(waiting);
    expect(turns).toEqual(["ana", "ben", "ana"]);
    for (const release of others) release();
    const full = await Promise.all([1, 2, 3, 4].map(() => hold([hash], "ana")));
    const own = Array.from({ length: 10 }, async () => (await hold([hash], "ana"))());
    await expect(hold([hash], "ana")).rejects.toBeInstanceOf(TooMuchWaits);
    for (const release of full) release();
    await Promise.all(own);
  });

  it("are read again from the bucket where the disk has changed them", async () => {
    const storage = await s3.newBucket();
    const { blobs, folder } = await open(storage);
    const hash = await store(blobs);
    writeFileSync(path.join(folder, hash), Buffer.from(LETTER).fill("x", 10));
    expect(Buffer.from((await blobs.get(hash)) ?? []).equals(LETTER)).toBe(true);
    const file = await blobs.localFile(hash);
    writeFileSync(file!, "short");
    await blobs.localFile(hash);
    expect(readdirSync(folder)).toEqual([hash]);
    expect((await blobs.stream(hash))?.bytes).toBe(LETTER.byteLength);
  });

  it("of a process that was killed are deleted at the next start, those of one that lives are not", async () => {
    const storage = await s3.newBucket();
    const dataDir = newFolder();
    const mine = await open(storage, dataDir);
    await store(mine.blobs);
    const [own] = readdirSync(path.join(dataDir, ".blob-copies"));
    const dead = own!.replace(/-\d+-[0-9a-f]{8}$/u, "-4194304-00000000");
    mkdirSync(path.join(dataDir, ".blob-copies", dead));
    await open(storage, dataDir);
    expect(readdirSync(path.join(dataDir, ".blob-copies"))).toEqual([own]);
  });
});
