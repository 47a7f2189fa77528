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

/** A stored file as a stream. */
export interface BlobStream {
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
  /** Stores a received file durably; it counts as referenced from now on. */
  put(arrived: ArrivedBlob): Promise<void>;
  /** Deletes a received file; does nothing after `put`. */
  discard(arrived: ArrivedBlob): Promise<void>;
  /** All bytes; null if the file is missing or damaged. */
  get(sha256: string): Promise<Uint8Array | null>;
  /** The bytes as a stream, for large files; null if the file is missing. */
  stream(sha256: string): Promise<BlobStream | null>;
  /**
   * The path of a local file with these bytes, for workers, which read by path; null if it is
   * missing. It stays there for some minutes at least.
   */
  localFile(sha256: string): Promise<string | null>;
  /** The hashes of all stored files. */
  list(): AsyncIterable<string>;
  /** Deletes it at once. */
  delete(sha256: string): Promise<void>;
  /**
   * Notes since when the file is unreferenced, and deletes it once that was noted more than
   * `graceMs` ago; returns whether it did.
   */
  unused(sha256: string, now: Date, graceMs: number): Promise<boolean>;
  /** The hashes of all files with that note. */
  noted(): AsyncIterable<string>;
  /** Removes that note. */
  used(sha256: string): Promise<void>;
}

/** Whether it is a valid hash; nothing else is ever used in a path. */
export function isBlobHash(text: string): boolean {
  return /^[0-9a-f]{64}$/u.test(text);
}
