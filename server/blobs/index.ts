/**
 * Files that are stored outside the database: exhibits, letters, releases, stamped copies. Each is
 * named by the SHA-256 of its bytes, so that equal content is stored once. Behind one interface,
 * because the storage is a setting (STORAGE_URL): a folder, or a bucket of an S3-compatible store,
 * whose failures are StorageProblems.
 */

/** A received file on this machine, until it is put or discarded. */
export interface ArrivedBlob {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A part of a file: the places of its first and last byte. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A stored file as a stream. */
export interface BlobStream {
  /** Of what is streamed. */
  readonly bytes: number;
  /**
   * Its chunks. Throws before the last of them if the bytes are not the stored ones, so that a
   * damaged download breaks off instead of looking complete.
   */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** Hashes are SHA-256 in lower-case hexadecimal; anything else throws. */
export interface Blobs {
  /**
   * Receives a file as a stream, without holding it in memory; null if it has more than `limit`
   * bytes.
   */
  receive(bytes: AsyncIterable<Uint8Array>, limit: number): Promise<ArrivedBlob | null>;
  /** Stores a received file durably, whole or not at all. */
  put(arrived: ArrivedBlob): Promise<void>;
  /** Deletes a received file; does nothing after `put`. */
  discard(arrived: ArrivedBlob): Promise<void>;
  /** All bytes; null if the file is missing or damaged. */
  get(sha256: string): Promise<Uint8Array | null>;
  /**
   * The bytes as a stream, for large files; null if the file is missing. A range, which must lie within
   * the file, comes as it is stored: no hash tells of a part.
   */
  stream(sha256: string, range?: ByteRange): Promise<BlobStream | null>;
  /**
   * Has these files on this machine while `work` lasts, for workers, which read by path. Its paths
   * are by hash; files that are missing have none, and those of a folder may be damaged. Throws
   * TooMuchWaits.
   * @param by the id of the person who needs them: people take turns.
   */
  withFiles<T>(
    hashes: readonly string[],
    by: string,
    work: (paths: Readonly<Record<string, string>>) => Promise<T>,
  ): Promise<T>;
  /** The hashes of all stored files. */
  list(): AsyncIterable<string>;
  /** Deletes it at once. */
  delete(sha256: string): Promise<void>;
  /**
   * Sets a file aside that nothing refers to, and deletes it once it has been set aside for
   * `graceMs`; returns whether it did. It is read and listed as before, and kept again after `put`.
   * By one process at a time, whatever others put meanwhile.
   */
  unused(sha256: string, now: Date, graceMs: number): Promise<boolean>;
  /** The hashes of all files that are set aside. */
  listUnused(): AsyncIterable<string>;
  /** Takes it back from there. */
  used(sha256: string): Promise<void>;
}

/** Whether it is a valid hash; nothing else is ever used in a path. */
export function isBlobHash(text: string): boolean {
  return /^[0-9a-f]{64}$/u.test(text);
}
