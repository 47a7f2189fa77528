import { FairQueue } from "#server/workers/fair-queue.ts";
import { TooMuchWaits } from "#server/workers/problems.ts";
import { blobsInFolder } from "./folder.ts";
import type { Blobs } from "./index.ts";
import type { S3Limits } from "./limits.ts";
import type { StorageProblem } from "./problem.ts";
import type { Storage } from "./storage.ts";

/** A store of files that is open. */
export interface OpenBlobs {
  readonly blobs: Blobs;
  /** The folder from which workers read files by their hashes. */
  readonly folder: string;
  /**
   * Has these files in that folder, as far as they exist, until the returned function is called.
   * Throws a StorageProblem, or TooMuchWaits.
   * @param by the id of the person who needs them: people take turns.
   */
  hold(hashes: readonly string[], by: string): Promise<() => void>;
  /** Breaks off what is under way, and deletes local copies. */
  close(): Promise<void>;
}

export interface OpenBlobsOptions {
  /** For local copies of files in a bucket. */
  readonly dataDir: string;
  /** Bytes that these may take. */
  readonly copiesRoom?: number;
  /** How long a command or a person waits for a bucket. */
  readonly limits?: S3Limits;
  /** Told of each request to a bucket that failed for good. */
  readonly onProblem?: (problem: StorageProblem) => void;
}

/** The most sets of files that are held at once: each may have 100 MB. */
const HELD_AT_ONCE = 4;
const WAITING = { inAll: 40, ofOne: 10 };
const COPIES_ROOM = 1_000_000_000;

/** Opens the store that STORAGE_URL names; no request is sent. */
export async function openBlobs(storage: Storage, options: OpenBlobsOptions): Promise<OpenBlobs> {
  if (storage.kind === "folder") {
    return {
      blobs: blobsInFolder(storage.folder),
      folder: storage.folder,
      hold: async () => () => undefined,
      close: async () => undefined,
    };
  }
  // Loaded only where it is needed: a server with a folder starts without it.
  const [{ createS3Client }, { openLocalCopies }, { blobsInS3 }] = await Promise.all([
    import("./s3/client.ts"),
    import("./s3/local-copies.ts"),
    import("./s3/store.ts"),
  ]);
  const copies = await openLocalCopies(options.dataDir, options.copiesRoom ?? COPIES_ROOM);
  const client = createS3Client(storage, options);
  const blobs = blobsInS3(client, copies);
  const turns = createTurns(HELD_AT_ONCE);
  return {
    blobs,
    folder: copies.folder,
    async hold(hashes, by) {
      if (hashes.length === 0) return () => undefined;
      const endTurn = await turns(by);
      const releases = hashes.map((sha256) => copies.hold(sha256));
      const release = () => {
        for (const each of releases) each();
        endTurn();
      };
      try {
        for (const sha256 of hashes) await blobs.localFile(sha256);
        return release;
      } catch (error) {
        release();
        throw error;
      }
    },
    async close() {
      client.close();
      await copies.close();
    },
  };
}

/** At most so many turns at once; others wait for theirs. Resolves to what ends a turn. */
function createTurns(most: number): (by: string) => Promise<() => void> {
  let running = 0;
  const waiting = new FairQueue<() => void>(WAITING);
  return async (by) => {
    if (running < most) running += 1;
    else {
      await new Promise<void>((resolve, reject) => {
        if (!waiting.add(by, resolve)) reject(new TooMuchWaits());
      });
    }
    return () => {
      const next = waiting.next();
      if (next) next();
      else running -= 1;
    };
  };
}
