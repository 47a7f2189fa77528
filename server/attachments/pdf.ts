import { PDFiumLibrary, type PDFiumDocument } from "@hyzyla/pdfium";
import { callsOf, lettersIn, readPage } from "#server/exhibits/page-reading.ts";
import { metadataOfPdf } from "./pdf-metadata.ts";
import { createPdfObjects } from "./pdf-objects.ts";
import { READING_LIMITS } from "./reading.ts";
import type { ScanFindings } from "./scan-findings.ts";

const library = PDFiumLibrary.init();

/**
 * Searches a PDF: the text of each page, the words of notes, fields, links and bookmarks, and what
 * the file says of itself. Pictures, whatever lies over a page and embedded files are not read
 * (L20): the file is published byte for byte, and so with all of them.
 */
export async function readPdf(
  bytes: Buffer,
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
  const objects = createPdfObjects(pdfium, document);
  try {
    readPages(document, { pdfium, objects, file, findings });
    readBeside({ bytes, objects, file, findings });
  } finally {
    objects.close();
    document.destroy();
  }
}

interface PdfSearch {
  readonly objects: ReturnType<typeof createPdfObjects>;
  readonly file: string | null;
  readonly findings: ScanFindings;
}

function readPages(
  document: PDFiumDocument,
  { pdfium, objects, file, findings }: PdfSearch & { readonly pdfium: PDFiumLibrary },
): void {
  const count = document.getPageCount();
  const calls = callsOf(pdfium);
  const pictures: number[] = [];
  const drawnUpon: number[] = [];
  const damaged: number[] = [];
  const beyond: number[] = [];
  for (let number = 1; number <= count; number += 1) {
    if (number > READING_LIMITS.pages || beyond.length > 0) {
      beyond.push(number);
      continue;
    }
    const read = readPage(document, number - 1, calls);
    if (read === null) {
      damaged.push(number);
      continue;
    }
    const { page, text, hasPicture } = read;
    // A black box drawn over a scan doesn't remove its pixels, even if the page has text; and a
    // scan with recognized text may lie there in strips.
    if (hasPicture || lettersIn(text) === 0 || objects.hasThumbnail(page)) pictures.push(number);
    const { words, isWhole } = objects.annotations(page);
    if (!isWhole) drawnUpon.push(number);
    const isRead = [text, ...words].every((said) => findings.look(file, number, said));
    if (!isRead) beyond.push(number);
  }
  findings.unread(file, pictures, "picture");
  findings.unread(file, drawnUpon, "drawn-upon");
  findings.unread(file, damaged, "damaged");
  findings.unread(file, beyond, "limit");
}

/** What is in the file and on none of its pages. */
function readBeside({
  bytes,
  objects,
  file,
  findings,
}: PdfSearch & { readonly bytes: Buffer }): void {
  const info = objects.info();
  const metadata = metadataOfPdf(bytes, { isProtected: objects.isProtected() });
  const said = [...info.words, ...metadata.texts];
  const isRead = said.every((words) => findings.look(file, "the metadata", words));
  if (!isRead || !info.isWhole || !metadata.isWhole) findings.unread(file, null, "metadata");

  const bookmarks = objects.bookmarks();
  const areRead = bookmarks.words.every((words) => findings.look(file, "a bookmark", words));
  if (!areRead || !bookmarks.isWhole) findings.unread(file, null, "limit");

  const embedded = objects.embeddedFiles();
  for (const name of embedded.names) {
    findings.look(file, "the name of an embedded file", name);
    findings.unread(file === null ? name : `${name} in ${file}`, null, "nested");
  }
  if (!embedded.isWhole) findings.unread(file, null, "nested");
  if (objects.isXfa()) findings.unread(file, null, "form");
}
