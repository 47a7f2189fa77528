/** Records that an agency released (L18). Counts are null where its letter doesn't say them. */
export interface ProductionCounts {
  readonly pagesFull: number | null;
  readonly pagesPart: number | null;
  readonly pagesWithheld: number | null;
  /** How many pages the letter says were looked through in all. */
  readonly pagesReviewed: number | null;
  readonly batesFrom: string | null;
  readonly batesTo: string | null;
}

/** A Bates number in two: what stands before its digits, and the number. */
const BATES = /^(?<prefix>\D*)(?<digits>\d{1,12})$/u;

/** How many pages lie in a Bates range; null where the two ends don't belong to one row of numbers. */
export function pagesInRange(from: string, to: string): number | null {
  const first = BATES.exec(from.trim())?.groups;
  const last = BATES.exec(to.trim())?.groups;
  if (!first || !last || first.prefix !== last.prefix) return null;
  const pages = Number(last.digits) - Number(first.digits) + 1;
  return pages > 0 ? pages : null;
}

/**
 * Where the counts of a production don't add up, a sentence each: they are recorded as the letter has
 * them, and the form says so.
 */
export function productionWarnings(counts: ProductionCounts): string[] {
  const { pagesFull, pagesPart, pagesWithheld, pagesReviewed, batesFrom, batesTo } = counts;
  const warnings: string[] = [];
  const released = sum(pagesFull, pagesPart);
  const all = sum(released, pagesWithheld);
  if (pagesReviewed !== null && all !== null && all !== pagesReviewed) {
    warnings.push(
      `The letter speaks of ${pages(pagesReviewed)}, but what was released and withheld comes to ${all}.`,
    );
  }
  if (batesFrom !== null && batesTo !== null) {
    const numbered = pagesInRange(batesFrom, batesTo);
    if (numbered === null) {
      warnings.push(`${batesFrom} to ${batesTo} is no row of Bates numbers that can be counted.`);
    } else if (released !== null && numbered !== released && numbered !== all) {
      warnings.push(
        `${batesFrom} to ${batesTo} is ${pages(numbered)}, but the letter says that ${released} were released.`,
      );
    }
  }
  return warnings;
}

/** What all productions of a request come to; null where one of them doesn't say. */
export function productionTotals(productions: readonly ProductionCounts[]) {
  const total = (name: "pagesFull" | "pagesPart" | "pagesWithheld") =>
    productions.length === 0
      ? null
      : productions.map((one) => one[name]).reduce((before, next) => sum(before, next));
  return { full: total("pagesFull"), part: total("pagesPart"), withheld: total("pagesWithheld") };
}

function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}

function pages(count: number): string {
  return count === 1 ? "1 page" : `${count} pages`;
}
