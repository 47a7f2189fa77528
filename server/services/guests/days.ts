import { DAY_MS, HOUR_MS } from "#app/domain/durations.ts";
import { GUEST_DAYS } from "#app/domain/guest.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";

/** The days that may be chosen as a link's last one, as ISO dates. */
export function guestDays(now: Date): { readonly first: string; readonly last: string } {
  const first = dateOfFilings(now);
  return { first, last: isoDayAfter(first, GUEST_DAYS) };
}

/** The instant in which an ISO day ends where filings are dated: in Washington, at midnight. */
export function endOfDay(day: string): Date {
  const next = isoDayAfter(day, 1);
  // Four hours behind UTC in summer, five in winter.
  const summer = new Date(Date.parse(`${next}T04:00:00.000Z`));
  return dateOfFilings(summer) === next ? summer : new Date(summer.getTime() + HOUR_MS);
}

/** The last whole day before that instant, there: what was chosen as a link's last one. */
export function lastDayBefore(end: Date): string {
  return dateOfFilings(new Date(end.getTime() - 1));
}

function isoDayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
