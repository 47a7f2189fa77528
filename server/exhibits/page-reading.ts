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
  _FPDFFormObj_CountObjects(form: number): number;
  _FPDFFormObj_GetObject(form: number, index: number): number;
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
 * A page of a PDF: its text, its size, whether it has pictures and is little else, and whether
 * annotations cover it; null if it can't be read. `page` is its address in PDFium.
 */
export function readPage(document: PDFiumDocument, index: number, calls: Calls) {
  try {
    const page = document.getPage(index);
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
    const { pageIdx } = page as unknown as { readonly pageIdx: number };
    const text = page.getText();
    const largest = largestPicture(pageIdx, calls);
    const hasPicture = largest !== null;
    const isPicture =
      largest !== null && lettersIn(text) < FEW_LETTERS && largest >= (width * height) / 2;
    const drawnUpon = isDrawnUpon(pageIdx, calls);
    return { page: pageIdx, text, width, height, drawnUpon, isPicture, hasPicture };
  } catch {
    return null;
  }
}

/**
 * A page with a large picture and fewer characters than this has only a stamp ("ICE-2021-000123");
 * a scan with recognized text has more.
 */
const FEW_LETTERS = 200;
/** FPDF_PAGEOBJ_IMAGE and FPDF_PAGEOBJ_FORM: a drawing that can have pictures in it. */
const IMAGE = 3;
const FORM = 5;
/** How deep drawings lie in each other, and how many objects of them are looked at. */
const MAX_DEPTH = 8;
const MAX_OBJECTS = 100_000;

/**
 * The area of the largest picture on the page, in square points, or of the drawing that has one in
 * it; null for none.
 */
function largestPicture(page: number, calls: Calls): number | null {
  const count = calls._FPDFPage_CountObjects(page);
  const looked = { left: MAX_OBJECTS };
  const place = calls._malloc(16);
  let largest: number | null = null;
  try {
    for (let index = 0; index < count; index += 1) {
      const object = calls._FPDFPage_GetObject(page, index);
      if (!isOrHasPicture(object, calls, looked, 0)) continue;
      const isKnown = calls._FPDFPageObj_GetBounds(object, place, place + 4, place + 8, place + 12);
      const [left = 0, bottom = 0, right = 0, top = 0] = isKnown
        ? calls.HEAPF32.slice(place / 4, place / 4 + 4)
        : [];
      largest = Math.max(largest ?? 0, (right - left) * (top - bottom));
    }
    return largest;
  } finally {
    calls._free(place);
  }
}

/** Beyond the limits a drawing counts as one with a picture: nobody has looked. */
function isOrHasPicture(
  object: number,
  calls: Calls,
  looked: { left: number },
  depth: number,
): boolean {
  const type = calls._FPDFPageObj_GetType(object);
  if (type !== FORM) return type === IMAGE;
  if (depth >= MAX_DEPTH) return true;
  const count = calls._FPDFFormObj_CountObjects(object);
  looked.left -= count;
  if (looked.left < 0) return true;
  for (let index = 0; index < count; index += 1) {
    const inner = calls._FPDFFormObj_GetObject(object, index);
    if (isOrHasPicture(inner, calls, looked, depth + 1)) return true;
  }
  return false;
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
