import { inflateSync } from "node:zlib";
import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFObjectParser,
  PDFParser,
  PDFRawStream,
  PDFRef,
  PDFString,
  type PDFObject,
} from "@cantoo/pdf-lib";
import { decoded } from "./media-type.ts";
import { READING_LIMITS } from "./reading.ts";

/** A PDF's statements about itself. */
interface PdfMetadata {
  readonly texts: readonly string[];
  /** Whether all of it could be read. */
  readonly isWhole: boolean;
}

/**
 * The XMP packets of a PDF and the entries of its Info dictionaries, of every time that it was
 * saved: PDFium lists only the last ones, and of the entries only those that it knows. Not of a
 * protected file, in which they are enciphered.
 */
export async function metadataOfPdf(bytes: Buffer): Promise<PdfMetadata> {
  const index = new ObjectIndex(bytes);
  let isWhole = await isIndexed(index);
  const texts: string[] = [];
  let left: number = READING_LIMITS.unpackedBytes;
  for (const { stream, isPacket } of index.streams) {
    const content = unpacked(stream, Math.min(left, READING_LIMITS.entryBytes));
    left -= content?.byteLength ?? 0;
    if (content === null) isWhole = false;
    else if (isPacket) texts.push(textOfXmp(decoded(content)));
    else index.addPacked(stream, content);
  }
  for (const info of index.infos) {
    for (const revision of info instanceof PDFRef ? index.revisionsOf(info) : [info]) {
      const { words, isWhole: isRead } = stringsIn(revision);
      texts.push(...words);
      if (!isRead) isWhole = false;
    }
  }
  return { texts, isWhole };
}

/** Whether the file was read to its end, without an object that the library can't read. */
async function isIndexed(index: ObjectIndex): Promise<boolean> {
  /* oxlint-disable no-console -- The library would tell it of numbers in the file. */
  const { warn } = console;
  console.warn = () => undefined;
  try {
    await index.parseDocument();
    return true;
  } catch {
    // The library throws, also TypeErrors, at what is no PDF: the file is named as not read.
    return false;
  } finally {
    console.warn = warn;
  }
  /* oxlint-enable no-console */
}

/**
 * Where the objects of a file are, also those that a later revision replaced: the library reads a
 * file from its beginning to its end. Keeps none of them: they take ten times the memory of the file.
 */
class ObjectIndex extends PDFParser {
  /** Those that trailers name. */
  readonly infos = new Set<PDFRef | PDFDict>();
  /** The streams with an XMP packet, and those with other objects. */
  readonly streams: { readonly stream: PDFRawStream; readonly isPacket: boolean }[] = [];
  readonly #places = new Map<PDFRef, Uint8Array[]>();
  readonly #file: Buffer;
  /** Where the object that is being read begins. */
  #start: number | null = null;

  constructor(file: Buffer) {
    super(file, Number.POSITIVE_INFINITY, true);
    this.#file = file;
    this.context.assign = (ref) => {
      this.#addPlace(ref, file.subarray(this.#start ?? 0));
      this.#start = null;
    };
  }

  /** Adds the objects in that stream (ISO 32000-1, 7.5.7). */
  addPacked({ dict }: PDFRawStream, content: Buffer): void {
    const first = numberIn(dict, "First") ?? 0;
    const pairs = content.toString("latin1", 0, first).trim().split(/\s+/u).map(Number);
    const wanted = new Map(
      [...this.infos].flatMap((info) =>
        info instanceof PDFRef ? [[info.objectNumber, info] as const] : [],
      ),
    );
    for (let at = 0; at + 1 < pairs.length; at += 2) {
      const ref = wanted.get(pairs[at] ?? 0);
      if (ref) this.#addPlace(ref, content.subarray(first + (pairs[at + 1] ?? 0)));
    }
  }

  /** All that stood under that number; in place of what can't be read, the number itself. */
  revisionsOf(ref: PDFRef): PDFObject[] {
    const places = this.#places.get(ref) ?? [];
    if (places.length === 0) return [ref];
    return places.map((bytes) => {
      try {
        return PDFObjectParser.forBytes(bytes, this.context).parseObject();
      } catch {
        // One that can't be parsed; a reference to it is looked at instead, and named.
        return ref;
      }
    });
  }

  #addPlace(ref: PDFRef, bytes: Uint8Array): void {
    const places = this.#places.get(ref);
    if (places) places.push(bytes);
    else this.#places.set(ref, [bytes]);
  }

  /** @param ref of the object that it is, or that it is in; none in a trailer. */
  override parseObject(ref?: PDFRef): PDFObject {
    if (ref) this.#start ??= this.bytes.offset();
    const object = super.parseObject(ref);
    if (!(object instanceof PDFRawStream)) return object;
    const type = object.dict.get(PDFName.of("Type"));
    const isPacket = type === PDFName.of("Metadata");
    if (isPacket || type === PDFName.of("ObjStm")) this.streams.push({ stream: object, isPacket });
    // Without its content, which the library would unpack without a limit.
    return object.dict;
  }

  protected override parseDict(ref?: PDFRef): PDFDict {
    const dict = super.parseDict(ref);
    const info = dict.get(PDFName.of("Info"));
    if (info instanceof PDFRef || info instanceof PDFDict) this.infos.add(info);
    return dict;
  }

  /** One error for all: the library looks for a number at each letter between objects. */
  protected override parseRawInt(): number {
    const byte = this.bytes.peek();
    if (byte >= 0x30 && byte <= 0x39) return super.parseRawInt();
    throw NO_NUMBER;
  }

  /** The library looks for it letter by letter, and goes past it where the content has "stream". */
  protected override findEndOfStreamFallback(): number {
    const end = this.#file.indexOf("endstream", this.bytes.offset());
    if (end < 0) throw new Error("a stream without an end");
    this.bytes.moveTo(end + "endstream".length);
    return end;
  }
}

const NO_NUMBER = new Error("no number");

/** The content without its compression; null where it can't be undone, or is longer than `most`. */
function unpacked({ dict, contents }: PDFRawStream, most: number): Buffer | null {
  const named = dict.get(PDFName.of("Filter"));
  const filters = named instanceof PDFArray ? named.asArray() : named ? [named] : [];
  const isFlate = filters.length === 1 && filters[0] === PDFName.of("FlateDecode");
  if (filters.length > 0 && !isFlate) return null;
  const parameters = dict.get(PDFName.of("DecodeParms"));
  const own = parameters instanceof PDFArray ? parameters.asArray()[0] : parameters;
  const isPredicted =
    own instanceof PDFDict && own.has(PDFName.of("Predictor")) && numberIn(own, "Predictor") !== 1;
  if (own instanceof PDFRef || isPredicted) return null;
  try {
    const plain = isFlate
      ? inflateSync(contents, { maxOutputLength: most })
      : Buffer.from(contents);
    return plain.byteLength > most ? null : plain;
  } catch {
    // Damaged, or larger than it may be: named as not read.
    return null;
  }
}

function numberIn(dict: PDFDict, key: string): number | null {
  const found = dict.get(PDFName.of(key));
  return found instanceof PDFNumber ? found.asNumber() : null;
}

/** Tags and quotes separate values; the ids of files are no private numbers. */
function textOfXmp(xml: string): string {
  return xml
    .replaceAll(/[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/giu, "")
    .replaceAll(/[<>"']+/gu, "\n");
}

/** The strings in an object; not whole where one of them is an object of its own. */
function stringsIn(object: PDFObject): PdfStrings {
  if (object instanceof PDFString || object instanceof PDFHexString) {
    return { words: [decodedText(object.asBytes())], isWhole: true };
  }
  const parts = object instanceof PDFDict ? object.values() : [];
  const inside = (object instanceof PDFArray ? object.asArray() : parts).map(stringsIn);
  return {
    words: inside.flatMap(({ words }) => words),
    isWhole: !(object instanceof PDFRef) && inside.every(({ isWhole }) => isWhole),
  };
}

interface PdfStrings {
  readonly words: readonly string[];
  readonly isWhole: boolean;
}

function decodedText(bytes: Uint8Array): string {
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  return isBig ? new TextDecoder("utf-16be").decode(bytes) : decoded(bytes);
}
