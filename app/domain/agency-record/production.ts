import { thousands } from "#app/domain/thousands.ts";
import { counted } from "#app/domain/counted.ts";
import { writtenDay } from "#app/domain/dates.ts";

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

/** A Bates number: what stays the same, and what is counted at its end. */
interface Bates {
  readonly prefix: string;
  readonly count: number;
  /** The digits with their leading zeros. */
  readonly width: number;
}

/**
 * Splits a Bates number of any shape at its last digits: "ICE-000100", "2022-ICLI-00012 1". Null for
 * one that doesn't end in digits.
 */
function batesOf(typed: string): Bates | null {
  const { prefix = "", digits } =
    /^(?<prefix>.*?)(?<digits>\d{1,12})$/u.exec(typed.trim())?.groups ?? {};
  if (digits === undefined) return null;
  const count = Number(digits);
  return { prefix: prefix.replaceAll(/\s+/gu, " "), count, width: digits.length };
}

/** A row of Bates numbers, both ends included. */
interface BatesRow {
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** Null where the two ends have different prefixes or are out of order, or one is not recorded. */
function batesRow({ batesFrom, batesTo }: Pick<ProductionCounts, "batesFrom" | "batesTo">) {
  const first = batesFrom === null ? null : batesOf(batesFrom);
  const last = batesTo === null ? null : batesOf(batesTo);
  if (!first || !last || first.prefix !== last.prefix || last.count < first.count) return null;
  const { prefix, width, count: from } = first;
  return { prefix, width, from, to: last.count } satisfies BatesRow;
}

/** Why two Bates numbers are no range that can be counted, in a sentence (L64); null where they are one. */
function rangeProblem(batesFrom: string, batesTo: string): string | null {
  const [first, last] = [batesOf(batesFrom), batesOf(batesTo)];
  const range = `${batesFrom} to ${batesTo}`;
  if (!first || !last) {
    const odd = first ? batesTo : batesFrom;
    return `${range} can’t be counted: “${odd}” doesn’t end in a number.`;
  }
  if (first.prefix !== last.prefix) {
    const [one, other] = [first, last].map(({ prefix }) => (prefix ? `“${prefix}”` : "nothing"));
    return `${range} is no range: before the count stands ${one} in the first, and ${other} in the last. A range stays within one series; record each series as a release of its own.`;
  }
  if (last.count < first.count) {
    return `${range} runs backward: its last number comes before its first. Check the two against the pages; they may be the wrong way around.`;
  }
  return null;
}

/** The number of pages in a Bates range; null for none that can be counted. */
export function pagesInRange(batesFrom: string, batesTo: string): number | null {
  const row = batesRow({ batesFrom, batesTo });
  return row && row.to - row.from + 1;
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
      `The letter speaks of ${counted(pagesReviewed, "page")}, but what was released and withheld comes to ${thousands(all)}.`,
    );
  }
  if (batesFrom !== null && batesTo !== null) {
    const numbered = pagesInRange(batesFrom, batesTo);
    const problem = rangeProblem(batesFrom, batesTo);
    if (problem !== null) warnings.push(problem);
    else if (numbered !== null && released !== null && numbered !== released && numbered !== all) {
      warnings.push(
        `${batesFrom} to ${batesTo} is ${counted(numbered, "page")}, but the letter says that ${thousands(released)} were released.`,
      );
    }
  }
  return warnings;
}

/** A release of a request, as it is compared with the others. */
export interface NumberedProduction extends ProductionCounts {
  readonly id: string;
  /** As the agency counts its releases. */
  readonly number: number | null;
  /** ISO day. */
  readonly dated: string;
}

/**
 * The contradictions between the releases of one request (L64): doubled and missing numbers of
 * releases, overlaps and gaps of their Bates numbers. Sentences by the id of the later release.
 * @param productions by date.
 */
export function seriesWarnings(
  productions: readonly NumberedProduction[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const warn = (id: string, sentence: string) =>
    found.set(id, [...(found.get(id) ?? []), sentence]);
  numberWarnings(productions, warn);
  batesWarnings(productions, warn);
  return found;
}

type Warn = (id: string, sentence: string) => void;

function numberWarnings(productions: readonly NumberedProduction[], warn: Warn): void {
  const seen = new Map<number, NumberedProduction>();
  for (const production of productions) {
    const { id, number, dated } = production;
    if (number === null) continue;
    const twin = seen.get(number);
    const before = Math.max(0, ...[...seen.keys()].filter((other) => other < number));
    if (twin !== undefined) {
      const on = twin.dated === dated ? "of the same day" : `of ${writtenDay(twin.dated)}`;
      warn(id, `Release ${number} is on record twice: the other is ${on}.`);
    } else if (before > 0 && number > before + 1) {
      const missing = number === before + 2 ? `${before + 1}` : `${before + 1} to ${number - 1}`;
      warn(id, `No release ${missing} is on record before it.`);
    }
    if (!twin) seen.set(number, production);
  }
}

function batesWarnings(productions: readonly NumberedProduction[], warn: Warn): void {
  const rows = productions.flatMap((production, at) => {
    const row = batesRow(production);
    return row ? [{ ...row, at, id: production.id }] : [];
  });
  for (const { at, id, ...row } of rows) {
    for (const other of rows.filter((one) => one.at < at && one.prefix === row.prefix)) {
      const [from, to] = [Math.max(row.from, other.from), Math.min(row.to, other.to)];
      if (from > to) continue;
      warn(
        id,
        `${rangeOf(row, from, to)} came with the release of ${writtenDay(productions[other.at]?.dated ?? "")} already.`,
      );
    }
  }
  const prefixes = new Set(rows.map(({ prefix }) => prefix));
  for (const prefix of prefixes) {
    const inOrder = rows
      .filter((row) => row.prefix === prefix)
      .toSorted((one, other) => one.from - other.from);
    let last: number | null = null;
    for (const row of inOrder) {
      if (last !== null && row.from > last + 1) {
        warn(row.id, `${rangeOf(row, last + 1, row.from - 1)} came with no release on record.`);
      }
      last = Math.max(last ?? 0, row.to);
    }
  }
}

/** "ICE-000401 to ICE-000500", or one number. */
function rangeOf({ prefix, width }: Pick<BatesRow, "prefix" | "width">, from: number, to: number) {
  const written = (count: number) => `${prefix}${String(count).padStart(width, "0")}`;
  return from === to ? written(from) : `${written(from)} to ${written(to)}`;
}

/** A sum of pages over several releases. */
export interface PageTotal {
  /** Null where no release gives the count. */
  readonly pages: number | null;
  /** Whether a release doesn't give it, so that the sum is the least that there can be (L73). */
  readonly isAtLeast: boolean;
}

/** The totals over all productions of a request. */
export function productionTotals(productions: readonly ProductionCounts[]) {
  const total = (name: "pagesFull" | "pagesPart" | "pagesWithheld"): PageTotal => {
    const known = productions.flatMap((one) => one[name] ?? []);
    return {
      pages: known.length === 0 ? null : known.reduce((one, other) => one + other, 0),
      isAtLeast: known.length > 0 && known.length < productions.length,
    };
  };
  return { full: total("pagesFull"), part: total("pagesPart"), withheld: total("pagesWithheld") };
}

function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}
