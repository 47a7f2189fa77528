import { dateIn, isIsoDate } from "./dates.ts";
import { isFilingZone } from "./filing-zone.ts";
import { done, refuse, type Outcome } from "./refusal.ts";
import type { PinnedVersion } from "./sign-off.ts";

export const FILING_METHODS = [
  "portal",
  "e-mail",
  "mail",
  "courier",
  "fax",
  "hand",
  "e-filing",
] as const;
export type FilingMethod = (typeof FILING_METHODS)[number];

/**
 * Whether the Desk made the PDF of a filing, or the paper was filed before it came here, and its PDF
 * was brought in (L59).
 */
export type FilingOrigin = "here" | "elsewhere";

/** The day on which the Freedom of Information Act took effect, Pub. L. 89-487, section 4. */
const FIRST_DAY = "1967-07-04";

/** The longest addressee or confirmation, in characters. */
export const FILING_TEXT_LIMIT = 500;

/** Details that staff record of the act of filing, and may correct later. */
export interface FilingDetails {
  /** ISO date, as the agency or court counts it. */
  readonly filedOn: string;
  /** The IANA time zone of that day; null on filings that predate this field. */
  readonly zone: string | null;
  readonly method: FilingMethod;
  readonly addressee: string;
  /** The confirmation number as the agency or court wrote it; null where it gave none. */
  readonly confirmation: string | null;
}

/** A filing. Its version, PDF and certifier never change. */
export interface Filing extends FilingDetails {
  readonly origin: FilingOrigin;
  readonly version: PinnedVersion;
  /** SHA-256 (hex) of the exact PDF that was filed. */
  readonly pdfHash: string;
  /**
   * The person who certified the facts behind expedited processing; null where the text asks for no
   * certification.
   */
  readonly certifier: string | null;
  readonly by: string;
  readonly at: Date;
}

/** A corrected field: its value before and after. Both are shown. */
export interface FilingCorrection {
  readonly by: string;
  readonly at: Date;
  readonly before: Partial<FilingDetails>;
  readonly after: Partial<FilingDetails>;
}

/** The zone of filings that predate the field: their days were counted in the capital. */
const ZONE_BEFORE = "America/New_York";

/**
 * Trims and validates the details; refused as `bad-input` with a sentence for each field that is
 * missing, too long, or not possible.
 * @param now when they are recorded; a day that has not begun in their zone is refused.
 */
export function checkFilingDetails(details: FilingDetails, now: Date): Outcome<FilingDetails> {
  const addressee = details.addressee.trim();
  const confirmation = details.confirmation?.trim() || null;
  const fields: Record<string, string> = {};
  const zone = details.zone ?? ZONE_BEFORE;
  if (!isFilingZone(zone)) fields.zone = "Choose the time zone of the agency or court.";
  if (!isIsoDate(details.filedOn)) {
    fields.filedOn = "Enter the date on which it was filed.";
  } else if (isFilingZone(zone) && details.filedOn > dateIn(now, zone)) {
    fields.filedOn = "The date of filing lies in the future; enter the day on which it was filed.";
  } else if (details.filedOn < FIRST_DAY) {
    fields.filedOn =
      "The Freedom of Information Act took effect on July 4, 1967, and nothing was filed under it before; look at the year.";
  }
  if (!FILING_METHODS.includes(details.method)) fields.method = "Choose how it was filed.";
  if (addressee === "") fields.addressee = "Enter the office or court that it was filed with.";
  else if (addressee.length > FILING_TEXT_LIMIT) {
    fields.addressee = `The addressee is longer than ${FILING_TEXT_LIMIT} characters.`;
  }
  if (confirmation !== null && confirmation.length > FILING_TEXT_LIMIT) {
    fields.confirmation = `The confirmation is longer than ${FILING_TEXT_LIMIT} characters.`;
  }
  if (Object.keys(fields).length > 0) {
    return refuse(
      "bad-input",
      "The filing was not recorded: a detail of it is missing or not possible. What you typed is still here; correct the marked fields and record it again.",
      fields,
    );
  }
  const { filedOn, method } = details;
  return done({ filedOn, zone: details.zone, method, addressee, confirmation });
}

/**
 * Corrects the details of a filing, and returns the correction with both values; refused as
 * `bad-input` where a value is not possible or nothing differs.
 */
export function correctFiling(
  filing: Filing,
  correction: {
    readonly facts: FilingDetails;
    readonly by: string;
    readonly at: Date;
  },
): Outcome<{ readonly filing: Filing; readonly correction: FilingCorrection }> {
  const checked = checkFilingDetails(correction.facts, correction.at);
  if (!checked.ok) return checked;
  const details = checked.value;
  const before: Record<string, string | null> = {};
  const after: Record<string, string | null> = {};
  for (const name of ["filedOn", "zone", "method", "addressee", "confirmation"] as const) {
    if (filing[name] === details[name]) continue;
    before[name] = filing[name];
    after[name] = details[name];
  }
  if (Object.keys(after).length === 0) {
    return refuse(
      "bad-input",
      "Nothing was corrected: the details are the same as those on record. Change the one that is wrong and record it again.",
    );
  }
  return done({
    filing: { ...filing, ...details },
    correction: {
      by: correction.by,
      at: correction.at,
      before: before as Partial<FilingDetails>,
      after: after as Partial<FilingDetails>,
    },
  });
}
