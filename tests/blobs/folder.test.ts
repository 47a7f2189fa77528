import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { migrateEarlierExhibits } from "#server/blobs/from-earlier-release.ts";
import { sha256 } from "#server/digest.ts";

const root = mkdtempSync(path.join(tmpdir(), "blobs-"));
const folder = path.join(root, "blobs");
const blobs = blobsInFolder(folder);
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of readdirSync(root)) rmSync(path.join(root, name), { recursive: true });
  mkdirSync(folder);
});

const LETTER = Buffer.from("A letter. ".repeat(20_000));

async function* inPieces(bytes: Uint8Array, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}
async function store(bytes: Uint8Array) {
  const arrived = await blobs.receive(inPieces(bytes), bytes.byteLength);
  if (!arrived) throw new Error("too large");
  await blobs.put(arrived);
  return arrived.sha256;
}
async function all(pieces: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}
async function listed() {
  const found: string[] = [];
  for await (const hash of blobs.list()) found.push(hash);
  return found;
}
const visible = () => readdirSync(folder).filter((name) => !name.startsWith("."));

describe("a stored file", () => {
  it("lies once under the hash of its bytes and comes back whole and in pieces", async () => {
    const hash = await store(LETTER);
    expect(hash).toBe(sha256(LETTER));
    expect(await store(LETTER)).toBe(hash);
    expect(readdirSync(folder)).toEqual([hash]);
    expect(Buffer.from((await blobs.get(hash)) ?? []).equals(LETTER)).toBe(true);
    const stream = await blobs.stream(hash);
    expect(stream?.bytes).toBe(LETTER.byteLength);
    expect((await all(stream!.pieces)).equals(LETTER)).toBe(true);
    expect(readFileSync((await blobs.localFile(hash)) ?? "").equals(LETTER)).toBe(true);
    expect(await listed()).toEqual([hash]);
    await blobs.delete(hash);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that was changed on the disk breaks off before its end instead of looking whole", async () => {
    const hash = await store(LETTER);
    writeFileSync(path.join(folder, hash), Buffer.from(LETTER).fill("x", 199_999));
    expect(await blobs.get(hash)).toBeNull();
    const stream = await blobs.stream(hash);
    let arrived = 0;
    await expect(
      (async () => {
        for await (const piece of stream!.pieces) arrived += piece.byteLength;
      })(),
    ).rejects.toThrow("damaged");
    expect(arrived).toBeLessThan(LETTER.byteLength);
  });

  it("is answered as missing where it is, and nothing but a hash leads to a file", async () => {
    const none = "0".repeat(64);
    expect(await blobs.get(none)).toBeNull();
    expect(await blobs.stream(none)).toBeNull();
    expect(await blobs.localFile(none)).toBeNull();
    await expect(blobs.get("../secret")).rejects.toThrow("not a hash");
    expect(await all(blobsInFolder(path.join(root, "never")).list() as never)).toEqual(
      Buffer.alloc(0),
    );
  });
});

describe("a file that arrives", () => {
  it("leaves nothing where it is too large, breaks off or is discarded", async () => {
    expect(await blobs.receive(inPieces(LETTER), LETTER.byteLength - 1)).toBeNull();
    const broken = (async function* () {
      yield LETTER.subarray(0, 100);
      throw new Error("the browser is gone");
    })();
    await expect(blobs.receive(broken, 1_000)).rejects.toThrow("the browser is gone");
    const arrived = await blobs.receive(inPieces(LETTER), LETTER.byteLength);
    await blobs.discard(arrived!);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is not among the stored ones until it is put, and what a crash left is cleared away", async () => {
    writeFileSync(path.join(folder, ".incoming-left"), "half a file");
    const restarted = blobsInFolder(folder);
    const arrived = await restarted.receive(inPieces(LETTER), LETTER.byteLength);
    expect(visible()).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(1);
    await restarted.put(arrived!);
    expect(readdirSync(folder)).toEqual([arrived!.sha256]);
  });
});

describe("a file that nothing refers to", () => {
  const DAY = 86_400_000;
  const START = Date.parse("2021-10-07T12:00:00Z");
  const unused = (hash: string, day: number) =>
    blobs.unused(hash, new Date(START + day * DAY), 30 * DAY);

  it("is deleted only after 30 days on which nothing did", async () => {
    const hash = await store(LETTER);
    expect(await unused(hash, 0)).toBe(false);
    expect(await unused(hash, 29)).toBe(false);
    expect(visible()).toEqual([hash]);
    expect(await unused(hash, 30)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("starts its 30 days anew once something refers to it again, or it is put again", async () => {
    const hash = await store(LETTER);
    await unused(hash, 0);
    await blobs.used(hash);
    expect(await unused(hash, 40)).toBe(false);
    await store(LETTER);
    expect(await unused(hash, 80)).toBe(false);
    expect(await unused(hash, 109)).toBe(false);
    expect(await unused(hash, 110)).toBe(true);
  });

  it("is there after it was put in the same moment in which it is deleted", async () => {
    const hash = await store(LETTER);
    await unused(hash, 0);
    await Promise.all([store(LETTER), unused(hash, 31)]);
    expect(await blobs.get(hash)).not.toBeNull();
  });
});

it("[R29] exhibits of an earlier release, or of its backup, are found at the next start", async () => {
  const earlier = path.join(root, "exhibits");
  mkdirSync(earlier);
  const hash = sha256(LETTER);
  writeFileSync(path.join(earlier, `${hash}.pdf`), LETTER);
  writeFileSync(path.join(earlier, `${hash}.json`), `["Its page"]`);
  writeFileSync(path.join(earlier, ".incoming-half"), "half");
  expect(await migrateEarlierExhibits(root, folder)).toBe(1);
  expect(Buffer.from((await blobs.get(hash)) ?? []).equals(LETTER)).toBe(true);
  expect(readdirSync(root).sort()).toEqual(["blobs", "page-texts"]);
  expect(await migrateEarlierExhibits(root, folder)).toBe(0);
});
