/** For how many days a draft's last state of the day is kept (R38). */
const DAYS_KEPT = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The UTC day of a moment. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The first moment whose day is still kept. */
export function daysKeptFrom(now: Date): Date {
  return new Date(Date.parse(dayOf(now)) - DAYS_KEPT * DAY_MS);
}
