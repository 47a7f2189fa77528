import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { IdRange, IdRanges } from "./id-ranges.ts";

/**
 * The ids one person inserted and deleted in one batch (R9). With person and time, which are in the
 * row's own columns, it records who wrote what.
 */
interface Authorship {
  readonly inserted: IdRanges;
  readonly deleted: IdRanges;
}

const FORMAT = 1;

/**
 * Encodes for the database: one format byte, then inserted and deleted ranges, clocks as
 * differences.
 */
export function encodeAuthorship(authorship: Authorship): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeUint8(encoder, FORMAT);
    writeRanges(encoder, authorship.inserted);
    writeRanges(encoder, authorship.deleted);
  });
}

/** Decodes what encodeAuthorship wrote; throws where the bytes have another format. */
export function decodeAuthorship(bytes: Uint8Array): Authorship {
  const decoder = decoding.createDecoder(bytes);
  const format = decoding.readUint8(decoder);
  if (format !== FORMAT) throw new Error(`authorship of unknown format ${format}`);
  return { inserted: readRanges(decoder), deleted: readRanges(decoder) };
}

function writeRanges(encoder: encoding.Encoder, ranges: IdRanges): void {
  encoding.writeVarUint(encoder, ranges.size);
  for (const [client, list] of ranges) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, list.length);
    let end = 0;
    for (const range of list) {
      encoding.writeVarUint(encoder, range.clock - end);
      encoding.writeVarUint(encoder, range.length);
      end = range.clock + range.length;
    }
  }
}

function readRanges(decoder: decoding.Decoder): Map<number, IdRange[]> {
  const ranges = new Map<number, IdRange[]>();
  const clients = decoding.readVarUint(decoder);
  for (let index = 0; index < clients; index += 1) {
    const client = decoding.readVarUint(decoder);
    const count = decoding.readVarUint(decoder);
    const list: IdRange[] = [];
    let end = 0;
    for (let item = 0; item < count; item += 1) {
      const clock = end + decoding.readVarUint(decoder);
      const length = decoding.readVarUint(decoder);
      list.push({ clock, length });
      end = clock + length;
    }
    ranges.set(client, list);
  }
  return ranges;
}
