// The process that looks through PDFs which people upload. It has no database and no network, and its
// memory and time are limited; a file's path in, what was found in it out.
import { readFileSync } from "node:fs";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { PDFiumLibrary, type PDFiumDocument } from "@hyzyla/pdfium";
import { EXHIBIT_LIMITS } from "../../app/domain/exhibit";
import { privateDataIn } from "../../app/domain/private-data";
import type { ExhibitDatum, Inspection, Task } from "./inspection";

const library = PDFiumLibrary.init();

export default function work({ task, file }: Task): Promise<Inspection> | ExhibitDatum[] {
  return task === "inspect" ? inspect(file) : scan(file);
}

/** What looks private in the text of an exhibit, from the list of its pages at that path. */
function scan(file: string): ExhibitDatum[] {
  const texts = JSON.parse(readFileSync(file, "utf8")) as readonly string[];
  return texts.flatMap((text, index) =>
    privateDataIn([{ place: null, text }]).map(({ kind, shown }) => ({
      page: index + 1,
      kind,
      shown,
    })),
  );
}

/** Looks through the PDF at that path. */
async function inspect(file: string): Promise<Inspection> {
  const bytes = readFileSync(file);
  if (bytes.byteLength === 0) return { ok: false, why: "empty" };
  const pdfium = await library;
  let document: PDFiumDocument;
  try {
    document = await pdfium.loadDocument(bytes);
  } catch (error) {
    // The library says so in its words alone.
    const locked = /password|security/iu.test(String(error));
    return { ok: false, why: locked ? "encrypted" : "not-a-pdf" };
  }
  try {
    const read = readPages(document, callsOf(pdfium));
    return read.ok && !canBeEmbedded(bytes, read.pages) ? { ok: false, why: "unprintable" } : read;
  } finally {
    document.destroy();
  }
}

/** PDFium's own functions that its wrapper has, but keeps to itself. */
interface Calls {
  _FPDF_GetSecurityHandlerRevision(document: number): number;
  _FPDFPage_GetAnnotCount(page: number): number;
  _FPDFPage_GetAnnot(page: number, index: number): number;
  _FPDFPage_CloseAnnot(annotation: number): void;
  _FPDFAnnot_GetSubtype(annotation: number): number;
  _FPDFAnnot_GetFlags(annotation: number): number;
}

function callsOf(pdfium: PDFiumLibrary): Calls {
  const { module } = pdfium as unknown as { readonly module: Calls };
  if (typeof module._FPDFPage_GetAnnotCount !== "function") throw new Error("PDFium has changed");
  return module;
}

function readPages(document: PDFiumDocument, calls: Calls): Inspection {
  const { documentIdx } = document as unknown as { readonly documentIdx: number };
  // Without a password to open it, but with one against printing: it can't be embedded.
  if (calls._FPDF_GetSecurityHandlerRevision(documentIdx) !== -1) {
    return { ok: false, why: "encrypted" };
  }
  const pages = document.getPageCount();
  if (pages < 1) return { ok: false, why: "not-a-pdf" };
  if (pages > EXHIBIT_LIMITS.pages) return { ok: false, why: "too-many-pages", pages };
  const texts: string[] = [];
  let letters = 0;
  for (let index = 0; index < pages; index += 1) {
    const page = index + 1;
    const read = readPage(document, index, calls);
    if (read === null) return { ok: false, why: "page-unreadable", page };
    const { text, width, height, drawnUpon } = read;
    const { smallestSide, largestSide } = EXHIBIT_LIMITS;
    if (Math.min(width, height) < smallestSide || Math.max(width, height) > largestSide) {
      return { ok: false, why: "page-size", page };
    }
    if (drawnUpon) return { ok: false, why: "drawn-upon", page };
    letters += text.length;
    if (letters > EXHIBIT_LIMITS.letters) return { ok: false, why: "too-much-text" };
    texts.push(text);
  }
  return { ok: true, pages, texts };
}

function readPage(document: PDFiumDocument, index: number, calls: Calls) {
  try {
    const page = document.getPage(index);
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
    const { pageIdx } = page as unknown as { readonly pageIdx: number };
    return { text: page.getText(), width, height, drawnUpon: isDrawnUpon(pageIdx, calls) };
  } catch {
    return null;
  }
}

/** Annotations that draw nothing of their own: links, and the windows of notes. */
const DRAW_NOTHING = new Set([2, 16]);
/** Flags of those that are hidden, or not to be seen on screen. */
const UNSEEN = 0b10_0010;

/** Whether something is laid over the page that is no part of it: embedding leaves that out. */
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

/** Whether the typesetter can put its pages after a text; asked now, not on the day of filing. */
function canBeEmbedded(bytes: Buffer, pages: number): boolean {
  const compiler = NodeCompiler.create({ workspace: "/nonexistent/exhibit" });
  compiler.mapShadow("/nonexistent/exhibit/exhibit.pdf", bytes);
  compiler.addSource(
    "/nonexistent/exhibit/main.typ",
    `#for number in range(1, ${pages} + 1) { page(image("exhibit.pdf", page: number, width: 100%)) }`,
  );
  try {
    const { result } = compiler.compile({ mainFilePath: "/nonexistent/exhibit/main.typ" });
    return result ? compiler.pdf(result, { creationTimestamp: 0 }).byteLength > 0 : false;
  } catch {
    return false;
  }
}
