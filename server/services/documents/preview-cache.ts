/** Where a draft stood: everything that its pages depend on. */
export interface PreviewStanding {
  readonly sequence: number;
  /** All the rest, as one text: equal texts stand for equal pages. */
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
 * Keeps the last pages of the drafts that are looked at, so that many who look at one draft cost one
 * setting. For each key one setting is on its way at a time; whoever asks meanwhile shares the next
 * one, which is of what stands then: the newest wins, and nothing queues up.
 */
export class PreviewCache<T> {
  // In the order of use: the one that was looked at longest ago comes first.
  readonly #places = new Map<string, PreviewPlace<T>>();

  constructor(private readonly limit: number) {}

  /**
   * The pages of that key, not older than `asked`.
   * @param make sets what stands now, and says where it stood.
   */
  async latest(
    key: string,
    asked: PreviewStanding,
    make: () => Promise<KeptPreview<T>>,
  ): Promise<T> {
    const place = this.#placeOf(key);
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

  /** What is kept of that key, however old. */
  kept(key: string): T | null {
    return this.#places.get(key)?.kept?.value ?? null;
  }

  /** Forgets what is kept of that key, so that the next who asks has it made anew. */
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
