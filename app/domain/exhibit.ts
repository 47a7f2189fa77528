/** Limits of exhibits. */

import { thousands } from "./thousands.ts";

/** Decimal, as courts, networks and most file managers count. */
const MEGABYTE = 1_000_000;

export const EXHIBIT_LIMITS = {
  /** Of one exhibit's PDF. */
  bytes: 25 * MEGABYTE,
  pages: 500,
  /** Of all exhibits of a document together. */
  bytesOfDocument: 100 * MEGABYTE,
  /** A side of a page, in points: from half an inch to 70 inches, larger than any plan. */
  smallestSide: 36,
  largestSide: 5_040,
  /** Characters of extracted text that are searched for private data. */
  letters: 10_000_000,
} as const;

/**
 * The stored metadata of an exhibit's PDF; its bytes are in the blob folder, named by their hash.
 */
export interface ExhibitFile {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string;
  readonly pages: number;
  readonly bytes: number;
}

/** A size in words: "850 KB", "12.3 MB". */
export function sizeText(bytes: number): string {
  if (bytes < MEGABYTE) return `${thousands(Math.ceil(bytes / 1000))} KB`;
  // Rounded up, so that a size just over a limit does not read as the limit.
  return `${thousands(Math.ceil(bytes / (MEGABYTE / 10)) / 10)} MB`;
}

/** Page numbers in words, from an ascending list: "page 2", "pages 1–3, 7". */
export function pagesText(pages: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const page of pages) {
    const run = runs.at(-1);
    if (run && page === run[1] + 1) run[1] = page;
    else runs.push([page, page]);
  }
  const named = runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return `${pages.length === 1 ? "page" : "pages"} ${named.join(", ")}`;
}

/** A page of an exhibit in which private data was found. */
interface ExhibitPlace {
  readonly exhibitId: string;
  /** From 1. */
  readonly page: number;
}

const PLACE = /^exhibit:(?<page>\d+):(?<exhibitId>.+)$/u;

/** Encodes the place as a string; block ids have no colon, so the two can't be confused. */
export function placeInExhibit({ exhibitId, page }: ExhibitPlace): string {
  return `exhibit:${page}:${exhibitId}`;
}

/** Decodes what `placeInExhibit` wrote; null for any other string. */
export function exhibitPlaceOf(place: string | null): ExhibitPlace | null {
  const { page, exhibitId } = PLACE.exec(place ?? "")?.groups ?? {};
  return page === undefined || exhibitId === undefined ? null : { exhibitId, page: Number(page) };
}
