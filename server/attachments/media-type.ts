import { isUtf8 } from "node:buffer";
import { fileTypeFromBuffer } from "file-type";

const UNKNOWN = "application/octet-stream";

/** Other names of the media types in the domain's MEDIA_TYPES. */
const ALIASES: Readonly<Record<string, string>> = {
  "audio/vnd.wave": "audio/wav",
  "audio/mp4": "audio/x-m4a",
  "application/x-zip-compressed": "application/zip",
};

/** The media type by content; "application/octet-stream" if it can't be determined. */
export async function mediaTypeOf(bytes: Uint8Array): Promise<string> {
  // The library throws at files that end too early.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found) return ALIASES[found.mime] ?? found.mime;
  if (!isText(bytes)) return UNKNOWN;
  return isMail(bytes) ? "message/rfc822" : "text/plain";
}

/** Text in some encoding, without control characters that only programs write. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.byteLength === 0) return false;
  const start = bytes.subarray(0, 100_000);
  return start.every(
    (byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 12 || byte === 13,
  );
}

/** Starts with e-mail headers, including two of those that every e-mail has. */
function isMail(bytes: Uint8Array): boolean {
  const [head = ""] = Buffer.from(bytes.subarray(0, 20_000))
    .toString("latin1")
    .split(/\r?\n\r?\n/u, 1);
  if (!/^[A-Za-z][A-Za-z0-9-]*:/u.test(head)) return false;
  return (head.match(/^(?:from|to|date|subject|message-id|mime-version):/gimu) ?? []).length >= 2;
}

/** The text of bytes: UTF-8, or else the Western encoding of older programs. */
export function decoded(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** The same in pieces, for long texts. */
export function* decodedPieces(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
    yield decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
  }
  yield decoder.decode();
}

const PIECE_BYTES = 262_144;

function encodingOf(bytes: Uint8Array): string {
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}
