import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Blobs } from "#server/blobs/index.ts";
import { sha256 } from "#server/digest.ts";

export const LETTER = Buffer.from("A letter. ".repeat(20_000));

export async function* inPieces(bytes: Uint8Array, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

/** Receives and puts a file; answers its hash. */
export async function store(blobs: Blobs, bytes: Uint8Array = LETTER): Promise<string> {
  const arrived = await blobs.receive(inPieces(bytes), bytes.byteLength);
  if (!arrived) throw new Error("too large");
  await blobs.put(arrived);
  return arrived.sha256;
}

export async function all(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

export const listed = (blobs: Pick<Blobs, "list">) => hashesIn(blobs.list());

async function hashesIn(hashes: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const hash of hashes) found.push(hash);
  return found;
}

/** A store in which there is nothing yet. */
export interface EmptyStore {
  readonly blobs: Blobs;
  /** The same store as another process has it, which has read nothing of it. */
  another(): Promise<Blobs>;
  /** All that lies there or is on its way, whatever it is called. */
  everything(): Promise<string[]>;
  /** Changes a stored file past the program. */
  overwrite(hash: string, bytes: Uint8Array): Promise<void>;
}

const DAY = 86_400_000;

/** The contract that every store of files keeps. */
export function keepsTheContract(name: string, emptyStore: () => Promise<EmptyStore>): void {
  describe(`a file that is stored in ${name}`, () => {
    it("[R29] lies once under the hash of its bytes and comes back whole and in pieces", async () => {
      const { blobs, another, everything } = await emptyStore();
      const hash = await store(blobs);
      expect(hash).toBe(sha256(LETTER));
      expect(await store(blobs)).toBe(hash);
      expect(await everything()).toEqual([hash]);
      for (const reader of [blobs, await another()]) {
        expect(Buffer.from((await reader.get(hash)) ?? []).equals(LETTER)).toBe(true);
        const stream = await reader.stream(hash);
        expect(stream?.bytes).toBe(LETTER.byteLength);
        expect((await all(stream!.pieces)).equals(LETTER)).toBe(true);
        for (const range of [
          { start: 70_000, end: 70_009 },
          { start: 0, end: LETTER.byteLength - 1 },
        ]) {
          const part = await reader.stream(hash, range);
          const bytes = LETTER.subarray(range.start, range.end + 1);
          expect(part?.bytes).toBe(bytes.byteLength);
          expect((await all(part!.pieces)).equals(bytes)).toBe(true);
        }
        const path = await reader.withFiles([hash], "ana", async ({ [hash]: file = "" }) => {
          expect(readFileSync(file).equals(LETTER)).toBe(true);
          return file;
        });
        // The file made for it alone is gone.
        expect(existsSync(path)).toBe(false);
        expect(await listed(reader)).toEqual([hash]);
      }
      await blobs.delete(hash);
      expect(await everything()).toEqual([]);
      expect(await blobs.get(hash)).toBeNull();
    });

    it("[R29] that was changed breaks off before its end instead of looking whole, and is whole again once it is put again", async () => {
      const { blobs, another, overwrite } = await emptyStore();
      const hash = await store(blobs);
      await overwrite(hash, Buffer.from(LETTER).fill("x", 199_999));
      const reader = await another();
      expect(await reader.get(hash)).toBeNull();
      const stream = await reader.stream(hash);
      let arrived = 0;
      await expect(
        (async () => {
          for await (const piece of stream!.pieces) arrived += piece.byteLength;
        })(),
      ).rejects.toThrow("damaged");
      expect(arrived).toBeLessThan(LETTER.byteLength);
      await store(blobs);
      expect(await (await another()).get(hash)).not.toBeNull();
    });

    it("[R29] is answered as missing where it is, and nothing but a hash leads to a file", async () => {
      const { blobs } = await emptyStore();
      const none = "0".repeat(64);
      expect(await blobs.get(none)).toBeNull();
      expect(await blobs.stream(none)).toBeNull();
      expect(await blobs.stream(none, { start: 0, end: 1 })).toBeNull();
      expect(await blobs.withFiles([none], "ana", async (paths) => paths)).toEqual({});
      await blobs.delete(none);
      await expect(blobs.get("../secret")).rejects.toThrow("not a hash");
      expect(await listed(blobs)).toEqual([]);
    });
  });

  describe(`a file that arrives in ${name}`, () => {
    it("[R29] leaves nothing where it is too large, breaks off or is discarded", async () => {
      const { blobs, everything } = await emptyStore();
      expect(await blobs.receive(inPieces(LETTER), LETTER.byteLength - 1)).toBeNull();
      const broken = (async function* () {
        yield LETTER.subarray(0, 100);
        throw new Error("the browser is gone");
      })();
      await expect(blobs.receive(broken, 1_000)).rejects.toThrow("the browser is gone");
      const arrived = await blobs.receive(inPieces(LETTER), LETTER.byteLength);
      await blobs.discard(arrived!);
      expect(await everything()).toEqual([]);
    });

    it("[R29] is not among the stored ones until it is put, and then not to be discarded", async () => {
      const { blobs, everything } = await emptyStore();
      const arrived = await blobs.receive(inPieces(LETTER), LETTER.byteLength);
      expect(await listed(blobs)).toEqual([]);
      expect(await everything()).toHaveLength(1);
      await blobs.put(arrived!);
      await blobs.discard(arrived!);
      expect(await listed(blobs)).toEqual([arrived!.sha256]);
      expect(await blobs.get(arrived!.sha256)).not.toBeNull();
    });
  });

  describe(`a file in ${name} that nothing refers to`, () => {
    /** Begun some days ago, since a store has its own clock. */
    const unused = (blobs: Blobs, hash: string, day: number) =>
      blobs.unused(hash, new Date(Date.now() + day * DAY + 60_000), 30 * DAY);
    const aside = (blobs: Blobs) => hashesIn(blobs.listUnused());

    it("[R29] is there for 30 days more, and then deleted", async () => {
      const { blobs, another, everything } = await emptyStore();
      const hash = await store(blobs);
      expect(await aside(blobs)).toEqual([]);
      expect(await unused(blobs, hash, 0)).toBe(false);
      for (const reader of [blobs, await another()]) {
        expect(await aside(reader)).toEqual([hash]);
        expect(await listed(reader)).toEqual([hash]);
        expect(Buffer.from((await reader.get(hash)) ?? []).equals(LETTER)).toBe(true);
        expect((await all((await reader.stream(hash))!.pieces)).equals(LETTER)).toBe(true);
        await reader.withFiles([hash], "ana", async ({ [hash]: file = "" }) =>
          expect(readFileSync(file).equals(LETTER)).toBe(true),
        );
      }
      expect(await unused(blobs, hash, 29)).toBe(false);
      // Deleted while a worker still waits for its turn with it.
      await blobs.withFiles([hash], "ana", async ({ [hash]: file = "" }) => {
        expect(await unused(blobs, hash, 31)).toBe(true);
        expect(readFileSync(file).equals(LETTER)).toBe(true);
      });
      expect(await everything()).toEqual([]);
      expect(await unused(blobs, hash, 31)).toBe(false);
    });

    it("[R29] is kept again once something refers to it, or it is put again, and has 30 days anew", async () => {
      const { blobs, everything } = await emptyStore();
      const hash = await store(blobs);
      for (const again of [() => blobs.used(hash), () => store(blobs), () => blobs.used(hash)]) {
        await unused(blobs, hash, 0);
        await again();
        expect(await listed(blobs)).toEqual([hash]);
        // As after 40 days: it is set aside anew, not deleted.
        expect(await unused(blobs, hash, 40)).toBe(false);
        expect(await blobs.get(hash)).not.toBeNull();
        await blobs.used(hash);
        expect(await everything()).toEqual([hash]);
      }
      await blobs.used("0".repeat(64));
      expect(await listed(blobs)).toEqual([hash]);
      await unused(blobs, hash, 0);
      await blobs.delete(hash);
      expect(await everything()).toEqual([]);
    });

    it("[R29] is there after it was put in the same moment in which another process sets it aside or deletes it", async () => {
      for (let round = 0; round < 10; round += 1) {
        const { blobs, another } = await emptyStore();
        const sweeper = await another();
        const hash = await store(blobs);
        // Set aside long ago in every other round; else it is at this moment.
        if (round % 2 === 0) await unused(sweeper, hash, 0);
        const arrived = await blobs.receive(inPieces(LETTER), LETTER.byteLength);
        await Promise.all([
          unused(sweeper, hash, 31),
          new Promise((resolve) => setTimeout(resolve, round)).then(() => blobs.put(arrived!)),
        ]);
        expect(await (await another()).get(hash)).not.toBeNull();
        expect(await listed(blobs)).toEqual([hash]);
        await sweeper.used(hash);
        expect(await blobs.get(hash)).not.toBeNull();
        await blobs.delete(hash);
      }
    });
  });
}
