import { openPdf, type PdfDocument } from "#server/pdf/document.ts";
import { lettersIn } from "#server/pdf/page.ts";
import { metadataOfPdf } from "./pdf-metadata.ts";
import { READING_LIMITS } from "./reading.ts";
import type { ScanFindings } from "./scan-findings.ts";

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
  const document = await openPdf(bytes);
  if (typeof document === "string") {
    findings.unread(file, null, document);
    return;
  }
  try {
    readPages(document, file, findings);
    await readMetadata(bytes, document, { file, findings });
    readBeside(document, file, findings);
  } finally {
    document.close();
  }
}

function readPages(document: PdfDocument, file: string | null, findings: ScanFindings): void {
  const count = document.pages;
  const pictures: number[] = [];
  const drawnUpon: number[] = [];
  const damaged: number[] = [];
  const beyond: number[] = [];
  for (let number = 1; number <= count; number += 1) {
    if (number > READING_LIMITS.pages || beyond.length > 0) {
      beyond.push(number);
      continue;
    }
    const read = document.page(number - 1, (page) => ({
      text: page.text(),
      hasPicture: page.largestPicture() !== null || page.hasThumbnail(),
      annotations: page.annotations(),
    }));
    if (read === null) {
      damaged.push(number);
      continue;
    }
    const { text, hasPicture, annotations } = read;
    // A black box drawn over a scan doesn't remove its pixels, even if the page has text; and a
    // scan with recognized text may lie there in strips.
    if (hasPicture || lettersIn(text) === 0) pictures.push(number);
    if (annotations.areMoreThanLinks || !annotations.isWhole) drawnUpon.push(number);
    const isRead = [text, ...annotations.texts].every((said) => findings.look(file, number, said));
    if (!isRead) beyond.push(number);
  }
  findings.unread(file, pictures, "picture");
  findings.unread(file, drawnUpon, "drawn-upon");
  findings.unread(file, damaged, "damaged");
  findings.unread(file, beyond, "limit");
}

/** The metadata of the file. */
async function readMetadata(
  bytes: Buffer,
  document: PdfDocument,
  { file, findings }: { readonly file: string | null; readonly findings: ScanFindings },
): Promise<void> {
  const info = document.info();
  const all = document.isProtected ? NOTHING_READ : await metadataOfPdf(bytes);
  const isRead = [...info.texts, ...all.texts].every((words) =>
    findings.look(file, "the metadata", words),
  );
  if (!isRead || !info.isWhole || !all.isWhole) findings.unread(file, null, "metadata");
}

const NOTHING_READ = { texts: [], isWhole: false };

/** The other parts of the file that are on none of its pages. */
function readBeside(document: PdfDocument, file: string | null, findings: ScanFindings): void {
  const bookmarks = document.bookmarks();
  const areRead = bookmarks.texts.every((words) => findings.look(file, "a bookmark", words));
  if (!areRead || !bookmarks.isWhole) findings.unread(file, null, "limit");

  const embedded = document.embeddedFiles();
  for (const name of embedded.names) {
    findings.look(file, "the name of an embedded file", name);
    findings.unread(file === null ? name : `${name} in ${file}`, null, "nested");
  }
  if (!embedded.isWhole) findings.unread(file, null, "nested");
  if (document.isXfa) findings.unread(file, null, "form");
}
