/**
 * Files that belong to the workspace and not to its database: exhibits, letters, releases, stamped
 * copies. Each lies under the SHA-256 of its bytes, the same content once. One port, so that where they
 * lie is a setting (STORAGE_URL): a folder today.
 */

/** A file that has arrived and lies apart, on this machine, until it is put or discarded. */
export interface ArrivedBlob {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A stored file as it is handed out. */
export interface BlobStream {
  readonly bytes: number;
  /**
   * Its pieces. Throws before the last of them where the bytes are not what was stored: whoever
   * downloads it gets a file that breaks off, never one that looks whole.
   */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** Hashes are SHA-256 in lower-case hexadecimal; anything else throws. */
export interface Blobs {
  /** Takes a file in as it arrives, never all of it in memory; null where it has more than `limit` bytes. */
  receive(bytes: AsyncIterable<Uint8Array>, limit: number): Promise<ArrivedBlob | null>;
  /** Stores what has arrived, durably; it counts as used from now on. */
  put(arrived: ArrivedBlob): Promise<void>;
  /** Throws away what has arrived; nothing where it was put. */
  discard(arrived: ArrivedBlob): Promise<void>;
  /** All bytes; null where they are missing or are not any more what was stored. */
  get(sha256: string): Promise<Uint8Array | null>;
  /** The same piece by piece, for what is too large for memory; null where it is missing. */
  stream(sha256: string): Promise<BlobStream | null>;
  /** A file of this machine with those bytes, for workers, which read by path; null where it is missing. */
  localFile(sha256: string): Promise<string | null>;
  /** The hashes of all that is stored. */
  list(): AsyncIterable<string>;
  /** Deletes it at once. */
  delete(sha256: string): Promise<void>;
  /**
   * Notes since when nothing refers to it, and deletes it once that was noted longer ago than
   * `graceMs`; answers whether it did.
   */
  unused(sha256: string, now: Date, graceMs: number): Promise<boolean>;
  /** Takes that note away. */
  used(sha256: string): Promise<void>;
}

/** Whether it can be the hash of a stored file; nothing else ever leads to one. */
export function isBlobHash(text: string): boolean {
  return /^[0-9a-f]{64}$/u.test(text);
}
