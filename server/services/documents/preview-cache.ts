/** A key of everything that a draft's pages depend on. */
export interface PreviewStanding {
  readonly sequence: number;
  /** Everything else, as one text: equal texts mean equal pages. */
  readonly rest: string;
}

interface KeptPreview<T> extends PreviewStanding {
  readonly value: T;
}

interface PreviewPlace<T> {
  kept: KeptPreview<T> | null;
  running: Promise<KeptPreview<T>> | null;
}

/**
 * Caches the last pages of viewed drafts, so that many viewers cost one typesetting. For each key
 * one run is in progress at a time; whoever asks meanwhile shares the next one, which uses the
 * latest text: nothing queues up.
 */
export class PreviewCache<T> {
  // In the order of use: the least recently used comes first.
  readonly #places = new Map<string, PreviewPlace<T>>();

  constructor(private readonly limit: number) {}

  /**
   * The pages for that key, not older than `asked`.
   * @param make typesets the current state, and returns it with its standing.
   */
  async latest(
    key: string,
    asked: PreviewStanding,
    make: () => Promise<KeptPreview<T>>,
  ): Promise<T> {
    const place = this.#placeOf(key);
    // Its error is told to who asked for it.
    while (place.running) await place.running.catch(() => undefined);
    const { kept } = place;
    if (kept && kept.rest === asked.rest && kept.sequence >= asked.sequence) return kept.value;
    const running = make();
    place.running = running;
    try {
      const made = await running;
      place.kept = made;
      return made.value;
    } finally {
      if (place.running === running) place.running = null;
    }
  }

  /** The cached pages for that key, however old. */
  kept(key: string): T | null {
    return this.#places.get(key)?.kept?.value ?? null;
  }

  /** Drops the cached pages for that key. */
  forget(key: string): void {
    const place = this.#places.get(key);
    if (place) place.kept = null;
  }

  #placeOf(key: string): PreviewPlace<T> {
    const place = this.#places.get(key) ?? { kept: null, running: null };
    this.#places.delete(key);
    this.#places.set(key, place);
    for (const [oldest, { running }] of this.#places) {
      if (this.#places.size <= this.limit) break;
      if (running === null && oldest !== key) this.#places.delete(oldest);
    }
    return place;
  }
}
