const HOUR_MS = 60 * 60_000;

interface Left {
  clients: number;
  at: number;
}

/**
 * How many new client ids each person may bring (R34): so many at once and so many an hour after that.
 * Whoever has none left waits for them; nothing is refused. Of this process alone: with several, a
 * person may bring as many to each.
 */
export class ClientAllowance {
  readonly #left = new Map<string, Left>();

  constructor(
    readonly perHour: number,
    readonly monotonicNow: () => number,
  ) {}

  /** Takes that many where there are so many; answers how many milliseconds are left to wait, 0 where not. */
  take(userId: string, clients: number): number {
    const now = this.monotonicNow();
    const known = this.#left.get(userId) ?? { clients: this.perHour, at: now };
    const refilled = known.clients + ((now - known.at) / HOUR_MS) * this.perHour;
    const left = Math.min(this.perHour, refilled);
    // What is more than an hour's worth would never be there at once.
    const needed = Math.min(clients, this.perHour);
    if (left < needed) {
      this.#left.set(userId, { clients: left, at: now });
      return Math.ceil(((needed - left) / this.perHour) * HOUR_MS);
    }
    this.#left.set(userId, { clients: left - needed, at: now });
    if (this.#left.size > PEOPLE) this.#forget(now);
    return 0;
  }

  /** Of whoever has brought none for an hour nothing need be known. */
  #forget(now: number): void {
    for (const [userId, { at }] of this.#left) if (now - at > HOUR_MS) this.#left.delete(userId);
  }
}

const PEOPLE = 1_000;
