import { randomBytes } from "node:crypto";
import { inParallel } from "./in-parallel.ts";
import type { Blobs } from "./index.ts";
import { DamagedBlob } from "./verified.ts";

export interface MoveProgress {
  /** Files of the source. */
  readonly all: number;
  /** Of them, those that the destination has, read back and compared. */
  readonly compared: number;
  /** Of them, those that this run copied, and their bytes. */
  readonly copied: number;
  readonly copiedBytes: number;
}

interface MoveOutcome extends MoveProgress {
  /** Files that are damaged at their source, and so are not copied. */
  readonly damaged: readonly string[];
  /** Everything that the destination has, each read back and compared. */
  readonly there: readonly string[];
}

/** Copies at once. */
const AT_ONCE = 4;
/** Files that come while others are copied are copied too, up to this many times. */
const PASSES = 3;

type Source = Pick<Blobs, "list" | "stream">;
type Destination = Pick<Blobs, "list" | "stream" | "receive" | "put" | "discard">;

/**
 * Copies every file of one store into another, and reads each back from there, comparing its hash.
 * The source is not changed. Can be repeated after any interruption: what is there already is only
 * compared. A server may use the source meanwhile: stored files never change.
 */
export async function copyBlobs(
  from: Source,
  to: Destination,
  onProgress: (progress: MoveProgress) => void,
): Promise<MoveOutcome> {
  const known = new Set<string>();
  for await (const sha256 of to.list()) known.add(sha256);
  const there = new Set<string>();
  const damaged = new Set<string>();
  let all = 0;
  for await (const _sha256 of from.list()) all += 1;
  let copied = 0;
  let copiedBytes = 0;
  const progress = () => ({ all, compared: there.size, copied, copiedBytes });

  const move = async (sha256: string) => {
    if (known.has(sha256) && (await isIntact(to, sha256))) there.add(sha256);
    else {
      const bytes = await copy(from, to, sha256);
      if (bytes === "damaged") damaged.add(sha256);
      // Deleted at the source since it was listed.
      if (typeof bytes !== "number") return;
      if (!(await isIntact(to, sha256))) throw new NotStored(sha256);
      there.add(sha256);
      copied += 1;
      copiedBytes += bytes;
    }
    onProgress(progress());
  };
  for (let pass = 0; pass < PASSES; pass += 1) {
    const before = there.size + damaged.size;
    await inParallel(remaining(from, there, damaged), AT_ONCE, move);
    if (pass > 0 && there.size + damaged.size === before) break;
  }
  return {
    ...progress(),
    all: Math.max(all, there.size),
    damaged: [...damaged],
    there: [...there],
  };
}

/** The destination took a file and gives back another: nothing may rely on it. */
export class NotStored extends Error {
  override readonly name = "NotStored";
  constructor(sha256: string) {
    super(
      `The destination took the file ${sha256} and does not give it back as it was. Nothing was deleted. Look into that store before you use it.`,
    );
  }
}

/**
 * Whether two stores are one place that has two addresses, such as a folder and a link to it, or two
 * names of one server: what is put into the one is in the other.
 */
export async function areOnePlace(
  one: Pick<Blobs, "receive" | "put" | "discard" | "delete">,
  other: Pick<Blobs, "stream">,
): Promise<boolean> {
  const arrived = await one.receive(onlyPiece(randomBytes(32)), Infinity);
  if (arrived === null) return false;
  try {
    await one.put(arrived);
    return await isIntact(other, arrived.sha256);
  } finally {
    await one.discard(arrived);
    await one.delete(arrived.sha256);
  }
}

async function* onlyPiece(piece: Uint8Array): AsyncGenerator<Uint8Array> {
  yield piece;
}

async function* remaining(
  from: Source,
  ...done: readonly ReadonlySet<string>[]
): AsyncGenerator<string> {
  for await (const sha256 of from.list()) {
    if (!done.some((hashes) => hashes.has(sha256))) yield sha256;
  }
}

async function copy(
  from: Source,
  to: Destination,
  sha256: string,
): Promise<number | "damaged" | null> {
  const stream = await from.stream(sha256);
  if (stream === null) return null;
  try {
    const arrived = await to.receive(stream.pieces, Infinity);
    if (arrived === null) return null;
    try {
      await to.put(arrived);
    } finally {
      await to.discard(arrived);
    }
    return arrived.bytes;
  } catch (error) {
    if (error instanceof DamagedBlob) return "damaged";
    throw error;
  }
}

async function isIntact(store: Pick<Blobs, "stream">, sha256: string): Promise<boolean> {
  const stream = await store.stream(sha256);
  if (stream === null) return false;
  try {
    for await (const _piece of stream.pieces);
    return true;
  } catch (error) {
    if (error instanceof DamagedBlob) return false;
    throw error;
  }
}
