import { PDFiumLibrary, type PDFiumDocument } from "@hyzyla/pdfium";
import { callsOf, lettersIn, readPage } from "#server/exhibits/page-reading.ts";
import type { ScanFindings } from "./scan-findings.ts";
import { READING_LIMITS } from "./reading.ts";

const library = PDFiumLibrary.init();

/** Searches a PDF page by page; pictures on a page are not read (L20). */
export async function readPdf(
  bytes: Uint8Array,
  file: string | null,
  findings: ScanFindings,
): Promise<void> {
  const pdfium = await library;
  let document: PDFiumDocument;
  try {
    document = await pdfium.loadDocument(bytes);
  } catch (error) {
    // The library reports it only in its message.
    const locked = /password|security/iu.test(String(error));
    findings.unread(file, null, locked ? "encrypted" : "damaged");
    return;
  }
  try {
    const count = document.getPageCount();
    const calls = callsOf(pdfium);
    const pictures: number[] = [];
    const damaged: number[] = [];
    const beyond: number[] = [];
    for (let page = 1; page <= count; page += 1) {
      if (page > READING_LIMITS.pages || beyond.length > 0) {
        beyond.push(page);
        continue;
      }
      const read = readPage(document, page - 1, calls);
      if (read === null) damaged.push(page);
      // A black box drawn over a scan doesn't remove its pixels, even if the page has text.
      else if (read.hasPicture || lettersIn(read.text) === 0) pictures.push(page);
      if (read !== null && !findings.look(file, page, read.text)) beyond.push(page);
    }
    findings.unread(file, pictures, "picture");
    findings.unread(file, damaged, "damaged");
    findings.unread(file, beyond, "limit");
  } finally {
    document.destroy();
  }
}
