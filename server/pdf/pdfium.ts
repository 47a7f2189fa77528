import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { init, type WrappedPdfiumModule } from "@embedpdf/pdfium";

export type Pdfium = WrappedPdfiumModule;

/** Read from disk: left to itself, the package asks a server on the internet for it. */
const wasmFile = createRequire(import.meta.url).resolve("@embedpdf/pdfium/pdfium.wasm");

/** PDFium; once for each process, since a document lives in its memory. */
export const pdfium: Promise<Pdfium> = init({
  wasmBinary: new Uint8Array(readFileSync(wasmFile)).buffer,
  // Nothing about a file belongs in the log.
  printErr: () => undefined,
}).then((library) => {
  library.PDFiumExt_Init();
  return library;
});

/** A file needs more memory than there is: by its kind and message the pool knows it. */
export class NoMemoryLeft extends RangeError {
  constructor() {
    super("PDFium has no memory left");
  }
}

/** The address of room in PDFium's memory, until it is freed. Throws where there is none left. */
export function roomFor({ pdfium: memory }: Pdfium, bytes: number): number {
  const at = memory.wasmExports.malloc(bytes);
  if (at === 0) throw new NoMemoryLeft();
  return at;
}

/** Room in PDFium's memory while it is used. Throws where there is none left. */
export function withRoom<T>(library: Pdfium, bytes: number, work: (at: number) => T): T {
  const at = roomFor(library, bytes);
  try {
    return work(at);
  } finally {
    library.pdfium.wasmExports.free(at);
  }
}

/** The most bytes of one string. */
const LONGEST_STRING = 2_000_000;

/** Fills a buffer of that many bytes; with no buffer, tells how many it needs. */
type BlockWriter = (buffer: number, bytes: number) => number;

/** A string that PDFium writes where it is told, with its end; null where it is too long. */
export function stringOf(
  library: Pdfium,
  encoding: "utf16le" | "latin1",
  write: BlockWriter,
): string | null {
  const end = encoding === "utf16le" ? 2 : 1;
  const bytes = write(0, 0);
  if (bytes <= end) return "";
  if (bytes > LONGEST_STRING) return null;
  return withRoom(library, bytes, (at) => {
    write(at, bytes);
    return Buffer.from(library.pdfium.HEAPU8.slice(at, at + bytes - end)).toString(encoding);
  });
}

/** Words that could be read, and whether that is all of them. */
export interface ReadTexts {
  readonly texts: readonly string[];
  readonly isWhole: boolean;
}

/** Strings as `stringOf` has them. */
export function readTexts(said: readonly (string | null)[]): ReadTexts {
  const texts = said.filter((one): one is string => one !== null && one !== "");
  return { texts, isWhole: !said.includes(null) };
}
