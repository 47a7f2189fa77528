import type { FilingDetails, FilingMethod } from "#app/domain/filing.ts";
import { writtenDate } from "#app/domain/dates.ts";
import { isFilingZone, ZONE_LABELS } from "#app/domain/filing-zone.ts";

/** The labels of the methods of filing. */
export const FILING_METHOD_LABELS: Readonly<Record<FilingMethod, string>> = {
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
export function zoneLabel(zone: string): string {
  return isFilingZone(zone) ? ZONE_LABELS[zone] : zone;
}

/** One detail of a filing in words; null if not recorded. */
export function filingDetailText(
  details: Partial<FilingDetails>,
  name: keyof FilingDetails,
): string | null {
  switch (name) {
    case "filedOn":
      return details.filedOn ? writtenDate(details.filedOn) : null;
    case "zone":
      return details.zone ? zoneLabel(details.zone) : null;
    case "method":
      return details.method ? FILING_METHOD_LABELS[details.method] : null;
    case "addressee":
    case "confirmation":
      return details[name] ?? null;
  }
}
