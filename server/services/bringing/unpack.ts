import { createWriteStream } from "node:fs";
import { mkdir, statfs, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { ARCHIVE_LIMITS } from "#app/domain/archive/limits.ts";
import { isArchivePath } from "#app/domain/archive/path.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import { BRINGING } from "./limits.ts";
import { BringingRefused, NOTHING } from "./refused.ts";

/**
 * Unpacks an archive of matters into an empty folder. The one place that opens such a file from outside: all
 * names and sizes are looked at before anything is written, and what unpacks to more than it says is given
 * up. Throws BringingRefused, and leaves the folder to its owner.
 */
export async function unpackInto(
  archive: FileHandle,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const { size } = await archive.stat();
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(BRINGING.unpackMs)]);
  const names = new ArchiveTree();
  let total = 0;
  await eachEntry(archive, inTime, async (_zip, entry) => {
    const isFile = refuseEntry(entry);
    names.add(entry.fileName);
    if (isFile) total += entry.uncompressedSize;
    if (total > mostOf(size)) throw new BringingRefused(tooLarge(size));
  });
  await refuseFullDisk(folder, total);
  const left = { bytes: total };
  const made = new Set<string>();
  await eachEntry(archive, inTime, async (zip, entry) => {
    if (entry.fileName.endsWith("/")) return;
    const place = path.join(folder, ...entry.fileName.split("/"));
    const parent = path.dirname(place);
    if (!made.has(parent)) await mkdir(parent, { recursive: true, mode: 0o700 });
    made.add(parent);
    const packed = await zip.openReadStreamPromise(entry);
    // "wx": whatever the disk takes for the same name, no file is written twice.
    const written = createWriteStream(place, { flags: "wx", mode: 0o600 });
    await pipeline(packed, countdown(left), written, { signal: inTime });
  });
}

/** Calls `work` with each entry, one after the other; problems of the file are told as such. */
async function eachEntry(
  { fd }: FileHandle,
  signal: AbortSignal,
  work: (zip: ZipFile, entry: Entry) => Promise<void>,
): Promise<void> {
  try {
    // As it is on the wire: names are refused, and not mended.
    const options = { lazyEntries: true, autoClose: false, strictFileNames: true };
    const zip = await yauzl.fromFdPromise(fd, options);
    // With the folders that other programs write for each.
    if (zip.entryCount > BRINGING.files * 2) throw new BringingRefused(TOO_MANY);
    let count = 0;
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      count += 1;
      if (count > BRINGING.files * 2) throw new BringingRefused(TOO_MANY);
      await work(zip, entry);
    }
  } catch (error) {
    throw toldOf(error, signal);
  }
}

/** Errors of the unpacker are about the file; those of this machine are not. */
function toldOf(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof BringingRefused) return error;
  if (signal.aborted) {
    const isLate = signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
    return isLate ? new BringingRefused(TOO_SLOW) : error;
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC" || code === "EDQUOT") return new BringingRefused(FULL);
  // On a disk for which two names are one.
  if (code === "EEXIST" || code === "ENOTDIR" || code === "EISDIR")
    return new BringingRefused(TWICE);
  if (code.startsWith("E") && !code.startsWith("ERR_")) return error;
  const reason = error instanceof Error ? error.message : "";
  const isName = /absolute path|invalid relative path|invalid characters in fileName/u.test(reason);
  return new BringingRefused(isName ? BAD_NAME : DAMAGED);
}

const KIND_OF_FILE = 0o170000;
const PLAIN = 0o100000;
const FOLDER = 0o040000;

/** Refuses what no archive has; returns whether it is a file, and not a folder. */
function refuseEntry(entry: Entry): boolean {
  const { fileName, compressionMethod, uncompressedSize, externalFileAttributes } = entry;
  const isFile = !fileName.endsWith("/");
  const name = isFile ? fileName : fileName.slice(0, -1);
  if (!isArchivePath(name)) throw new BringingRefused(BAD_NAME);
  if (entry.isEncrypted()) throw new BringingRefused(ENCRYPTED);
  // Where it was made on a system that has such kinds: a link leads elsewhere.
  const kind = (externalFileAttributes >>> 16) & KIND_OF_FILE;
  if (kind !== 0 && kind !== (isFile ? PLAIN : FOLDER)) throw new BringingRefused(LINK);
  if (compressionMethod !== 0 && compressionMethod !== 8) throw new BringingRefused(DAMAGED);
  if (isFile && uncompressedSize > ARCHIVE_LIMITS.fileBytes) throw new BringingRefused(LONG_FILE);
  return isFile;
}

/** The names of an archive: each once, whatever the case of its letters, and no file that is a folder, too. */
class ArchiveTree {
  readonly #files = new Set<string>();
  /** As each is written, by its name in lower case. */
  readonly #folders = new Map<string, string>();

  add(name: string): void {
    const isFolder = name.endsWith("/");
    const parts = (isFolder ? name.slice(0, -1) : name).split("/");
    for (let depth = 1; depth < parts.length + (isFolder ? 1 : 0); depth += 1) {
      this.#folder(parts.slice(0, depth).join("/"));
    }
    if (isFolder) return;
    const key = name.toLowerCase();
    if (this.#files.has(key) || this.#folders.has(key)) throw new BringingRefused(TWICE);
    this.#files.add(key);
    if (this.#files.size > BRINGING.files + 2) throw new BringingRefused(TOO_MANY);
  }

  #folder(name: string): void {
    const key = name.toLowerCase();
    const known = this.#folders.get(key);
    if (this.#files.has(key) || (known !== undefined && known !== name)) {
      throw new BringingRefused(TWICE);
    }
    this.#folders.set(key, name);
  }
}

function mostOf(size: number): number {
  const ofSize = Math.max(size * BRINGING.ratio, BRINGING.unpackedAlways);
  return Math.min(ofSize, BRINGING.unpackedBytes);
}

async function refuseFullDisk(folder: string, total: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize - total < BRINGING.keptFree) throw new BringingRefused(FULL);
}

/** Lets bytes through while there are any left: sizes that an archive declares are a stranger's. */
function countdown(left: { bytes: number }): Transform {
  return new Transform({
    transform(piece: Buffer, _encoding, next) {
      left.bytes -= piece.byteLength;
      if (left.bytes < 0) next(new BringingRefused(MORE));
      else next(null, piece);
    },
  });
}

const BAD_NAME = `It has a file whose name leads elsewhere, or that no archive has. ${NOTHING}`;
const ENCRYPTED = `It is encrypted, and can’t be read. ${NOTHING}`;
const LINK = `It has a link in it, and archives have none. ${NOTHING}`;
const TWICE = `It has two files of one name. ${NOTHING}`;
const DAMAGED = `It is no ZIP file that can be read, or it did not arrive whole. ${NOTHING} Download it again where it was made.`;
const TOO_MANY = `It has more than ${BRINGING.files} files. ${NOTHING} Take its matters along one by one.`;
const LONG_FILE = `One of its files is larger than an archive can hold. ${NOTHING}`;
const MORE = `One of its files is larger than it says. ${NOTHING}`;
const TOO_SLOW = `It took too long to unpack. ${NOTHING} Take its matters along one by one.`;
const FULL = `There is too little room on this server’s disk to unpack it. ${NOTHING} Tell whoever runs this workspace.`;
const tooLarge = (size: number) =>
  `Unpacked it has more than ${sizeText(mostOf(size))}. ${NOTHING} Take its matters along one by one.`;
