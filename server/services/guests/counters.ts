import type { countersOn } from "#server/auth/counters.ts";

type Counter = ReturnType<ReturnType<typeof countersOn>>;

/** Counters of guests, at their doors and of what they write, for all processes together. */
export interface GuestCounters {
  /** Codes mailed for a link in a quarter of an hour, and in a day. */
  readonly codes: Counter;
  readonly daily: Counter;
  /** Tries with one code, and at a link in a day: of a hundred million codes. */
  readonly tries: Counter;
  readonly dailyTries: Counter;
  /** Comments, answers and suggestions in an hour and in a day: each is mailed to those who take part. */
  readonly written: Counter;
  readonly dailyWritten: Counter;
}

const QUARTER = 15 * 60;
const HOUR = 60 * 60;
const DAY = 24 * 60 * 60;

export function guestCounters(counter: ReturnType<typeof countersOn>): GuestCounters {
  return {
    codes: counter("guest-codes", { points: 5, seconds: QUARTER }),
    daily: counter("guest-codes-a-day", { points: 30, seconds: DAY }),
    tries: counter("guest-tries", { points: 5, seconds: QUARTER }),
    dailyTries: counter("guest-tries-a-day", { points: 60, seconds: DAY }),
    written: counter("guest-written", { points: 60, seconds: HOUR }),
    dailyWritten: counter("guest-written-a-day", { points: 300, seconds: DAY }),
  };
}
