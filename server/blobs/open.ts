import path from "node:path";
import { blobsInFolder } from "./folder.ts";
import type { Blobs } from "./index.ts";
import type { S3Limits } from "./limits.ts";
import type { StorageProblem } from "./problem.ts";
import type { Storage } from "./storage.ts";

/** A store of files that is open. */
export interface OpenBlobs {
  readonly blobs: Blobs;
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

interface OpenBlobsOptions {
  /** For files on their way to and from a bucket. */
  readonly dataDir: string;
  /** How long a command or a person waits for a bucket. */
  readonly limits?: S3Limits;
  /** Told of each request to a bucket that failed for good. */
  readonly onProblem?: (problem: StorageProblem) => void;
}

/** Hidden: no backup copies it. */
const ON_THEIR_WAY = ".files-on-their-way";

/** Opens the store that STORAGE_URL names; no request is sent. */
export async function openBlobs(storage: Storage, options: OpenBlobsOptions): Promise<OpenBlobs> {
  if (storage.kind === "folder") {
    return { blobs: blobsInFolder(storage.folder), close: async () => undefined };
  }
  // Loaded only where it is needed: a server with a folder starts without it.
  const [{ openBucket }, { blobsInBucket }] = await Promise.all([
    import("./s3/bucket.ts"),
    import("./s3/store.ts"),
  ]);
  const bucket = openBucket(storage, options);
  return {
    blobs: blobsInBucket(bucket, path.join(options.dataDir, ON_THEIR_WAY)),
    close: async () => bucket.close(),
  };
}
