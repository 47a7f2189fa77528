import canonicalize from "canonicalize";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { FILES_PATH, MANIFEST_PATH, type ArchivedFile } from "#app/domain/archive/format.ts";
import type { ArchiveManifest } from "#app/domain/archive/format.ts";
import { ARCHIVE_LIMITS } from "#app/domain/archive/limits.ts";
import { archiveNameKey, isArchivePath } from "#app/domain/archive/path.ts";
import { startSha256 } from "#server/digest.ts";

/** An archive's manifest before it is known what is in it. */
type ManifestHead = Omit<ArchiveManifest, "files">;

/** The content of one file: all of it, or pieces that are made as they are wanted. */
type FileContent = string | Uint8Array | AsyncIterable<Uint8Array | string>;

/** Thrown where a rule of the format does not hold: a sentence for whoever takes the archive. */
export class ArchiveTooLarge extends Error {}

/**
 * Writes an archive as a stream, one file after the other: none waits in memory, and the next one begins
 * when the one before was taken. All bytes of an archive come from here, so that each has its hash.
 */
export class ArchiveZip {
  readonly #zip = new ZipFile();
  readonly #files: ArchivedFile[] = [];
  readonly #paths = new Set<string>();
  readonly #ended: Promise<never>;
  readonly #madeAt: Date;

  constructor(madeAt: Date, signal: AbortSignal) {
    this.#madeAt = madeAt;
    const output = this.#output();
    this.#ended = new Promise((_resolve, reject) => {
      this.#zip.on("error", reject);
      // Whoever reads the bytes is told; where nobody does, the process must not end of it.
      output.on("error", reject);
      output.once("close", () => reject(new Error("nobody takes the archive any more")));
      signal.addEventListener("abort", () => output.destroy(new Error("the server stops")), {
        once: true,
      });
    });
    // Awaited with each file; after the last one nobody does.
    this.#ended.catch(() => undefined);
  }

  /** The bytes of the archive, which end with `end`. */
  get bytes(): AsyncIterable<Uint8Array> {
    return this.#output();
  }

  /** Gives it up: whoever reads its bytes is told. */
  fail(error: Error): void {
    this.#output().destroy(error);
  }

  get count(): number {
    return this.#files.length;
  }

  /** @param isPacked whether its bytes are compressed already, as those of a PDF are. */
  async add(path: string, content: FileContent, isPacked = false): Promise<ArchivedFile> {
    if (!isArchivePath(path)) throw new Error("a path that no archive may have");
    const key = archiveNameKey(path);
    if (this.#paths.has(key)) throw new Error("two files of an archive have one path");
    if (this.#files.length >= ARCHIVE_LIMITS.files) throw new ArchiveTooLarge(TOO_MANY);
    this.#paths.add(key);
    const file = await this.#write(path, content, isPacked);
    this.#files.push(file);
    return file;
  }

  /** Writes the list of files and the manifest, which are the last ones, and ends the archive. */
  async end(head: ManifestHead): Promise<void> {
    const files = this.#files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
    const list = await this.#write(FILES_PATH, jsonLines(files));
    const { path: _path, ...hashed } = list;
    const manifest: ArchiveManifest = {
      ...head,
      files: { path: FILES_PATH, ...hashed, count: files.length },
    };
    const text = canonicalize(manifest) ?? "";
    if (Buffer.byteLength(text) > ARCHIVE_LIMITS.manifestBytes)
      throw new ArchiveTooLarge(TOO_LISTED);
    await this.#write(MANIFEST_PATH, text);
    this.#zip.end();
  }

  #output(): Readable {
    // Typed as the older kind of stream; it is a PassThrough.
    return this.#zip.outputStream as unknown as Readable;
  }

  async #write(path: string, content: FileContent, isPacked = false): Promise<ArchivedFile> {
    const hash = startSha256();
    let bytes = 0;
    async function* hashed() {
      for await (const piece of inPieces(content)) {
        if (piece.byteLength === 0) continue;
        bytes += piece.byteLength;
        if (bytes > ARCHIVE_LIMITS.fileBytes) throw new ArchiveTooLarge(TOO_LONG);
        hash.update(piece);
        yield piece;
      }
    }
    const source = Readable.from(hashed(), { objectMode: false });
    const taken = new Promise<void>((resolve, reject) => {
      source.once("end", resolve);
      source.once("error", reject);
    });
    const options = { mtime: this.#madeAt, mode: 0o100644, compress: !isPacked };
    this.#zip.addReadStream(source, path, options);
    try {
      await Promise.race([taken, this.#ended]);
    } finally {
      source.destroy();
    }
    return { path, bytes, sha256: hash.digest("hex") };
  }
}

const TOO_MANY = "It has more files than one archive can hold. Take the matters along one by one.";
const TOO_LISTED =
  "What it lists of matters, and of what is left out, is longer than an archive can hold. Take the matters along one by one.";
const TOO_LONG = "One of its files is larger than an archive can hold.";

const PIECE = 64 * 1024;

async function* inPieces(content: FileContent): AsyncGenerator<Uint8Array> {
  if (typeof content === "string" || content instanceof Uint8Array) {
    const all = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    for (let at = 0; at < all.byteLength; at += PIECE) yield all.subarray(at, at + PIECE);
    return;
  }
  for await (const piece of content) {
    yield typeof piece === "string" ? Buffer.from(piece, "utf8") : piece;
  }
}

/** Rows as lines of canonical JSON, in pieces that are worth passing on. */
export async function* jsonLines(
  rows: AsyncIterable<object> | Iterable<object>,
): AsyncGenerator<string> {
  let piece = "";
  for await (const row of rows) {
    const line = canonicalize(row) ?? "";
    if (Buffer.byteLength(line) > ARCHIVE_LIMITS.lineBytes) throw new ArchiveTooLarge(TOO_WIDE);
    piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

const TOO_WIDE = "Something in it is longer than an archive can hold in one line.";
