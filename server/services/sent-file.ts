import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ByteRange } from "#server/blobs/index.ts";
import { answered } from "#server/blobs/problem.ts";
import { DamagedBlob, verifiedPieces } from "#server/blobs/verified.ts";
import { digestOf } from "#server/digest.ts";
import type { Resources } from "./resources.ts";

/** A file to hand out, the whole or a range of it. */
export interface SentFile {
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
type Bytes = Pick<SentFile, "size" | "sha256" | "isStored" | "read">;

/** Bytes that are passed on at once of what is in memory. */
const PIECE = 64 * 1024;

/** What was made for this answer. */
export async function madeFile(bytes: Uint8Array): Promise<Bytes> {
  const pieces = async function* () {
    for (let at = 0; at < bytes.byteLength; at += PIECE) yield bytes.subarray(at, at + PIECE);
  };
  const read: ReadFile = async () => done(pieces());
  return { size: bytes.byteLength, sha256: await digestOf(bytes), isStored: false, read };
}

interface BlobFile {
  readonly sha256: string;
  /** The refusal where it is missing or damaged. */
  readonly missing: string;
  /** The refusal where the store does not answer; else its own. */
  readonly unanswered?: string;
  /** What it is, for the log: ids. */
  readonly about: Readonly<Record<string, string>>;
}

/** Opens a file outside of the database. */
export function blobReader(
  { blobs, log }: Pick<Resources, "blobs" | "log">,
  { sha256, missing, unanswered, about }: BlobFile,
): ReadFile {
  const open = async (range?: ByteRange) => (await blobs.stream(sha256, range))?.pieces ?? null;
  return async (range) => {
    const opened = await answered(
      range === undefined || (await isIntact(blobs, sha256, open)) ? open(range) : NOTHING,
      unanswered,
    );
    if (!opened.ok) return opened;
    if (opened.value) return done(range ? opened.value : tellingDamage(opened.value, log, about));
    log.error(about, "a stored file is missing, or not what was stored");
    return refuse("unavailable", missing);
  };
}

const NOTHING = Promise.resolve(null);

/** The pieces of a whole file, with a line in the log where they turn out to be damaged. */
export async function* tellingDamage(
  pieces: AsyncIterable<Uint8Array>,
  log: Resources["log"],
  about: Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
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
