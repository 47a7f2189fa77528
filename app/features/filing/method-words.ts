import type { FilingDetails, FilingMethod } from "#app/domain/filing.ts";
import { writtenDate } from "#app/domain/dates.ts";
import { isFilingZone, ZONE_WORDS } from "#app/domain/filing-zone.ts";

/** The labels of the methods of filing. */
export const METHOD_WORDS: Readonly<Record<FilingMethod, string>> = {
  portal: "Agency’s portal",
  "e-mail": "E-mail",
  mail: "Mail",
  courier: "Courier",
  fax: "Fax",
  hand: "By hand",
  "e-filing": "Court’s electronic filing",
};

/** The labels of a filing's details. */
export const FILING_DETAIL_LABELS: Readonly<Record<keyof FilingDetails, string>> = {
  filedOn: "Filed on",
  zone: "Counted in",
  method: "How it was filed",
  addressee: "Filed with",
  confirmation: "Confirmation number",
};

/** A time zone's common name. */
export function zoneInWords(zone: string): string {
  return isFilingZone(zone) ? ZONE_WORDS[zone] : zone;
}

/** One detail of a filing in words; null if not recorded. */
export function filingDetailText(
  facts: Partial<FilingDetails>,
  name: keyof FilingDetails,
): string | null {
  switch (name) {
    case "filedOn":
      return facts.filedOn ? writtenDate(facts.filedOn) : null;
    case "zone":
      return facts.zone ? zoneInWords(facts.zone) : null;
    case "method":
      return facts.method ? METHOD_WORDS[facts.method] : null;
    case "addressee":
    case "confirmation":
      return facts[name] ?? null;
  }
}
