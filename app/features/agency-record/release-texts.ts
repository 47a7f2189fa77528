import { thousands } from "#app/domain/thousands.ts";
import type { PageTotal } from "#app/domain/agency-record/production.ts";
import { shortDate } from "#app/domain/dates.ts";
import type { ProductionView } from "#server/services/index.ts";

export function totalText({ pages, isAtLeast }: PageTotal, words: string): string {
  if (pages === null) return `${words} not recorded`;
  return `${isAtLeast ? "at least " : ""}${thousands(pages)} ${words}`;
}

export function nameOfRelease({ number, dated }: ProductionView): string {
  return `${number === null ? "Release" : `Release ${number}`} of ${shortDate(dated)}`;
}

export function releasePagesText({
  pagesFull,
  pagesPart,
  pagesWithheld,
  pagesReviewed,
}: Pick<ProductionView, "pagesFull" | "pagesPart" | "pagesWithheld" | "pagesReviewed">): string {
  const count = (pages: number | null, words: string) =>
    totalText({ pages, isAtLeast: false }, words);
  return [
    count(pagesFull, "in full"),
    count(pagesPart, "in part"),
    count(pagesWithheld, "withheld"),
    pagesReviewed === null ? null : `of ${thousands(pagesReviewed)} reviewed`,
  ]
    .filter((words) => words !== null)
    .join(", ");
}
