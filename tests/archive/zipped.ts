import { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** A file of a ZIP that no program of good faith writes. */
export interface PackedFile {
  /** As it stands in the ZIP; the library that writes it refuses some. */
  readonly name: string;
  readonly bytes: Buffer | Readable;
  readonly mode?: number;
  /** Says that it is encrypted. */
  readonly isEncrypted?: boolean;
  /** The size that it says it has. */
  readonly saysBytes?: number;
}

/** Files as a ZIP, byte for byte as they are named. */
export async function zipped(files: readonly PackedFile[]): Promise<Buffer> {
  const zip = new ZipFile();
  files.forEach(({ name, bytes, mode = 0o100644 }, index) => {
    const stream = bytes instanceof Readable ? bytes : Readable.from([bytes]);
    zip.addReadStream(stream, placeholder(name, index), { mode });
  });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream as unknown as AsyncIterable<Buffer>) {
    pieces.push(piece);
  }
  const whole = Buffer.concat(pieces);
  files.forEach((file, index) => patch(whole, file, index));
  return whole;
}

/** A name of as many bytes that the library takes. */
function placeholder(name: string, index: number): string {
  return `${index}`.padStart(Buffer.byteLength(name), "n");
}

const LOCAL = Buffer.from("PK\u0003\u0004", "latin1");
const CENTRAL = Buffer.from("PK\u0001\u0002", "latin1");

/** Writes what it is to say of itself, in both of its headers. */
function patch(zip: Buffer, file: PackedFile, index: number): void {
  const named = Buffer.from(placeholder(file.name, index));
  for (const { sign, flags, size, length, name } of [
    { sign: LOCAL, flags: 6, size: null, length: 26, name: 30 },
    { sign: CENTRAL, flags: 8, size: 24, length: 28, name: 46 },
  ]) {
    for (let at = zip.indexOf(sign); at !== -1; at = zip.indexOf(sign, at + 4)) {
      if (zip.readUInt16LE(at + length) !== named.byteLength) continue;
      if (!zip.subarray(at + name, at + name + named.byteLength).equals(named)) continue;
      Buffer.from(file.name, "utf8").copy(zip, at + name);
      if (file.isEncrypted) zip.writeUInt16LE(zip.readUInt16LE(at + flags) | 1, at + flags);
      if (file.saysBytes !== undefined && size !== null) {
        zip.writeUInt32LE(file.saysBytes, at + size);
      }
    }
  }
}
