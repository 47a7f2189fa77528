// The process that inspects uploaded PDFs. It has no database and no network, and its memory and
// time are limited; it receives the path of a file and returns the result.
import { readFileSync } from "node:fs";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { EXHIBIT_LIMITS } from "#app/domain/exhibit.ts";
import { privateDataIn } from "#app/domain/private-data.ts";
import { openPdf, type PdfDocument } from "#server/pdf/document.ts";
import { lettersIn, type PdfPage } from "#server/pdf/page.ts";
import type { ExhibitScan, Inspection, PageText, Task } from "./inspection.ts";

export default function work({ task, file, watched }: Task): Promise<Inspection> | ExhibitScan {
  return task === "inspect"
    ? inspect(file)
    : scanOf(JSON.parse(readFileSync(file, "utf8")) as readonly PageText[], watched);
}

/** The private data in the text of an exhibit, and the pages that can't be searched. */
function scanOf(pages: readonly PageText[], watched: readonly string[]): ExhibitScan {
  // In one search: the names are made ready once, and not for each page.
  const found = privateDataIn(
    pages.map((page, index) => ({
      place: String(index + 1),
      text: typeof page === "string" ? page : page.picture,
    })),
    watched,
  );
  const data = found.map(({ place, kind, shown }) => ({ page: Number(place), kind, shown }));
  const unread = pages.flatMap((page, index) =>
    typeof page === "string" && lettersIn(page) > 0 ? [] : [index + 1],
  );
  return { data, unread };
}

/** Inspects the PDF at that path. */
async function inspect(file: string): Promise<Inspection> {
  const bytes = readFileSync(file);
  if (bytes.byteLength === 0) return { ok: false, why: "empty" };
  const document = await openPdf(bytes);
  if (document === "damaged") return { ok: false, why: "not-a-pdf" };
  if (document === "encrypted") return { ok: false, why: document };
  try {
    const read = readPages(document);
    return read.ok && !canBeEmbedded(bytes, read.pages) ? { ok: false, why: "unprintable" } : read;
  } finally {
    document.close();
  }
}

function readPages(document: PdfDocument): Inspection {
  // It opens without a password but is protected against printing, so it can't be embedded.
  if (document.isProtected) return { ok: false, why: "encrypted" };
  const { pages } = document;
  if (pages < 1) return { ok: false, why: "not-a-pdf" };
  if (pages > EXHIBIT_LIMITS.pages) return { ok: false, why: "too-many-pages", pages };
  const texts: PageText[] = [];
  let letters = 0;
  for (let index = 0; index < pages; index += 1) {
    const page = index + 1;
    const read = document.page(index, readPage);
    if (read === null) return { ok: false, why: "page-unreadable", page };
    const { text, width, height, isDrawnUpon, isPicture } = read;
    const { smallestSide, largestSide } = EXHIBIT_LIMITS;
    if (Math.min(width, height) < smallestSide || Math.max(width, height) > largestSide) {
      return { ok: false, why: "page-size", page };
    }
    if (isDrawnUpon) return { ok: false, why: "drawn-upon", page };
    letters += text.length;
    if (letters > EXHIBIT_LIMITS.letters) return { ok: false, why: "too-much-text" };
    texts.push(isPicture ? { picture: text } : text);
  }
  return { ok: true, pages, texts, scan: scanOf(texts, []) };
}

/**
 * A page with a large picture and fewer characters than this has only a stamp ("ICE-2021-000123");
 * a scan with recognized text has more.
 */
const FEW_LETTERS = 200;

function readPage(page: PdfPage) {
  const { width, height } = page;
  const text = page.text();
  const isPicture =
    lettersIn(text) < FEW_LETTERS && (page.largestPicture() ?? 0) >= (width * height) / 2;
  // Embedding leaves out whatever lies over the page.
  return { text, width, height, isPicture, isDrawnUpon: page.annotations().areSeen };
}

/** Whether the typesetter can append its pages; tested now rather than on the day of filing. */
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
    // The typesetter throws at a PDF that it can't embed: the exhibit is refused.
    return false;
  }
}
