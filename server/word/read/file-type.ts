import type { WordFileRefusalCode } from "./refusal.ts";

/** Why these bytes can't be a Word file, by their first ones; null where they may be one. */
export function refusedType(bytes: Uint8Array): WordFileRefusalCode | null {
  if (bytes.length === 0) return "empty";
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return null;
  if (startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return "other-archive";
  // A file of Microsoft's older container: Word until 2003, or a newer one that is encrypted.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    return holds(bytes, "EncryptedPackage") ? "encrypted" : "old-word";
  const start = Buffer.from(bytes.subarray(0, 1024)).toString("latin1").trimStart();
  if (start.includes("%PDF-")) return "pdf";
  if (start.startsWith("{\\rtf")) return "rtf";
  if (/^(?:\u00ef\u00bb\u00bf)?(?:<!doctype html|<html|MIME-Version:)/iu.test(start))
    return "web-page";
  return "not-word";
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Whether a name stands in it as the container writes names: in UTF-16. */
function holds(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name, 0, "utf16le");
}
