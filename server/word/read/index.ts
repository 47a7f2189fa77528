import type { Outcome } from "#app/domain/refusal.ts";
import { WordArchive } from "./archive.ts";
import { refusedType } from "./file-type.ts";
import { ReadingClock, WORD_READING_LIMITS, type WordReadingLimits } from "./limits.ts";
import { readPackage, type PackageParts } from "./package.ts";
import { RefusedWordFile, wordFileRefusal, type WordFileRefusal } from "./refusal.ts";
import { textOf } from "./text.ts";
import type { WordFile } from "./word-file.ts";
import { XmlBudget } from "./xml.ts";

export type { WordFile } from "./word-file.ts";
export type { WordFileRefusal } from "./refusal.ts";

/**
 * Reads a Word file (.docx, .docm, .dotx) to our text with its tracked changes and comments (word.md W7,
 * W8, W11). The shape of the result is said at `WordFile`. Needs no browser, server or database; follows
 * no address, runs no macro, writes nothing. A file that can't be read is a refusal with a sentence.
 * @param limits of tests; a file of 25 MB and 80 MB of text otherwise.
 */
export async function readWord(
  bytes: Uint8Array,
  limits: WordReadingLimits = WORD_READING_LIMITS,
): Promise<Outcome<WordFile, WordFileRefusal>> {
  try {
    if (bytes.byteLength > limits.fileBytes) throw new RefusedWordFile("too-large");
    const type = refusedType(bytes);
    if (type !== null) throw new RefusedWordFile(type);
    const clock = new ReadingClock(limits.milliseconds);
    const parts = await partsOf(bytes, limits, clock);
    return { ok: true, value: textOf(parts, clock) };
  } catch (error) {
    if (!(error instanceof RefusedWordFile)) throw error;
    return { ok: false, refusal: wordFileRefusal(error.code) };
  }
}

async function partsOf(
  bytes: Uint8Array,
  limits: WordReadingLimits,
  clock: ReadingClock,
): Promise<PackageParts> {
  const archive = await WordArchive.open(bytes, limits, clock);
  try {
    return await readPackage(archive, new XmlBudget(limits, clock));
  } finally {
    archive.close();
  }
}
