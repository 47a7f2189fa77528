import { isBlobHash } from "./index.ts";

/**
 * The names of a file in a store: it is kept under its hash, and set aside under another name once
 * nothing refers to it. The last write to that name says since when. `put` writes to the first name
 * only, and only what is set aside is ever deleted: so no deletion, however late it comes, can reach
 * what was put.
 */
interface BlobNames {
  readonly kept: string;
  readonly unused: string;
}

const UNUSED = ".unused";
const NAME = /^(?<sha256>[0-9a-f]{64})(?<unused>\.unused)?$/u;

export function namesOf(sha256: string): BlobNames {
  if (!isBlobHash(sha256)) throw new Error("not a hash");
  return { kept: sha256, unused: sha256 + UNUSED };
}

/** The result of `read` under one of its names; null where it is under none. */
export async function firstFound<T>(
  sha256: string,
  read: (name: string) => Promise<T | null>,
): Promise<T | null> {
  const { kept, unused } = namesOf(sha256);
  // Once more under the first: it may have been taken back between the two.
  for (const name of [kept, unused, kept]) {
    const found = await read(name);
    if (found !== null) return found;
  }
  return null;
}

/** The hashes in names that come in order, each once; of files that are set aside alone on demand. */
export async function* hashesIn(
  names: AsyncIterable<string> | Iterable<string>,
  which: "all" | "unused" = "all",
): AsyncGenerator<string> {
  let last = "";
  for await (const name of names) {
    const { sha256, unused } = NAME.exec(name)?.groups ?? {};
    if (sha256 === undefined || sha256 === last) continue;
    if (which === "unused" && unused === undefined) continue;
    last = sha256;
    yield sha256;
  }
}
