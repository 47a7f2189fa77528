import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ByteRange } from "#server/blobs/index.ts";
import { answered } from "#server/blobs/problem.ts";
import { DamagedBlob, verifiedPieces } from "#server/blobs/verified.ts";
import { digestOf } from "#server/digest.ts";
import type { Resources } from "./resources.ts";

/** A file to hand out, the whole or a range of it. */
export interface HandedFile {
  readonly name: string;
  readonly mediaType: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Whether ranges of it are sent: what is made for each answer anew is sent whole. */
  readonly isStored: boolean;
  readonly read: ReadFile;
}

/**
 * Opens a file, and records that it is handed out. Its pieces are small, and each is read when it is
 * asked for. The pieces of the whole throw before the last of them where they are not the bytes of its
 * hash; a range is refused, or sent from a file that this process has compared with its hash before.
 */
export type ReadFile = (range?: ByteRange) => Promise<Outcome<AsyncIterable<Uint8Array>>>;

/** A file without what it is called. */
type Bytes = Pick<HandedFile, "size" | "sha256" | "isStored" | "read">;

/** Bytes that are passed on at once of what is in memory. */
const PIECE = 64 * 1024;

/** A file that was made for this answer. */
export async function madeFile(bytes: Uint8Array): Promise<Bytes> {
  const pieces = async function* () {
    for (let at = 0; at < bytes.byteLength; at += PIECE) yield bytes.subarray(at, at + PIECE);
  };
  const read: ReadFile = async () => done(pieces());
  return { size: bytes.byteLength, sha256: await digestOf(bytes), isStored: false, read };
}

export interface StoredFile {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  /** Its ids, for the log. */
  readonly about: Readonly<Record<string, string>>;
}

interface BlobFile extends StoredFile {
  /** The refusal where it is missing or damaged. */
  readonly missing: string;
  /** The refusal where the store does not answer; else its own. */
  readonly unanswered?: string;
}

/** Opens a file outside of the database. */
export function blobReader(
  { blobs, log }: Pick<Resources, "blobs" | "log">,
  file: BlobFile,
): ReadFile {
  const { sha256, missing, unanswered, about } = file;
  const open = async (range?: ByteRange) => (await blobs.stream(sha256, range))?.pieces ?? null;
  return async (range) => {
    const opened = await answered(
      range === undefined || (await isIntact(blobs, sha256, open)) ? open(range) : NOTHING,
      unanswered,
    );
    if (!opened.ok) return opened;
    if (opened.value) return done(range ? opened.value : wholeFile(opened.value, file, log));
    log.error(about, "a stored file is missing, or not what was stored");
    return refuse("unavailable", missing);
  };
}

const NOTHING = Promise.resolve(null);

/**
 * The pieces of a whole file, which throw where they are not as many bytes as they should be, or not those
 * of its hash. The last one waits until it is known that none comes behind it, so that what is damaged
 * never looks complete. The log has a line then.
 */
export async function* wholeFile(
  pieces: AsyncIterable<Uint8Array>,
  { sha256, size, about }: StoredFile,
  log: Resources["log"],
): AsyncGenerator<Uint8Array> {
  try {
    let left = size;
    let last: Uint8Array | null = null;
    for await (const piece of pieces) {
      // One without bytes behind the last is not the last.
      if (piece.byteLength === 0) continue;
      left -= piece.byteLength;
      if (left < 0) break;
      if (left === 0) last = piece;
      else yield piece;
    }
    if (left !== 0) throw new DamagedBlob(sha256);
    if (last) yield last;
  } catch (error) {
    if (error instanceof DamagedBlob) {
      log.error(about, "a download was broken off: what is stored is not the file of its hash");
    }
    throw error;
  }
}

/** By store, what this process has read to the end and found to be the bytes of its hash. */
const known = new WeakMap<object, Map<string, Promise<boolean>>>();
const MOST_KNOWN = 10_000;

/**
 * Whether what a store has under a hash is what the hash says; read once by each process. Several that
 * ask wait for one reading.
 */
export function isIntact(
  store: object,
  sha256: string,
  open: () => Promise<AsyncIterable<Uint8Array> | null>,
): Promise<boolean> {
  const of = known.get(store) ?? new Map<string, Promise<boolean>>();
  known.set(store, of);
  const before = of.get(sha256);
  if (before) return before;
  if (of.size >= MOST_KNOWN) of.clear();
  const looked = readToEnd(sha256, open);
  of.set(sha256, looked);
  const forget = () => of.delete(sha256);
  void looked.then((intact) => intact || forget(), forget);
  return looked;
}

async function readToEnd(
  sha256: string,
  open: () => Promise<AsyncIterable<Uint8Array> | null>,
): Promise<boolean> {
  try {
    const pieces = await open();
    if (!pieces) return false;
    // Hashing is all that is wanted of them.
    for await (const _piece of verifiedPieces(sha256, pieces));
    return true;
  } catch (error) {
    if (error instanceof DamagedBlob) return false;
    throw error;
  }
}
