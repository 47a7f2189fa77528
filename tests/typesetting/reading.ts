import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

// Reads PDFs with poppler, which knows nothing of Typst: what it sees is what a court's clerk sees.

const run = promisify(execFile);

/** A word and where it stands, in points from the upper left corner of its page. */
export interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The part of each page to read, in points. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The area of text on pleading paper, without line numbers, marking and footer. */
export const PLEADING_TEXT: Window = { left: 100, top: 40, width: 475, height: 690 };
/** The area of text on paper with margins of one inch. */
export const PLAIN_TEXT: Window = { left: 60, top: 60, width: 500, height: 664 };

/** The text in the order in which it was written into the file. */
export async function textOf(pdf: Uint8Array, window?: Window): Promise<string> {
  const crop = window
    ? ["-x", window.left, "-y", window.top, "-W", window.width, "-H", window.height].map(String)
    : [];
  return poppler("pdftotext", pdf, ["-r", "72", "-raw", ...crop], ["-"]);
}

/** The text in the order in which it is read, in any script, without the marks of its direction. */
export async function readingOf(pdf: Uint8Array): Promise<string> {
  const text = await poppler("pdftotext", pdf, [], ["-"]);
  return text.replace(/[\u202a-\u202e]/gu, "");
}

export async function wordsOf(pdf: Uint8Array, window?: Window): Promise<string[]> {
  return splitWords(await textOf(pdf, window));
}

/** All letters and signs without the spaces: where lines end, and in which words, does not matter. */
export function letters(text: string): string {
  return text.replace(/\s+/gu, "");
}

export function splitWords(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== "");
}

/** Every word of every page with its place. */
export async function placesOf(pdf: Uint8Array): Promise<Word[][]> {
  const xml = await poppler("pdftotext", pdf, ["-bbox"], ["-"]);
  return xml
    .split("<page ")
    .slice(1)
    .map((page) =>
      [
        ...page.matchAll(
          /<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g,
        ),
      ].map(([, left, top, right, bottom, text]) => ({
        text: unescaped(text ?? ""),
        left: Number(left),
        right: Number(right),
        top: Number(top),
        bottom: Number(bottom),
      })),
    );
}

/** The PDF's own statements: title, dates, tags, pages. */
export async function infoOf(pdf: Uint8Array): Promise<Map<string, string>> {
  const lines = (await poppler("pdfinfo", pdf, ["-isodates"], [])).split("\n");
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** The XMP metadata. */
export function metadataOf(pdf: Uint8Array): Promise<string> {
  return poppler("pdfinfo", pdf, ["-meta"], []);
}

/** The tags in their order, indented, with the text below them. */
export function structureOf(pdf: Uint8Array): Promise<string> {
  return poppler("pdfinfo", pdf, ["-struct-text"], []);
}

/** A font of a PDF: whether it is embedded, and of it only the signs that are drawn. */
interface FontOfPdf {
  readonly name: string;
  readonly embedded: boolean;
  readonly subset: boolean;
}

/** The fonts, by their names. */
export async function fontsOf(pdf: Uint8Array): Promise<FontOfPdf[]> {
  const [, , ...lines] = (await poppler("pdffonts", pdf, [], [])).trim().split("\n");
  return lines.map((line) => {
    const [, emb, sub] = /\b(yes|no)\s+(yes|no)\b/.exec(line.slice(60)) ?? [];
    return { name: line.split(" ")[0] ?? "", embedded: emb === "yes", subset: sub === "yes" };
  });
}

/** One page as a gray PNG at 60 dots an inch. */
export async function pictureOf(pdf: Uint8Array, page: number): Promise<Buffer> {
  return inFolder(pdf, async (file) => {
    const options = ["-r", "60", "-gray", "-png", "-f", String(page), "-l", String(page), file];
    const { stdout } = await run("pdftoppm", options, { encoding: "buffer", maxBuffer: 1e8 });
    return stdout;
  });
}

function poppler(
  program: "pdftotext" | "pdfinfo" | "pdffonts",
  pdf: Uint8Array,
  before: readonly string[],
  after: readonly string[],
): Promise<string> {
  return inFolder(pdf, async (file) => {
    const { stdout } = await run(program, [...before, file, ...after], { maxBuffer: 1e8 });
    return stdout;
  });
}

/** Does something with the PDF as a file. */
export async function inFolder<T>(pdf: Uint8Array, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "pages-"));
  try {
    const file = path.join(folder, "pages.pdf");
    await writeFile(file, pdf);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
