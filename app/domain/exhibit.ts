/** What may be attached to a document as an exhibit, and how large it may be. */

/** As courts, networks and most file managers count. */
const MEGABYTE = 1_000_000;

export const EXHIBIT_LIMITS = {
  /** Of one exhibit's PDF. */
  bytes: 25 * MEGABYTE,
  pages: 500,
  /** Of all exhibits of a document together. */
  bytesOfDocument: 100 * MEGABYTE,
  /** A side of a page, in points: half an inch, and 70 inches, more than any plan. */
  smallestSide: 36,
  largestSide: 5_040,
  /** Letters of text that are looked through for private data. */
  letters: 10_000_000,
} as const;

/** What the facts keep of an exhibit's PDF; its bytes lie in a folder under their hash. */
export interface ExhibitFile {
  /** Of the bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly pages: number;
  readonly bytes: number;
}

/** A number of bytes as people say it: "850 KB", "12.3 MB". */
export function sizeInWords(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.ceil(bytes / 1000)} KB`;
  // Upwards, so that what is a little over a limit does not read as if it were the limit.
  return `${Math.ceil(bytes / (MEGABYTE / 10)) / 10} MB`;
}

/** Pages as people name them, from an ascending list: "page 2", "pages 1–3, 7". */
export function pagesInWords(pages: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const page of pages) {
    const run = runs.at(-1);
    if (run && page === run[1] + 1) run[1] = page;
    else runs.push([page, page]);
  }
  const named = runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return `${pages.length === 1 ? "page" : "pages"} ${named.join(", ")}`;
}

/** Where something stands in an exhibit, as a passage that is looked through names it. */
export interface ExhibitPlace {
  readonly exhibitId: string;
  /** From 1. */
  readonly page: number;
}

const PLACE = /^exhibit:(?<page>\d+):(?<exhibitId>.+)$/u;

/** The name of that place; no block's id has a colon in it. */
export function placeInExhibit({ exhibitId, page }: ExhibitPlace): string {
  return `exhibit:${page}:${exhibitId}`;
}

/** The place in an exhibit that a name names; null for one of another kind. */
export function exhibitPlaceOf(place: string | null): ExhibitPlace | null {
  const { page, exhibitId } = PLACE.exec(place ?? "")?.groups ?? {};
  return page === undefined || exhibitId === undefined ? null : { exhibitId, page: Number(page) };
}

/** The title that an exhibit gets where nobody gave it one: its file's name without the ending. */
export function titleOfFile(fileName: string): string {
  const name = fileName
    .replace(/^.*[/\\]/u, "")
    .replace(/\.pdf$/iu, "")
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what is taken out
    .replaceAll(/[\u0000-\u001F\u007F\u2028\u2029]|\p{Surrogate}/gu, "")
    .replaceAll(/[_\s]+/gu, " ")
    .trim();
  return name === "" ? "Exhibit" : [...name].slice(0, 300).join("").slice(0, 300).trim();
}
