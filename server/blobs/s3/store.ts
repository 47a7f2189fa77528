import { buffer } from "node:stream/consumers";
import { incomingIn, receiveInto } from "#server/blobs/incoming.ts";
import type { Blobs, BlobStream, ByteRange } from "#server/blobs/index.ts";
import { firstFound, hashesIn, namesOf } from "#server/blobs/names.ts";
import { DamagedBlob, verifiedPieces } from "#server/blobs/verified.ts";
import { createFairSemaphore } from "#server/workers/fair-semaphore.ts";
import type { Bucket } from "./bucket.ts";

/** The most sets of files that lie on this machine at once: each may have 100 MB. */
const SETS_AT_ONCE = 4;
const WAITING = { inAll: 40, ofOne: 10 };

/**
 * Blobs in a bucket, which any number of processes share, without a lock between them. It needs a
 * store in which a list shows every write that was answered before, as Amazon's, MinIO's, Ceph's and
 * others' do.
 * @param folder for files on their way to the bucket, and for those that a worker reads.
 */
export function blobsInBucket(bucket: Bucket, folder: string): Blobs {
  const incoming = incomingIn(folder);
  const semaphore = createFairSemaphore(SETS_AT_ONCE, WAITING);

  async function stream(sha256: string, range?: ByteRange): Promise<BlobStream | null> {
    const found = await firstFound(sha256, (name) => bucket.read(name, range));
    if (!found || range) return found;
    return { bytes: found.bytes, pieces: verifiedPieces(sha256, found.pieces) };
  }

  /** The result of `read` for its bytes; null where the file is missing or damaged. */
  async function whole<T>(
    sha256: string,
    read: (pieces: AsyncIterable<Uint8Array>) => Promise<T>,
  ): Promise<T | null> {
    const found = await stream(sha256);
    try {
      return found && (await read(found.pieces));
    } catch (error) {
      if (error instanceof DamagedBlob) return null;
      throw error;
    }
  }

  async function* names(beginning = ""): AsyncGenerator<string> {
    for await (const { name } of bucket.list(beginning)) yield name;
  }

  /** When each of its objects was written. */
  async function timesOf(sha256: string): Promise<Map<string, Date>> {
    const times = new Map<string, Date>();
    for await (const { name, modified } of bucket.list(sha256)) times.set(name, modified);
    return times;
  }

  return {
    receive: incoming.receive,

    async put(arrived) {
      await bucket.write(namesOf(arrived.sha256).kept, arrived);
      await incoming.discard(arrived);
    },

    discard: incoming.discard,

    get: (sha256) => whole(sha256, buffer),

    stream,

    async withFiles(hashes, by, work) {
      const endTurn = await semaphore(by);
      try {
        return await incoming.withFolder(async (own) => {
          const paths: Record<string, string> = {};
          for (const sha256 of hashes) {
            const arrived = await whole(sha256, (pieces) => receiveInto(own, pieces, Infinity));
            if (arrived) paths[sha256] = arrived.path;
          }
          return work(paths);
        });
      } finally {
        endTurn();
      }
    },

    list: () => hashesIn(names()),

    async delete(sha256) {
      const { kept, unused } = namesOf(sha256);
      await bucket.remove(kept);
      await bucket.remove(unused);
    },

    async unused(sha256, now, graceMs) {
      const { kept, unused } = namesOf(sha256);
      const times = await timesOf(sha256);
      if (times.has(kept)) {
        if (await bucket.copy(kept, unused)) await bucket.remove(kept);
        return false;
      }
      const since = times.get(unused);
      if (since === undefined || now.getTime() - since.getTime() < graceMs) return false;
      await bucket.remove(unused);
      return true;
    },

    listUnused: () => hashesIn(names(), "unused"),

    async used(sha256) {
      const { kept, unused } = namesOf(sha256);
      const times = await timesOf(sha256);
      if (!times.has(unused)) return;
      if (times.has(kept) || (await bucket.copy(unused, kept))) await bucket.remove(unused);
    },
  };
}
