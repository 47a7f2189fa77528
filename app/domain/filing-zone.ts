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
export const ZONE_LABELS: Readonly<Record<FilingZone, string>> = {
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

/** The zone in which a filing's day is counted; the capital's, where none is recorded. */
export function zoneOfFiling(recorded: string | null): FilingZone {
  return recorded !== null && isFilingZone(recorded) ? recorded : "America/New_York";
}

export function isFilingZone(zone: string): zone is FilingZone {
  return (FILING_ZONES as readonly string[]).includes(zone);
}
