const HOUR_MS = 60 * 60_000;

interface Left {
  clients: number;
  at: number;
}

/**
 * Limits the new client ids of each person (R34): an initial number, refilled by the hour. Whoever
 * has none left must wait; nothing is refused. Counted per process: with several, each allows as
 * many.
 */
export class ClientAllowance {
  readonly #left = new Map<string, Left>();

  constructor(
    readonly perHour: number,
    readonly monotonicNow: () => number,
  ) {}

  /** Takes that many if available; returns the milliseconds left to wait, 0 for none. */
  take(userId: string, clients: number): number {
    const now = this.monotonicNow();
    const known = this.#left.get(userId) ?? { clients: this.perHour, at: now };
    const refilled = known.clients + ((now - known.at) / HOUR_MS) * this.perHour;
    const left = Math.min(this.perHour, refilled);
    // More than an hour's worth would never be available at once.
    const needed = Math.min(clients, this.perHour);
    if (left < needed) {
      this.#left.set(userId, { clients: left, at: now });
      return Math.ceil(((needed - left) / this.perHour) * HOUR_MS);
    }
    this.#left.set(userId, { clients: left - needed, at: now });
    if (this.#left.size > PEOPLE) this.#forget(now);
    return 0;
  }

  /** Drops people who brought none for an hour: their allowance is full again. */
  #forget(now: number): void {
    for (const [userId, { at }] of this.#left) if (now - at > HOUR_MS) this.#left.delete(userId);
  }
}

const PEOPLE = 1_000;
