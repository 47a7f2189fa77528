import { Store } from "#app/ui/store.ts";

/** Milliseconds for which a sentence stays: long enough to be read twice. */
const SHOWN_MS = 10_000;

/** Tells somebody about suggestions, one sentence at a time, for eyes and screen readers. */
export class Telling {
  readonly sentence = new Store<string | null>(null);
  private timer: ReturnType<typeof setTimeout> | null = null;

  /** @param lasts until the next sentence: what it says is still being done. */
  readonly tell = (sentence: string, lasts?: "lasts"): void => {
    if (this.timer) clearTimeout(this.timer);
    this.timer = lasts ? null : setTimeout(() => this.sentence.set(null), SHOWN_MS);
    this.sentence.set(sentence);
  };

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
  }
}
