import type { PDFiumDocument, PDFiumLibrary } from "@hyzyla/pdfium";

/** Functions of PDFium that its wrapper has but doesn't export. */
export interface Calls {
  _FPDF_GetSecurityHandlerRevision(document: number): number;
  _FPDFPage_GetAnnotCount(page: number): number;
  _FPDFPage_GetAnnot(page: number, index: number): number;
  _FPDFPage_CloseAnnot(annotation: number): void;
  _FPDFAnnot_GetSubtype(annotation: number): number;
  _FPDFAnnot_GetFlags(annotation: number): number;
  _FPDFPage_CountObjects(page: number): number;
  _FPDFPage_GetObject(page: number, index: number): number;
  _FPDFPageObj_GetType(object: number): number;
  /** Writes left, bottom, right and top to these addresses, each as a 4-byte float. */
  _FPDFPageObj_GetBounds(
    object: number,
    left: number,
    bottom: number,
    right: number,
    top: number,
  ): number;
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly HEAPF32: Float32Array;
}

export function callsOf(pdfium: PDFiumLibrary): Calls {
  const { module } = pdfium as unknown as { readonly module: Calls };
  if (typeof module._FPDFPage_GetAnnotCount !== "function") throw new Error("PDFium has changed");
  return module;
}

/**
 * A page of a PDF: its text, its size, whether it is or has a large picture, and whether
 * annotations cover it; null if it can't be read.
 */
export function readPage(document: PDFiumDocument, index: number, calls: Calls) {
  try {
    const page = document.getPage(index);
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
    const { pageIdx } = page as unknown as { readonly pageIdx: number };
    const text = page.getText();
    const area = width * height;
    const hasPicture = hasPictureOver(area / SMALL_PART, pageIdx, calls);
    const isPicture =
      hasPicture && lettersIn(text) < FEW_LETTERS && hasPictureOver(area / 2, pageIdx, calls);
    return { text, width, height, drawnUpon: isDrawnUpon(pageIdx, calls), isPicture, hasPicture };
  } catch {
    return null;
  }
}

/**
 * A page with a large picture and fewer characters than this has only a stamp ("ICE-2021-000123");
 * a scan with recognized text has more.
 */
const FEW_LETTERS = 200;
/** A picture smaller than this fraction of a page is a letterhead's seal or a signature. */
const SMALL_PART = 10;
/** FPDF_PAGEOBJ_IMAGE */
const IMAGE = 3;

/** Whether a picture of at least that area, in square points, is drawn on the page. */
function hasPictureOver(area: number, page: number, calls: Calls): boolean {
  const count = calls._FPDFPage_CountObjects(page);
  const place = calls._malloc(16);
  try {
    for (let index = 0; index < count; index += 1) {
      const object = calls._FPDFPage_GetObject(page, index);
      if (calls._FPDFPageObj_GetType(object) !== IMAGE) continue;
      if (!calls._FPDFPageObj_GetBounds(object, place, place + 4, place + 8, place + 12)) continue;
      const [left = 0, bottom = 0, right = 0, top = 0] = calls.HEAPF32.slice(
        place / 4,
        place / 4 + 4,
      );
      if ((right - left) * (top - bottom) >= area) return true;
    }
    return false;
  } finally {
    calls._free(place);
  }
}

/** Annotations that draw nothing: links, and the windows of notes. */
const DRAW_NOTHING = new Set([2, 16]);
/** The flags of hidden annotations. */
const UNSEEN = 0b10_0010;

/** Whether the page has visible annotations, which embedding leaves out. */
function isDrawnUpon(page: number, calls: Calls): boolean {
  const count = calls._FPDFPage_GetAnnotCount(page);
  for (let index = 0; index < count; index += 1) {
    const annotation = calls._FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const draws =
      !DRAW_NOTHING.has(calls._FPDFAnnot_GetSubtype(annotation)) &&
      (calls._FPDFAnnot_GetFlags(annotation) & UNSEEN) === 0;
    calls._FPDFPage_CloseAnnot(annotation);
    if (draws) return true;
  }
  return false;
}

/** The number of letters and digits. */
export function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
