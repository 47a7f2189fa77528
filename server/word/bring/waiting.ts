import { gunzipSync, gzipSync } from "node:zlib";
import type { WordFile } from "#server/word/read/word-file.ts";

/** The most bytes that what waits unpacks to: what was read of a file has been limited before. */
const MOST_BYTES = 256_000_000;

/** A file as read, compressed to wait. */
export function packed(file: WordFile): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(file), { level: 5 }));
}

export function unpacked(content: Uint8Array): WordFile {
  const json = gunzipSync(content, { maxOutputLength: MOST_BYTES }).toString("utf8");
  // Written by `packed` alone.
  return JSON.parse(json) as WordFile;
}
