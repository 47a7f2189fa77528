import { readTexts, stringOf, withRoom, type Pdfium, type ReadTexts } from "./pdfium.ts";

/** FPDF_PAGEOBJ_IMAGE and FPDF_PAGEOBJ_FORM: a drawing that can have pictures in it. */
const IMAGE = 3;
const FORM = 5;
/** How deep drawings lie in each other, and how many objects of them are looked at. */
const MAX_DEPTH = 8;
const MAX_OBJECTS = 100_000;

const MAX_ANNOTATIONS = 10_000;
/** The words of an annotation: its text, also with markup, its field's value and names. */
const SAID = ["Contents", "RC", "V", "T", "TU", "Subj"];
/** The kinds of annotations that draw nothing: links, and the windows of notes. */
const LINK = 2;
const POPUP = 16;
/** The flags of hidden annotations. */
const UNSEEN = 0b10_0010;

/** FPDFBitmap_Gray; FPDF_ANNOT, FPDF_LCD_TEXT and FPDF_GRAYSCALE. */
const GRAY = 1;
const DRAW_GRAY = 0b1011;
const WHITE = 0xff_ff_ff_ff;

/** The words of a page's annotations, hidden ones too. */
interface Annotations extends ReadTexts {
  /** Whether one of them is more than a link: it may draw anything, such as notes or stamps. */
  readonly areMoreThanLinks: boolean;
  /** Whether one of those can be seen. */
  readonly areSeen: boolean;
}

/** A page of an open PDF. Its functions throw where the page can't be read. */
export class PdfPage {
  /** In points. */
  readonly width: number;
  readonly height: number;
  readonly #library: Pdfium;
  readonly #document: number;
  readonly #page: number;

  constructor(library: Pdfium, document: number, page: number) {
    this.#library = library;
    this.#document = document;
    this.#page = page;
    this.width = library.FPDF_GetPageWidth(page);
    this.height = library.FPDF_GetPageHeight(page);
  }

  text(): string {
    const text = this.#library.FPDFText_LoadPage(this.#page);
    if (text === 0) throw new Error("the text can't be read");
    try {
      const letters = this.#library.FPDFText_CountChars(text);
      if (letters <= 0) return "";
      return withRoom(this.#library, (letters + 1) * 2, (at) => {
        const written = this.#library.FPDFText_GetText(text, 0, letters, at);
        const end = at + Math.max(0, written - 1) * 2;
        return new TextDecoder("utf-16le").decode(this.#library.pdfium.HEAPU8.slice(at, end));
      });
    } finally {
      this.#library.FPDFText_ClosePage(text);
    }
  }

  /** A small picture of the page, which may show what the page itself no longer does. */
  hasThumbnail(): boolean {
    return this.#library.FPDFPage_GetRawThumbnailData(this.#page, 0, 0) > 0;
  }

  /**
   * The area of the largest picture on the page, in square points, or of the drawing that has one
   * in it; null for none.
   */
  largestPicture(): number | null {
    const library = this.#library;
    const count = library.FPDFPage_CountObjects(this.#page);
    const looked = { left: MAX_OBJECTS };
    return withRoom(library, 16, (at) => {
      let largest: number | null = null;
      for (let index = 0; index < count; index += 1) {
        const object = library.FPDFPage_GetObject(this.#page, index);
        if (!isOrHasPicture(library, object, looked, 0)) continue;
        const isKnown = library.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12);
        const [left = 0, bottom = 0, right = 0, top = 0] = isKnown
          ? library.pdfium.HEAPF32.slice(at / 4, at / 4 + 4)
          : [];
        largest = Math.max(largest ?? 0, (right - left) * (top - bottom));
      }
      return largest;
    });
  }

  annotations(): Annotations {
    const library = this.#library;
    const count = library.FPDFPage_GetAnnotCount(this.#page);
    const said: (string | null)[] = count > MAX_ANNOTATIONS ? [null] : [];
    let areMoreThanLinks = false;
    let areSeen = count > MAX_ANNOTATIONS;
    for (let index = 0; index < Math.min(count, MAX_ANNOTATIONS); index += 1) {
      const annotation = library.FPDFPage_GetAnnot(this.#page, index);
      if (annotation === 0) {
        said.push(null);
        continue;
      }
      const kind = library.FPDFAnnot_GetSubtype(annotation);
      if (kind === LINK) said.push(this.#addressOf(annotation));
      else if (kind !== POPUP) {
        areMoreThanLinks = true;
        areSeen ||= (library.FPDFAnnot_GetFlags(annotation) & UNSEEN) === 0;
      }
      for (const key of SAID) {
        said.push(
          stringOf(library, "utf16le", (...to) =>
            library.FPDFAnnot_GetStringValue(annotation, key, ...to),
          ),
        );
      }
      library.FPDFPage_CloseAnnot(annotation);
    }
    return { ...readTexts(said), areMoreThanLinks, areSeen };
  }

  #addressOf(link: number): string | null {
    const target = this.#library.FPDFAnnot_GetLink(link);
    const action = target === 0 ? 0 : this.#library.FPDFLink_GetAction(target);
    if (action === 0) return "";
    const address = stringOf(this.#library, "latin1", (...to) =>
      this.#library.FPDFAction_GetURIPath(this.#document, action, ...to),
    );
    return address === null ? null : decodedAddress(address);
  }

  /** The page in shades of gray, a byte a pixel, as wide as asked. */
  drawn(width: number): { readonly pixels: Uint8Array; readonly height: number } {
    const library = this.#library;
    const height = Math.floor((this.height * width) / this.width);
    return withRoom(library, width * height, (at) => {
      const bitmap = library.FPDFBitmap_CreateEx(width, height, GRAY, at, width);
      try {
        library.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
        library.FPDF_RenderPageBitmap(bitmap, this.#page, 0, 0, width, height, 0, DRAW_GRAY);
        return { pixels: library.pdfium.HEAPU8.slice(at, at + width * height), height };
      } finally {
        library.FPDFBitmap_Destroy(bitmap);
      }
    });
  }
}

/** Beyond the limits a drawing counts as one with a picture: nobody has looked. */
function isOrHasPicture(
  library: Pdfium,
  object: number,
  looked: { left: number },
  depth: number,
): boolean {
  const type = library.FPDFPageObj_GetType(object);
  if (type !== FORM) return type === IMAGE;
  if (depth >= MAX_DEPTH) return true;
  const count = library.FPDFFormObj_CountObjects(object);
  looked.left -= count;
  if (looked.left < 0) return true;
  for (let index = 0; index < count; index += 1) {
    const inner = library.FPDFFormObj_GetObject(object, index);
    if (isOrHasPicture(library, inner, looked, depth + 1)) return true;
  }
  return false;
}

function decodedAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    // A lone percent sign: it is searched as it stands.
    return address;
  }
}

/** The number of letters and digits. */
export function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
