import type { LayoutProfile } from "./document.ts";

/**
 * The time zones in which agencies and federal courts count the day of a filing, from east to west.
 */
export const FILING_ZONES = [
  "America/Puerto_Rico",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
  "Pacific/Guam",
] as const;
export type FilingZone = (typeof FILING_ZONES)[number];

/** The name of each zone. */
export const ZONE_WORDS: Readonly<Record<FilingZone, string>> = {
  "America/Puerto_Rico": "Atlantic time (Puerto Rico)",
  "America/New_York": "Eastern time",
  "America/Chicago": "Central time",
  "America/Denver": "Mountain time",
  "America/Phoenix": "Arizona time",
  "America/Los_Angeles": "Pacific time",
  "America/Anchorage": "Alaska time",
  "Pacific/Honolulu": "Hawaii time",
  "Pacific/Guam": "Guam time",
};

/** The zone of each court, and of the agencies that letters go to, in the capital (L24). */
const ZONE_OF: Readonly<Record<LayoutProfile, FilingZone>> = {
  letter: "America/New_York",
  "nd-cal": "America/Los_Angeles",
  "cd-cal": "America/Los_Angeles",
  sdny: "America/New_York",
  ddc: "America/New_York",
};

/** The default zone for filing a document with that layout (L24). */
export function filingZoneOf(layoutProfile: LayoutProfile): FilingZone {
  return ZONE_OF[layoutProfile];
}

export function isFilingZone(zone: string): zone is FilingZone {
  return (FILING_ZONES as readonly string[]).includes(zone);
}
