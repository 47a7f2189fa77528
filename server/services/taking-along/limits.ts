import { DAY_MS } from "#app/domain/durations.ts";

export const TAKING_ALONG = {
  /** How long an archive can be downloaded. */
  days: 7,
  keptMs: 7 * DAY_MS,
  /** Archives of one person that wait or are made. */
  mostWaiting: 3,
  /** How often one is begun that a process did not end. */
  attempts: 3,
  /** How long it is told what became of one. */
  toldMs: 90 * DAY_MS,
} as const;
