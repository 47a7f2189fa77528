import { dateIn } from "#app/domain/dates.ts";

/**
 * Where filings are dated: agencies and most courts that these papers go to count days in the capital,
 * and it is the easternmost zone that the people who file work in, so that no day is refused that has
 * begun for them.
 */
const FILING_ZONE = "America/New_York";

/** The ISO date at that instant where filings are dated: no filing bears a later one. */
export function dateOfFilings(instant: Date): string {
  return dateIn(instant, FILING_ZONE);
}
