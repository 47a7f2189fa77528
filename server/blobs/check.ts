import type { Blobs } from "./index.ts";

/** Asks the store for the first of its files. Throws a StorageProblem where that fails. */
export async function reachStorage(blobs: Pick<Blobs, "list">): Promise<void> {
  for await (const _sha256 of blobs.list()) return;
}
