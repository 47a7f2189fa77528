/** Milliseconds after which a refusal is forgotten. */
const KEPT_MS = 60_000;
/** The first wait, doubled with each further refusal, and the longest: it fits into a join (R1). */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
/** The most clients that are remembered; above it the oldest are forgotten. */
const MOST = 10_000;

/**
 * Counts the connections of each client that were refused for good (44xx): a page stops then, a stock
 * client comes back at once, and for ever (R41). Nothing else slows a client: not a lost network, and
 * not a server that restarts.
 */
export class RecentRefusals {
  readonly #counts = new Map<string, { readonly count: number; readonly at: number }>();

  constructor(
    /** So many are free: pages that are loaded again, and documents that begin anew. */
    readonly free: number,
    readonly monotonicNow: () => number,
  ) {}

  add(client: string): void {
    const count = this.#countOf(client) + 1;
    this.#counts.delete(client);
    this.#counts.set(client, { count, at: this.monotonicNow() });
    const oldest = this.#counts.size > MOST ? this.#counts.keys().next().value : undefined;
    if (oldest !== undefined) this.#counts.delete(oldest);
  }

  /** Milliseconds that the client's next connection waits before it is looked at. */
  waitOf(client: string): number {
    const above = this.#countOf(client) - this.free;
    return above <= 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (above - 1));
  }

  #countOf(client: string): number {
    const known = this.#counts.get(client);
    return known && this.monotonicNow() - known.at < KEPT_MS ? known.count : 0;
  }
}
