import yauzl, { type Entry, type ZipFile } from "yauzl";
import { READING_LIMITS } from "./reading.ts";

/** A file in an archive: its bytes, or why they can't be read. */
interface PackedFile {
  readonly name: string;
  readonly bytes: Buffer | null;
  readonly why: "encrypted" | "limit" | "damaged" | null;
}

/**
 * The files in an archive, one by one, each unpacked up to the limits, whatever size it declares.
 * Throws if the archive is damaged.
 * @param wanted by name; other files are neither unpacked nor returned.
 */
export async function* filesIn(
  archive: Buffer,
  wanted: (name: string) => boolean = () => true,
): AsyncGenerator<PackedFile> {
  const zip = await yauzl.fromBufferPromise(archive, { lazyEntries: true, autoClose: false });
  let left: number = READING_LIMITS.unpackedBytes;
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (name.endsWith("/") || !wanted(name)) continue;
    count += 1;
    if (entry.isEncrypted()) yield { name, bytes: null, why: "encrypted" };
    else if (count > READING_LIMITS.entries || left <= 0) {
      yield { name, bytes: null, why: "limit" };
      // Covers all remaining files.
      if (count > READING_LIMITS.entries) return;
    } else {
      const file = await unpacked(zip, entry, Math.min(left, READING_LIMITS.entryBytes));
      left -= file.bytes?.byteLength ?? READING_LIMITS.entryBytes;
      yield file;
    }
  }
}

async function unpacked(zip: ZipFile, entry: Entry, most: number): Promise<PackedFile> {
  const name = entry.fileName;
  if (entry.uncompressedSize > most) return { name, bytes: null, why: "limit" };
  try {
    const stream = await zip.openReadStreamPromise(entry);
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of stream as AsyncIterable<Buffer>) {
      length += part.byteLength;
      if (length > most) return { name, bytes: null, why: "limit" };
      parts.push(part);
    }
    return { name, bytes: Buffer.concat(parts), why: null };
  } catch {
    // A stream that can't be unpacked; nothing else runs in here.
    return { name, bytes: null, why: "damaged" };
  }
}
