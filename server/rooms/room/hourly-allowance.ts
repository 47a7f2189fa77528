import { HOUR_MS } from "#app/domain/durations.ts";

interface Left {
  amount: number;
  at: number;
}

/**
 * Limits what each person may bring of something: an initial amount, refilled by the hour (R33a, R34).
 * Whoever has none left must wait; nothing is refused. Counted per process: with several, each allows
 * as much.
 */
export class HourlyAllowance {
  readonly #left = new Map<string, Left>();

  constructor(
    readonly perHour: number,
    readonly monotonicNow: () => number,
  ) {}

  /** Takes that much if available; returns the milliseconds left to wait, 0 for none. */
  take(userId: string, amount: number): number {
    const now = this.monotonicNow();
    const known = this.#left.get(userId) ?? { amount: this.perHour, at: now };
    const refilled = known.amount + ((now - known.at) / HOUR_MS) * this.perHour;
    const left = Math.min(this.perHour, refilled);
    // More than an hour's worth would never be available at once.
    const needed = Math.min(amount, this.perHour);
    if (left < needed) {
      this.#left.set(userId, { amount: left, at: now });
      return Math.ceil(((needed - left) / this.perHour) * HOUR_MS);
    }
    this.#left.set(userId, { amount: left - needed, at: now });
    if (this.#left.size > PEOPLE) this.#forget(now);
    return 0;
  }

  /** Drops people who brought none for an hour: their allowance is full again. */
  #forget(now: number): void {
    for (const [userId, { at }] of this.#left) if (now - at > HOUR_MS) this.#left.delete(userId);
  }
}

const PEOPLE = 1_000;
