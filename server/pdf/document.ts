import { bugOfOurs } from "#server/workers/bug-of-ours.ts";
import { PdfPage } from "./page.ts";
import {
  NoMemoryLeft,
  pdfium,
  readTexts,
  roomFor,
  stringOf,
  type Pdfium,
  type ReadTexts,
} from "./pdfium.ts";

const MAX_BOOKMARKS = 20_000;
/** Embedded files that are named. */
const MAX_FILES = 100;

const INFO = ["Title", "Author", "Subject", "Keywords", "Creator", "Producer"];

/** FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY. */
const LOCKED = new Set([4, 5]);

/** Opens a PDF, until it is closed; or says why not. Throws NoMemoryLeft. */
export async function openPdf(bytes: Uint8Array): Promise<PdfDocument | "encrypted" | "damaged"> {
  const library = await pdfium;
  const memory = roomFor(library, bytes.byteLength);
  try {
    library.pdfium.HEAPU8.set(bytes, memory);
    const document = library.FPDF_LoadMemDocument(memory, bytes.byteLength, "");
    if (document !== 0) return new PdfDocument(library, document, memory);
    const isLocked = LOCKED.has(library.FPDF_GetLastError());
    library.pdfium.wasmExports.free(memory);
    return isLocked ? "encrypted" : "damaged";
  } catch (error) {
    bugOfOurs(error);
    // PDFium gave up on it.
    return "damaged";
  }
}

/** An open PDF, in PDFium's memory. */
export class PdfDocument {
  readonly #library: Pdfium;
  readonly #document: number;
  /** The address of its bytes, which PDFium reads as it needs them. */
  readonly #memory: number;

  constructor(library: Pdfium, document: number, memory: number) {
    this.#library = library;
    this.#document = document;
    this.#memory = memory;
  }

  get pages(): number {
    return this.#library.FPDF_GetPageCount(this.#document);
  }

  /** Also where it opens without a password, and may only not be printed or changed. */
  get isProtected(): boolean {
    return this.#library.FPDF_GetSecurityHandlerRevision(this.#document) !== -1;
  }

  /** Whether it is a form of the kind (XFA) whose values stand beside the pages. */
  get isXfa(): boolean {
    return this.#library.FPDF_GetXFAPacketCount(this.#document) > 0;
  }

  /** Reads a page; null where it can't be read. Throws NoMemoryLeft. @param index from 0. */
  page<T>(index: number, read: (page: PdfPage) => T): T | null {
    try {
      const page = this.#library.FPDF_LoadPage(this.#document, index);
      if (page === 0) return null;
      try {
        return read(new PdfPage(this.#library, this.#document, page));
      } finally {
        this.#library.FPDF_ClosePage(page);
      }
    } catch (error) {
      bugOfOurs(error);
      if (error instanceof NoMemoryLeft) throw error;
      // PDFium gave up on it.
      return null;
    }
  }

  /** The entries of the Info dictionary that every program knows. */
  info(): ReadTexts {
    return readTexts(
      INFO.map((key) =>
        stringOf(this.#library, "utf16le", (...to) =>
          this.#library.FPDF_GetMetaText(this.#document, key, ...to),
        ),
      ),
    );
  }

  bookmarks(): ReadTexts {
    const { FPDFBookmark_GetFirstChild: firstChild, FPDFBookmark_GetNextSibling: next } =
      this.#library;
    const titles: (string | null)[] = [];
    const seen = new Set<number>();
    const waiting = [firstChild(this.#document, 0)];
    for (let mark = waiting.pop(); mark !== undefined; mark = waiting.pop()) {
      // A damaged file can lead in circles.
      if (mark === 0 || seen.has(mark)) continue;
      if (seen.size >= MAX_BOOKMARKS) return { ...readTexts(titles), isWhole: false };
      seen.add(mark);
      const one = mark;
      titles.push(
        stringOf(this.#library, "utf16le", (...to) =>
          this.#library.FPDFBookmark_GetTitle(one, ...to),
        ),
      );
      waiting.push(next(this.#document, mark), firstChild(this.#document, mark));
    }
    return readTexts(titles);
  }

  /** The names of embedded files, as far as they are listed. */
  embeddedFiles(): { readonly names: readonly string[]; readonly isWhole: boolean } {
    const count = this.#library.FPDFDoc_GetAttachmentCount(this.#document);
    const names = Array.from({ length: Math.min(count, MAX_FILES) }, (_, index) => {
      const file = this.#library.FPDFDoc_GetAttachment(this.#document, index);
      const name = stringOf(this.#library, "utf16le", (...to) =>
        this.#library.FPDFAttachment_GetName(file, ...to),
      );
      return name === null || name === "" ? "embedded file" : name;
    });
    return { names, isWhole: count <= MAX_FILES };
  }

  close(): void {
    this.#library.FPDF_CloseDocument(this.#document);
    this.#library.pdfium.wasmExports.free(this.#memory);
  }
}
