/** Records that an agency released (L18). Counts are null where its letter doesn't give them. */
export interface ProductionCounts {
  readonly pagesFull: number | null;
  readonly pagesPart: number | null;
  readonly pagesWithheld: number | null;
  /** Pages that the letter says were reviewed in all. */
  readonly pagesReviewed: number | null;
  readonly batesFrom: string | null;
  readonly batesTo: string | null;
}

/** Splits a Bates number into its prefix and its digits. */
const BATES = /^(?<prefix>\D*)(?<digits>\d{1,12})$/u;

/**
 * The number of pages in a Bates range; null where the two ends have different prefixes or are out
 * of order.
 */
export function pagesInRange(from: string, to: string): number | null {
  const first = BATES.exec(from.trim())?.groups;
  const last = BATES.exec(to.trim())?.groups;
  if (!first || !last || first.prefix !== last.prefix) return null;
  const pages = Number(last.digits) - Number(first.digits) + 1;
  return pages > 0 ? pages : null;
}

/**
 * Warnings about counts that don't add up, one sentence each. The counts are recorded as the letter
 * has them; the form shows the warnings.
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

/**
 * The totals over all productions of a request; a total is null where one production doesn't give
 * the count.
 */
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
