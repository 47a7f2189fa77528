import { afterAll, beforeAll, onTestFinished } from "vitest";
import { openBlobs, type OpenBlobs } from "#server/blobs/open.ts";
import type { S3Storage, Storage } from "#server/blobs/storage.ts";
import { temporaryFolder } from "#tests/backup/commands.ts";
import { startS3, type S3Server } from "#tests/support/s3-server.ts";

/** Starts an S3 server for the tests of a file, in which each has buckets of its own. */
export function useBuckets(): { readonly server: S3Server; newBucket(): Promise<S3Storage> } {
  let started: S3Server | undefined;
  let count = 0;
  beforeAll(async () => {
    started = await startS3();
  });
  afterAll(() => started?.stop());
  return {
    get server() {
      if (!started) throw new Error("The S3 server starts before the first test, not earlier.");
      return started;
    },
    newBucket() {
      count += 1;
      return this.server.bucket(`bucket-${count}`);
    },
  };
}

/** The store as another program has it until the test ends. */
export async function openElsewhere(storage: Storage): Promise<OpenBlobs> {
  const dataDir = await temporaryFolder("reader");
  const opened = await openBlobs(storage, { dataDir });
  onTestFinished(() => opened.close());
  return opened;
}
