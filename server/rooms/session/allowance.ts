/** A token bucket: a number at once, then one per interval. */
export class Allowance {
  #left: number;
  #at: number;

  constructor(
    readonly most: number,
    readonly everyMs: number,
    readonly monotonicNow: () => number,
  ) {
    this.#left = most;
    this.#at = monotonicNow();
  }

  /** Takes one; returns how many milliseconds the caller must wait. */
  take(): number {
    const now = this.monotonicNow();
    this.#left = Math.min(this.most, this.#left + (now - this.#at) / this.everyMs);
    this.#at = now;
    this.#left -= 1;
    return this.#left >= 0 ? 0 : Math.ceil(-this.#left * this.everyMs);
  }
}
