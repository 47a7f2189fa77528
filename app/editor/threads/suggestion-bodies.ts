import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { bodiesAnswerSchema, type BodiesAnswer } from "#app/document/margin/suggestion-bodies.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { Suggested } from "#app/document/suggestion/index.ts";

/** Milliseconds in which what is looked at is gathered before it is asked for. */
const GATHER_MS = 30;
/** Milliseconds until what did not come is asked for again, unless somebody waits for it. */
export const AGAIN_MS = 10_000;

interface BodiesOptions {
  /** Asks the server for the bodies of these threads; null where it can't be reached. */
  readonly ask: (ids: readonly string[]) => Promise<unknown>;
  /** Some have come. */
  readonly onCome: () => void;
  /** The server could not be reached: what is still seen is to be asked for again later. */
  readonly onFail: () => void;
}

/**
 * The blocks of suggestions: they come as they are seen (M29), some at a time, and are kept by their
 * hash, so that a thread that changes otherwise brings none again.
 */
export class SuggestionBodies {
  private readonly known = new Map<string, Suggested>();
  /** The hashes that are asked for, by thread. */
  private readonly wanted = new Map<string, string>();
  private readonly failed = new Map<string, number>();
  private asking: Promise<void> | null = null;

  constructor(private readonly options: BodiesOptions) {}

  /** Without asking for it. */
  get({ suggestion }: ThreadView): Suggested | undefined {
    return suggestion ? this.known.get(suggestion.hash) : undefined;
  }

  put(hash: string, body: Suggested): void {
    this.known.set(hash, body);
  }

  /** Those with these hashes that are known, for the device. */
  among(held: ReadonlySet<string>): readonly (Suggested & { readonly hash: string })[] {
    const kept = [...this.known].filter(([hash]) => held.has(hash));
    return kept.map(([hash, { base, proposed }]) => ({ hash, base, proposed }));
  }

  /** Lets go of the blocks of a thread, known or on their way. */
  drop({ id, suggestion }: ThreadView): void {
    this.wanted.delete(id);
    if (suggestion) this.known.delete(suggestion.hash);
  }

  /** Lets go of all. */
  clear(): void {
    this.wanted.clear();
    this.known.clear();
  }

  /** Lets everything that failed be asked for at once. */
  forgetFailures(): void {
    this.failed.clear();
  }

  /** Asks for what is not known of these, and did not fail just now. */
  look(threads: readonly ThreadView[]): void {
    const since = performance.now() - AGAIN_MS;
    const hasFailed = ({ suggestion }: ThreadView) =>
      suggestion !== null && (this.failed.get(suggestion.hash) ?? since) > since;
    void this.load(threads.filter((thread) => !hasFailed(thread)));
  }

  /** Asks for what is not known of these; resolves once it has come, or does not. */
  async load(threads: readonly ThreadView[]): Promise<void> {
    for (const { id, suggestion } of threads) {
      if (suggestion && !this.known.has(suggestion.hash)) this.wanted.set(id, suggestion.hash);
    }
    if (this.wanted.size === 0 && !this.asking) return;
    this.asking ??= this.askForAll().finally(() => {
      this.asking = null;
    });
    await this.asking;
  }

  private async askForAll(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    while (this.wanted.size > 0) {
      const some = [...this.wanted].slice(0, MARGIN_LIMITS.bodies);
      const answer = await this.askFor(some.map(([id]) => id));
      for (const { threadId, base, proposed } of answer?.bodies ?? []) {
        const hash = this.wanted.get(threadId);
        if (hash !== undefined) this.known.set(hash, { base, proposed });
      }
      const rest = new Set(answer?.rest);
      for (const [id, hash] of some) {
        if (answer && rest.has(id)) continue;
        this.wanted.delete(id);
        // Not for this reader any more, or not now.
        if (!this.known.has(hash)) this.failed.set(hash, performance.now());
      }
      this.options.onCome();
      if (!answer) this.options.onFail();
    }
  }

  private async askFor(ids: readonly string[]): Promise<BodiesAnswer | null> {
    const read = bodiesAnswerSchema.safeParse(await this.options.ask(ids));
    return read.success ? read.data : null;
  }
}
