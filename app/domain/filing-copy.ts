import { DAY_MS } from "#app/domain/durations.ts";
import { dateIn, isIsoDate, writtenDay } from "./dates.ts";
import { FILING_METHODS, type FilingMethod } from "./filing.ts";
import { isFilingZone, zoneOfFiling } from "./filing-zone.ts";
import { done, refuse, type Outcome } from "./refusal.ts";
import type { PinnedVersion } from "./sign-off.ts";

/** The placement of exhibits (L25): after the text in the same PDF, or in separate files. */
export const EXHIBIT_DELIVERIES = ["inside", "separate"] as const;
export type ExhibitDelivery = (typeof EXHIBIT_DELIVERIES)[number];

/** Standing of a copy whose very bytes were brought in (L59), after "that it was filed was". */
export const COPY_STANDING = {
  unconfirmed: "not confirmed there",
  confirmed: "confirmed there",
  withdrawn: "confirmed there, and withdrawn since",
} as const;
export type CopyStanding = keyof typeof COPY_STANDING;

/** The choices when the filing copy is made, printed on its pages. */
interface FilingCopyDetails {
  /** ISO date printed as the day of filing, as the agency or court counts it. */
  readonly printedOn: string;
  /** The IANA time zone in which that day is counted. */
  readonly zone: string;
  readonly method: FilingMethod;
}

/** The pages as they are to be filed (L21): unmarked, with their hash. They are not filed yet. */
export interface FilingCopy extends FilingCopyDetails {
  readonly id: string;
  readonly version: PinnedVersion;
  /** SHA-256 (hex) of the exact PDF. */
  readonly pdfHash: string;
  /**
   * The person who certified that the case for expedited processing is true; null where the text
   * asks none.
   */
  readonly certifier: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** When it was first downloaded; null for never. */
  readonly takenAt: Date | null;
}

/** Why a filing copy is void. */
export type CopyVoidCause = "discarded" | "reopened" | "party-removed";

/**
 * How many days ahead copies may be made: filings are prepared for the day on which they are due.
 */
const DAYS_AHEAD = 7;

/**
 * Refuses `bad-input`, with a sentence for each field, for values that a filing copy can't print.
 * @param now when the copy is made.
 */
export function checkFilingCopyDetails(
  { printedOn, zone, method }: FilingCopyDetails,
  now: Date,
): Outcome<FilingCopyDetails> {
  const fields: Record<string, string> = {};
  const isZone = isFilingZone(zone);
  if (!isZone) fields.zone = "Choose the time zone of the agency or court.";
  if (!isIsoDate(printedOn)) {
    fields.printedOn = "Enter the day of filing that the pages are to print.";
  } else if (isZone && printedOn > dateIn(new Date(now.getTime() + DAYS_AHEAD * DAY_MS), zone)) {
    fields.printedOn = `Pages can be made for today or up to ${DAYS_AHEAD} days ahead; choose an earlier day.`;
  }
  if (!FILING_METHODS.includes(method)) fields.method = "Choose how it is to be filed.";
  if (Object.keys(fields).length === 0) return done({ printedOn, zone, method });
  return refuse(
    "bad-input",
    "The filing copy was not made: something that it is to print is missing or not possible. What you typed is still here; correct the marked fields and make it again.",
    fields,
  );
}

/**
 * How many days after the day of a filing something was done, as the filing's zone counts them (L60);
 * 0 on that day and before it.
 * @param day ISO day.
 */
export function daysAfterFiling(day: string, zone: string | null, done: Date): number {
  const days = Date.parse(dateIn(done, zoneOfFiling(zone))) - Date.parse(day);
  return Math.max(0, days / DAY_MS);
}

/** Refuses an action on another copy than the current one. */
export function refuseOtherCopy(copy: FilingCopy | null, copyId: string): Outcome<never> | null {
  if (copy === null) {
    return refuse(
      "wrong-status",
      "No filing copy of this document stands: none was made, or it was discarded. Nothing was changed; make the filing copy first.",
    );
  }
  if (copy.id === copyId) return null;
  return refuse(
    "stale",
    "Another filing copy stands by now than the one on your page. Nothing was changed; load the page again.",
  );
}

/** Refuses to confirm another day than the one printed (L21), which would make the pages wrong. */
export function refuseOtherDay(copy: FilingCopy, filedOn: string): Outcome<never> | null {
  if (!isIsoDate(filedOn) || copy.printedOn === filedOn) return null;
  const sentence = `The filing copy prints ${writtenDay(copy.printedOn)} as the day of filing, so it can’t be confirmed for ${writtenDay(filedOn)}. Nothing was recorded; enter the day that it prints, or discard the copy and make one that prints the other day.`;
  return refuse("bad-input", sentence, { filedOn: sentence });
}
