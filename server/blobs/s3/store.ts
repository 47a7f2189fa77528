import { createReadStream } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { digestOf } from "#server/digest.ts";
import { isBlobHash, type Blobs, type BlobStream } from "#server/blobs/index.ts";
import { DamagedBlob, verifiedPieces } from "#server/blobs/verified.ts";
import type { S3Client, S3Object } from "./client.ts";
import type { LocalCopies } from "./local-copies.ts";
import { blobOf, namesOfBlob, notedBlobOf, noteFor, objectToWrite } from "./names.ts";

/**
 * Blobs in a bucket, which any number of processes share. What holds without any lock between them:
 *
 * - An object is deleted only when a note has been there for the whole grace, and its note only after
 *   the store has confirmed that the object is deleted.
 * - `put` relies only on an object that no note was about when it looked, or on one under a name that
 *   nobody knew before. So no deletion that was decided earlier, and no request that is still on its
 *   way, can reach what was put. It needs a store in which a list shows every write that was
 *   answered before, as Amazon's, MinIO's, Ceph's and others' do.
 */
export function blobsInS3(client: S3Client, copies: LocalCopies): Blobs {
  const checked = (sha256: string) => {
    if (!isBlobHash(sha256)) throw new Error("not a hash");
    return sha256;
  };

  async function namesOf(sha256: string) {
    const names: string[] = [];
    for await (const name of client.list(checked(sha256))) names.push(name);
    return namesOfBlob(names);
  }

  /** Its objects in turn, beginning with the name that nearly all have. */
  async function* streamsOf(sha256: string): AsyncGenerator<BlobStream> {
    const verified = ({ bytes, pieces }: S3Object) => ({
      bytes,
      pieces: verifiedPieces(sha256, pieces),
    });
    const first = await client.read(checked(sha256));
    if (first) yield verified(first);
    for (const name of (await namesOf(sha256)).objects.keys()) {
      const other = name === sha256 ? null : await client.read(name);
      if (other) yield verified(other);
    }
  }

  return {
    receive: (bytes, limit) => copies.receive(bytes, limit),

    async put(arrived) {
      const { sha256 } = arrived;
      await client.write(objectToWrite(sha256, await namesOf(sha256)), arrived);
      // It is stored, whatever becomes of the copy.
      await copies.adopt(arrived).catch(() => undefined);
    },

    discard: (arrived) => rm(arrived.path, { force: true }),

    async get(sha256) {
      const file = await copies.find(checked(sha256));
      if (file !== null) {
        const bytes = await readFile(file).catch(() => null);
        if (bytes !== null && (await digestOf(bytes)) === sha256) return bytes;
      }
      for await (const { pieces } of streamsOf(sha256)) {
        const whole = await bytesOf(pieces);
        if (whole !== null) return whole;
      }
      return null;
    },

    async stream(sha256) {
      const file = await copies.find(checked(sha256));
      if (file !== null) {
        const { size } = await stat(file);
        return { bytes: size, pieces: verifiedPieces(sha256, createReadStream(file)) };
      }
      for await (const stream of streamsOf(sha256)) return stream;
      return null;
    },

    async localFile(sha256) {
      return copies.fetch(checked(sha256), streamsOf(sha256));
    },

    list: () => hashesOf(client.list(""), blobOf),

    noted: () => hashesOf(client.list(""), notedBlobOf),

    async delete(sha256) {
      const { objects, notes } = await namesOf(sha256);
      for (const name of objects.keys()) await client.remove(name);
      for (const { name } of notes) await client.remove(name);
      await copies.forget(sha256);
    },

    async unused(sha256, now, graceMs) {
      const { objects, notes } = await namesOf(sha256);
      let left = 0;
      for (const [object, since] of objects) {
        if (since !== null && now.getTime() - since >= graceMs) {
          await client.remove(object);
          for (const { name, of } of notes) if (of === object) await client.remove(name);
          continue;
        }
        left += 1;
        if (since === null) await client.mark(noteFor(object, now));
      }
      if (left > 0) return false;
      await copies.forget(sha256);
      return true;
    },

    async used(sha256) {
      const { objects, notes } = await namesOf(sha256);
      // One that no note is about is enough: the others go on as they were.
      if ([...objects.values()].includes(null)) return;
      for (const { name, of } of notes) if (objects.has(of)) await client.remove(name);
    },
  };
}

/** What `read` finds in names, each hash once: all names of one file follow each other. */
async function* hashesOf(
  names: AsyncIterable<string>,
  read: (name: string) => string | null,
): AsyncGenerator<string> {
  let last = "";
  for await (const name of names) {
    const sha256 = read(name);
    if (sha256 === null || sha256 === last) continue;
    last = sha256;
    yield sha256;
  }
}

/** All of it; null where it is damaged. */
async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  try {
    for await (const piece of pieces) parts.push(piece);
  } catch (error) {
    if (error instanceof DamagedBlob) return null;
    throw error;
  }
  return Buffer.concat(parts);
}
