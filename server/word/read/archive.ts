import type { Readable } from "node:stream";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { RefusedWordFile } from "./refusal.ts";
import type { ReadingClock, WordReadingLimits } from "./limits.ts";

/** The parts of a file, each unpacked when it is asked for and not before. */
export class WordArchive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #limits: WordReadingLimits;
  readonly #clock: ReadingClock;
  #left: number;

  private constructor(
    zip: ZipFile,
    entries: ReadonlyMap<string, Entry>,
    limits: WordReadingLimits,
    clock: ReadingClock,
  ) {
    this.#zip = zip;
    this.#entries = entries;
    this.#limits = limits;
    this.#clock = clock;
    this.#left = limits.unpackedBytes;
  }

  /** Reads the list of parts; throws RefusedWordFile for an archive that can't be trusted. */
  static async open(
    bytes: Uint8Array,
    limits: WordReadingLimits,
    clock: ReadingClock,
  ): Promise<WordArchive> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await damagedUnless(() =>
      yauzl.fromBufferPromise(buffer, { lazyEntries: true, autoClose: false }),
    );
    if (zip.entryCount > limits.entries) throw new RefusedWordFile("too-many-parts");
    const entries = new Map<string, Entry>();
    await damagedUnless(async () => {
      for await (const entry of zip.eachEntry()) {
        clock.check();
        if (entries.size >= limits.entries) throw new RefusedWordFile("too-many-parts");
        if (entry.isEncrypted()) throw new RefusedWordFile("encrypted");
        const name = partName(entry.fileName);
        // Of two parts of one name each program could read another one.
        if (entries.has(name)) throw new RefusedWordFile("damaged");
        entries.set(name, entry);
      }
    });
    return new WordArchive(zip, entries, limits, clock);
  }

  has(name: string): boolean {
    return this.#entries.has(partName(name));
  }

  /** In lower case, without a slash before them. */
  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** The bytes of a part; null where there is none. */
  async read(name: string): Promise<Uint8Array | null> {
    const entry = this.#entries.get(partName(name));
    if (entry === undefined) return null;
    const most = Math.min(this.#left, this.#limits.partBytes);
    if (entry.uncompressedSize > most) throw new RefusedWordFile("unpacks-too-large");
    const bytes = await damagedUnless(async () =>
      this.#unpacked(await this.#zip.openReadStreamPromise(entry), most),
    );
    this.#left -= bytes.byteLength;
    return bytes;
  }

  close(): void {
    this.#zip.close();
  }

  async #unpacked(stream: Readable, most: number): Promise<Uint8Array> {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of stream as AsyncIterable<Buffer>) {
      this.#clock.check();
      length += part.byteLength;
      if (length > most) throw new RefusedWordFile("unpacks-too-large");
      parts.push(part);
    }
    return Buffer.concat(parts);
  }
}

/** Names of parts are equal regardless of case. */
function partName(name: string): string {
  return name.replace(/^\//u, "").toLowerCase();
}

/** Errors of the unpacker are about the file: nothing else runs in there. */
async function damagedUnless<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusedWordFile) throw error;
    const reason = error instanceof Error ? error.message : "";
    const isName = /absolute path|invalid relative path|invalid characters in fileName/u.test(
      reason,
    );
    throw new RefusedWordFile(isName ? "unsafe-names" : "damaged");
  }
}
