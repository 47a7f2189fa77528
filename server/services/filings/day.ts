import { dateIn } from "#app/domain/dates.ts";

/**
 * The time zone in which filings are dated. Agencies and most courts that receive these documents
 * count days in Washington, and it is the easternmost zone in which the people who file work, so
 * that no date is refused that has begun for them. A filing in Guam may have the day after.
 */
const FILING_ZONE = "America/New_York";

/** The ISO date of an instant in that zone. */
export function dateOfFilings(instant: Date): string {
  return dateIn(instant, FILING_ZONE);
}
