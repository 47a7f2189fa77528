/**
 * Shares reads that many request at once: each caller gets one that began after its call, and
 * callers that wait for the same start share it.
 */
export class FreshRead {
  readonly #read: () => Promise<void>;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(read: () => Promise<void>) {
    this.#read = read;
  }

  run(): Promise<void> {
    this.#next ??= this.#start(this.#running);
    return this.#next;
  }

  async #start(after: Promise<void> | null): Promise<void> {
    // Whoever waits for that one hears of its error.
    await after?.catch(() => undefined);
    const reading = this.#read();
    this.#running = reading;
    this.#next = null;
    await reading;
  }
}
