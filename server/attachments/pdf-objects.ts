import type { PDFiumDocument, PDFiumLibrary } from "@hyzyla/pdfium";

/** Functions of PDFium that its wrapper has but doesn't export. */
interface ObjectCalls {
  _FPDF_GetSecurityHandlerRevision(document: number): number;
  _FPDF_GetMetaText(document: number, tag: number, buffer: number, bytes: number): number;
  _FPDFDoc_GetAttachmentCount(document: number): number;
  _FPDFDoc_GetAttachment(document: number, index: number): number;
  _FPDFAttachment_GetName(attachment: number, buffer: number, bytes: number): number;
  _FPDF_GetXFAPacketCount(document: number): number;
  _FPDFBookmark_GetFirstChild(document: number, bookmark: number): number;
  _FPDFBookmark_GetNextSibling(document: number, bookmark: number): number;
  _FPDFBookmark_GetTitle(bookmark: number, buffer: number, bytes: number): number;
  _FPDFPage_GetRawThumbnailData(page: number, buffer: number, bytes: number): number;
  _FPDFPage_GetAnnotCount(page: number): number;
  _FPDFPage_GetAnnot(page: number, index: number): number;
  _FPDFPage_CloseAnnot(annotation: number): void;
  _FPDFAnnot_GetSubtype(annotation: number): number;
  _FPDFAnnot_GetStringValue(annotation: number, key: number, buffer: number, bytes: number): number;
  _FPDFAnnot_GetLink(annotation: number): number;
  _FPDFLink_GetAction(link: number): number;
  _FPDFAction_GetURIPath(document: number, action: number, buffer: number, bytes: number): number;
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly HEAPU8: Uint8Array;
}

/** Words that could be read, and whether something besides them could not. */
interface ReadWords {
  readonly words: readonly string[];
  readonly isWhole: boolean;
}

const LIMITS = {
  /** Bytes of one string. */
  string: 2_000_000,
  bookmarks: 20_000,
  annotations: 10_000,
  /** Embedded files that are named. */
  files: 100,
} as const;

const INFO = ["Title", "Author", "Subject", "Keywords", "Creator", "Producer"];
/** The words of an annotation: its text, also with markup, its field's value and names. */
const SAID = ["Contents", "RC", "V", "T", "TU", "Subj"];
/** The kinds of annotations that draw nothing: links, and the windows of notes. */
const LINK = 2;
const POPUP = 16;

/** What a PDF holds besides the text and the pictures of its pages. */
export function createPdfObjects(pdfium: PDFiumLibrary, document: PDFiumDocument) {
  const { module } = pdfium as unknown as { readonly module: ObjectCalls };
  const { documentIdx } = document as unknown as { readonly documentIdx: number };
  const keys = new Map([...INFO, ...SAID].map((key) => [key, nameIn(module, key)]));
  const keyOf = (key: string) => keys.get(key) ?? 0;

  /** UTF-16 with its end; null where it is too long. */
  const textOf = (read: (buffer: number, bytes: number) => number): string | null =>
    stringOf(module, read, "utf16le", 2);

  return {
    /** The entries of the Info dictionary that every program knows. */
    info: (): ReadWords =>
      read(
        INFO.map((tag) =>
          textOf((...to) => module._FPDF_GetMetaText(documentIdx, keyOf(tag), ...to)),
        ),
      ),

    isProtected: () => module._FPDF_GetSecurityHandlerRevision(documentIdx) !== -1,

    /** The names of embedded files, as far as they are listed. */
    embeddedFiles(): { readonly names: readonly string[]; readonly isWhole: boolean } {
      const count = module._FPDFDoc_GetAttachmentCount(documentIdx);
      const names = Array.from({ length: Math.min(count, LIMITS.files) }, (_, index) => {
        const file = module._FPDFDoc_GetAttachment(documentIdx, index);
        const name = textOf((...to) => module._FPDFAttachment_GetName(file, ...to));
        return name === null || name === "" ? "embedded file" : name;
      });
      return { names, isWhole: count <= LIMITS.files };
    },

    /** Whether it is a form of the kind (XFA) whose values stand beside the pages. */
    isXfa: () => module._FPDF_GetXFAPacketCount(documentIdx) > 0,

    bookmarks(): ReadWords {
      const titles: (string | null)[] = [];
      const seen = new Set<number>();
      const waiting = [module._FPDFBookmark_GetFirstChild(documentIdx, 0)];
      for (let mark = waiting.pop(); mark !== undefined; mark = waiting.pop()) {
        // A damaged file can lead in circles.
        if (mark === 0 || seen.has(mark)) continue;
        if (seen.size >= LIMITS.bookmarks) return { ...read(titles), isWhole: false };
        seen.add(mark);
        const one = mark;
        titles.push(textOf((...to) => module._FPDFBookmark_GetTitle(one, ...to)));
        waiting.push(
          module._FPDFBookmark_GetNextSibling(documentIdx, mark),
          module._FPDFBookmark_GetFirstChild(documentIdx, mark),
        );
      }
      return read(titles);
    },

    /** A small picture of the page, which may show what the page itself no longer does. */
    hasThumbnail: (page: number) => module._FPDFPage_GetRawThumbnailData(page, 0, 0) > 0,

    /**
     * The words of a page's annotations, hidden ones too; not whole where one of them is more than
     * a link, since it may draw anything: notes, marks, stamps, form fields, attached files.
     */
    annotations(page: number): ReadWords {
      const count = module._FPDFPage_GetAnnotCount(page);
      const said: (string | null)[] = [];
      let isWhole = count <= LIMITS.annotations;
      for (let index = 0; index < Math.min(count, LIMITS.annotations); index += 1) {
        const annotation = module._FPDFPage_GetAnnot(page, index);
        if (annotation === 0) {
          isWhole = false;
          continue;
        }
        const kind = module._FPDFAnnot_GetSubtype(annotation);
        if (kind !== LINK && kind !== POPUP) isWhole = false;
        for (const key of SAID) {
          said.push(
            textOf((...to) => module._FPDFAnnot_GetStringValue(annotation, keyOf(key), ...to)),
          );
        }
        if (kind === LINK) said.push(addressOf(annotation));
        module._FPDFPage_CloseAnnot(annotation);
      }
      const { words, isWhole: isRead } = read(said);
      return { words, isWhole: isWhole && isRead };
    },

    close() {
      for (const key of keys.values()) module._free(key);
    },
  };

  function addressOf(annotation: number): string | null {
    const link = module._FPDFAnnot_GetLink(annotation);
    const action = link === 0 ? 0 : module._FPDFLink_GetAction(link);
    if (action === 0) return "";
    const address = stringOf(
      module,
      (...to) => module._FPDFAction_GetURIPath(documentIdx, action, ...to),
      "latin1",
      1,
    );
    return address === null ? null : decodedAddress(address);
  }
}

function read(said: readonly (string | null)[]): ReadWords {
  const words = said.filter((one) => one !== null && one !== "") as string[];
  return { words, isWhole: !said.includes(null) };
}

/** A string that PDFium writes where it is told, once its length is known. */
function stringOf(
  calls: ObjectCalls,
  write: (buffer: number, bytes: number) => number,
  encoding: "utf16le" | "latin1",
  end: number,
): string | null {
  const bytes = write(0, 0);
  if (bytes <= end) return "";
  if (bytes > LIMITS.string) return null;
  const place = calls._malloc(bytes);
  try {
    write(place, bytes);
    return Buffer.from(calls.HEAPU8.slice(place, place + bytes - end)).toString(encoding);
  } finally {
    calls._free(place);
  }
}

/** A key as PDFium takes it, in its memory until it is freed. */
function nameIn(calls: ObjectCalls, key: string): number {
  const place = calls._malloc(key.length + 1);
  calls.HEAPU8.set([...Buffer.from(key, "latin1"), 0], place);
  return place;
}

function decodedAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
