import { inflateSync } from "node:zlib";
import { decoded } from "./media-type.ts";

/** What a PDF says of itself. */
interface PdfMetadata {
  readonly texts: readonly string[];
  /** Whether all of it could be read. */
  readonly isWhole: boolean;
}

const LIMITS = {
  /** XMP packets: each picture in a file can have its own. */
  packets: 500,
  /** The unpacked bytes of one stream, and of all of them. */
  streamBytes: 4_000_000,
  unpackedBytes: 50_000_000,
  /** The bytes of a dictionary. */
  dictionary: 100_000,
  /** The entries of this kind, and the forms of one: one for each time that the file was saved. */
  infos: 50,
  /** The streams in which other objects are packed. */
  objectStreams: 3_000,
} as const;

/**
 * The XMP packets of a PDF and the entries of its Info dictionary, also those of other programs'
 * making, which PDFium doesn't list. Read from the bytes: streams of metadata, unlike the objects
 * around them, always stand by themselves. In a protected file they are enciphered, also where it
 * opens without a password.
 */
export function metadataOfPdf(
  bytes: Buffer,
  { isProtected }: { readonly isProtected: boolean },
): PdfMetadata {
  if (isProtected) return { texts: [], isWhole: false };
  const budget = { left: LIMITS.unpackedBytes };
  const packets = packetsIn(bytes, budget);
  const infos = infosIn(bytes, budget);
  return {
    texts: [...packets.texts, ...infos.texts],
    isWhole: packets.isWhole && infos.isWhole,
  };
}

interface Budget {
  left: number;
}

function packetsIn(bytes: Buffer, budget: Budget): PdfMetadata {
  const texts: string[] = [];
  let isWhole = true;
  let count = 0;
  for (const at of placesOf(bytes, "/Metadata")) {
    if (!/\/Type\s*$/u.test(latin(bytes, at - 20, at))) continue;
    count += 1;
    if (count > LIMITS.packets) return { texts, isWhole: false };
    const stream = streamAt(bytes, at);
    if (stream === null) continue;
    const xml = unpacked(stream, budget);
    if (xml === null) isWhole = false;
    else texts.push(wordsOfXmp(decoded(xml)));
  }
  return { texts, isWhole };
}

/** Tags and quotes separate values; the ids of files are no private numbers. */
function wordsOfXmp(xml: string): string {
  return xml
    .replaceAll(/[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/giu, "")
    .replaceAll(/[<>"']+/gu, "\n");
}

/** The strings of the Info dictionaries that trailers name. */
function infosIn(bytes: Buffer, budget: Budget): PdfMetadata {
  const references = new Set<string>();
  for (const at of placesOf(bytes, "/Info")) {
    const named = /^\/Info\s+(?<number>\d{1,10})\s+(?<generation>\d{1,5})\s+R/u.exec(
      latin(bytes, at, at + 60),
    )?.groups;
    if (named) references.add(`${named["number"]} ${named["generation"]}`);
    if (references.size > LIMITS.infos) return { texts: [], isWhole: false };
  }
  const texts: string[] = [];
  const packed: string[] = [];
  for (const reference of references) {
    let standing = 0;
    for (const at of placesOf(bytes, `${reference} obj`)) {
      if (at > 0 && /\d/u.test(latin(bytes, at - 1, at))) continue;
      standing += 1;
      if (standing > LIMITS.infos) return { texts, isWhole: false };
      const object = latin(bytes, at, at + LIMITS.dictionary);
      const end = object.indexOf("endobj");
      texts.push(stringsIn(end < 0 ? object : object.slice(0, end)));
    }
    if (standing === 0) packed.push(reference.split(" ")[0] ?? "");
  }
  if (packed.length === 0) return { texts, isWhole: true };
  const inStreams = packedObjects(bytes, new Set(packed), budget);
  return { texts: [...texts, ...inStreams.texts], isWhole: inStreams.isWhole };
}

/** The strings of those objects in the object streams of a file (ISO 32000-1, 7.5.7). */
function packedObjects(bytes: Buffer, wanted: ReadonlySet<string>, budget: Budget): PdfMetadata {
  const texts: string[] = [];
  let count = 0;
  for (const at of placesOf(bytes, "/ObjStm")) {
    count += 1;
    if (count > LIMITS.objectStreams) return { texts, isWhole: false };
    const stream = streamAt(bytes, at);
    if (stream === null) continue;
    const content = unpacked(stream, budget);
    if (content === null) return { texts, isWhole: false };
    const first = Number(
      /\/First\s+(?<first>\d+)/u.exec(stream.dictionary)?.groups?.["first"] ?? 0,
    );
    const pairs = latin(content, 0, first).trim().split(/\s+/u);
    for (let index = 0; index + 1 < pairs.length; index += 2) {
      if (!wanted.has(pairs[index] ?? "")) continue;
      const from = first + Number(pairs[index + 1]);
      const next = first + Number(pairs[index + 3] ?? content.byteLength);
      texts.push(stringsIn(latin(content, from, Math.min(next, from + LIMITS.dictionary))));
    }
  }
  return { texts, isWhole: texts.length > 0 };
}

interface Stream {
  readonly dictionary: string;
  readonly content: Buffer;
}

/** The stream in whose dictionary that place lies; null where it lies in none. */
function streamAt(bytes: Buffer, at: number): Stream | null {
  // Not the rest of the file: each of many places would read it.
  const near = bytes.subarray(at, at + LIMITS.dictionary).indexOf("stream");
  if (near < 0) return null;
  const start = at + near;
  const after = latin(bytes, at, start);
  if (after.includes("endobj") || after.endsWith("end")) return null;
  const before = latin(bytes, Math.max(0, at - LIMITS.dictionary), at);
  const dictionary = before.slice(before.lastIndexOf(" obj") + 1) + after;
  const lineEnd = bytes[start + 6] === 13 ? 2 : 1;
  const from = start + 6 + lineEnd;
  const end = bytes.indexOf("endstream", from);
  return end < 0 ? null : { dictionary, content: bytes.subarray(from, end) };
}

/** The content without its compression; null where it can't be undone, or exceeds the limits. */
function unpacked({ dictionary, content }: Stream, budget: Budget): Buffer | null {
  const at = dictionary.indexOf("/Filter");
  const named = at < 0 ? "" : dictionary.slice(at + "/Filter".length, at + 200).trim();
  const isList = named.startsWith("[");
  const filter = isList ? named.slice(1, named.indexOf("]")) : (/^\/\w+/u.exec(named)?.[0] ?? "");
  const isPlain = at < 0 || (isList && filter.trim() === "");
  if (!isPlain && filter.trim() !== "/FlateDecode") return null;
  if (/\/Predictor\s+[^1]/u.test(dictionary)) return null;
  const most = Math.min(LIMITS.streamBytes, budget.left);
  try {
    const plain = isPlain ? content : inflateSync(content, { maxOutputLength: most });
    if (plain.byteLength > most) return null;
    budget.left -= plain.byteLength;
    return plain;
  } catch {
    return null;
  }
}

/** The strings in a dictionary as words, one a line (ISO 32000-1, 7.3.4). */
function stringsIn(dictionary: string): string {
  const found: string[] = [];
  for (let at = 0; at < dictionary.length; at += 1) {
    const sign = dictionary[at];
    if (sign === "(") {
      const literal = literalAt(dictionary, at);
      found.push(wordsOf(literal.bytes));
      at = literal.end;
    } else if (sign === "<" && dictionary[at + 1] === "<") at += 1;
    else if (sign === "<") {
      const end = dictionary.indexOf(">", at);
      const hex = dictionary.slice(at + 1, end < 0 ? undefined : end).replaceAll(/\s/gu, "");
      found.push(wordsOf(Buffer.from(hex.length % 2 === 0 ? hex : `${hex}0`, "hex")));
      at = end < 0 ? dictionary.length : end;
    }
  }
  return found.join("\n");
}

const ESCAPED: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

function literalAt(text: string, from: number): { readonly bytes: Buffer; readonly end: number } {
  const bytes: number[] = [];
  let depth = 0;
  let at = from;
  for (; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (sign === "\\") {
      at += 1;
      const octal = /^[0-7]{1,3}/u.exec(text.slice(at, at + 3))?.[0];
      const next = text[at] ?? "";
      if (octal !== undefined) {
        bytes.push(Number.parseInt(octal, 8) % 256);
        at += octal.length - 1;
      } else if (next !== "\n" && next !== "\r") {
        bytes.push(ESCAPED[next] ?? next.charCodeAt(0));
      }
      continue;
    }
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (depth === 0) break;
    if (at > from) bytes.push(sign.charCodeAt(0));
  }
  return { bytes: Buffer.from(bytes), end: at };
}

function wordsOf(bytes: Buffer): string {
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (!isBig) return decoded(bytes);
  // An odd byte at the end is of no letter.
  return Buffer.from(bytes.subarray(2, bytes.byteLength - (bytes.byteLength % 2)))
    .swap16()
    .toString("utf16le");
}

function* placesOf(bytes: Buffer, words: string): Generator<number> {
  for (let at = bytes.indexOf(words); at >= 0; at = bytes.indexOf(words, at + words.length)) {
    yield at;
  }
}

function latin(bytes: Buffer, from: number, until: number): string {
  return bytes.toString("latin1", Math.max(0, from), Math.max(0, until));
}
