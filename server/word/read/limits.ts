import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import { RefusedWordFile } from "./refusal.ts";

/**
 * Costs beyond which a Word file is refused (word.md W11). A pleading of 150 pages has 1 to 10 MB of
 * XML in 50,000 to 100,000 elements. The worst file within these limits, a table of nothing but rows, needs
 * some 600 MB for five seconds, which is below what its worker has.
 */
export interface WordReadingLimits {
  /** Bytes of the file as it is sent. */
  readonly fileBytes: number;
  /** Files in the archive; Word's own have 15 to 500. */
  readonly entries: number;
  /** Unpacked bytes of one part, whatever size it declares. */
  readonly partBytes: number;
  /** Unpacked bytes of all parts that are read; pictures are not. */
  readonly unpackedBytes: number;
  /** Elements of all parts that are read. */
  readonly elements: number;
  /** Elements inside one another. */
  readonly depth: number;
  readonly milliseconds: number;
}

export const WORD_READING_LIMITS: WordReadingLimits = {
  fileBytes: WORD_RETURN_LIMITS.fileBytes,
  entries: 5_000,
  partBytes: 48 * 1024 * 1024,
  unpackedBytes: 80 * 1024 * 1024,
  elements: 600_000,
  depth: 256,
  milliseconds: 30_000,
};

/** The time that is left for one file. */
export class ReadingClock {
  readonly #end: number;

  constructor(milliseconds: number) {
    this.#end = performance.now() + milliseconds;
  }

  /** Throws where the time is over. */
  check(): void {
    if (performance.now() > this.#end) throw new RefusedWordFile("takes-too-long");
  }
}
