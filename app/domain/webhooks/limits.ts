import { MINUTE_MS } from "#app/domain/durations.ts";

/** Bounds of webhooks (I3). */
export const WEBHOOK_LIMITS = {
  /** Of one organization. */
  perOrganization: 5,
  /** Events of one webhook that wait to be taken; with more, it is switched off. */
  waiting: 1_000,
  /** Deliveries of one webhook that are kept once they are over; the oldest go first. */
  kept: 500,
  keptDays: 30,
  /** Tests and deliveries that somebody sends again, an hour and webhook. */
  byHandAnHour: 30,
  /** How long a former secret signs beside a new one. */
  overlapHours: 24,
  /** How long a webhook may fail before it is switched off. */
  failingDays: 7,
  /** Deliveries shown on a page. */
  shown: 50,
  url: 500,
  name: 80,
} as const;

const LONGEST_WAIT_MS = 4 * 60 * MINUTE_MS;

/**
 * Milliseconds until the next try after that many failures in a row: 1, 2, 4 … minutes, at most four hours,
 * plus a random fifth, so that what failed together does not come back together.
 * @param random from 0 to 1.
 */
export function waitAfterFailures(failures: number, random: number): number {
  const doubled = MINUTE_MS * 2 ** Math.min(Math.max(failures - 1, 0), 20);
  return Math.round(Math.min(doubled, LONGEST_WAIT_MS) * (1 + random / 5));
}
