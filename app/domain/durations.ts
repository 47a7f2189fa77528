export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** Of 24 hours: no calendar day, which has 23 or 25 where clocks are changed. */
export const DAY_MS = 24 * HOUR_MS;
