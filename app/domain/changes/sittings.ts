import { DAY_MS, HOUR_MS, MINUTE_MS } from "#app/domain/durations.ts";

/** A pause of this length ends a sitting (M24). */
const PAUSE_MS = 30 * MINUTE_MS;

/**
 * The hour of UTC at which a night ends that is written through: before dawn in all of the United States.
 * It ends a sitting too, so that each day has a state to go back to.
 */
const NIGHT_ENDS = 9;

/** The hours of UTC at which days end: from Puerto Rico to Hawaii, in summer and in winter, and UTC's own. */
const DAYS_END = [0, 4, 5, 6, 7, 8, 9, 10] as const;

/** How long the state at the end of each sitting is kept, and after that the last of each day (R43). */
const SITTINGS_KEPT_MS = 30 * DAY_MS;
const DAYS_KEPT_MS = 365 * DAY_MS;

/** Whether a sitting ended between two batches that follow each other. */
export function endsSitting(at: Date, next: Date): boolean {
  return (
    next.getTime() - at.getTime() >= PAUSE_MS || dayFrom(at, NIGHT_ENDS) < dayFrom(next, NIGHT_ENDS)
  );
}

/** Whether a day ended between two moments, for any reader in the United States. */
export function endsDay(at: Date, next: Date): boolean {
  return DAYS_END.some((hour) => dayFrom(at, hour) < dayFrom(next, hour));
}

/**
 * Which of the ends of sittings are still kept, by their index: all of the last 30 days, and of the last
 * year the last of each day. In order, the earliest first.
 */
export function keptSittings(ends: readonly Date[], now: Date): readonly boolean[] {
  return ends.map((at, index) => {
    const age = now.getTime() - at.getTime();
    return age < SITTINGS_KEPT_MS || (age < DAYS_KEPT_MS && endsDay(at, ends[index + 1] ?? now));
  });
}

/** Days of UTC that begin at that hour, since 1970. */
function dayFrom(at: Date, hour: number): number {
  return Math.floor((at.getTime() - hour * HOUR_MS) / DAY_MS);
}
