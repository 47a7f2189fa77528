import { PERSON_HEADER } from "#app/protocol/person-header.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { MOST_LETTERS } from "#app/domain/search/asked.ts";
import type { SearchView } from "#app/domain/search/found.ts";
import { Store } from "#app/ui/store.ts";

export interface BoxState {
  readonly typed: string;
  /** The last answer; of other words while `isCurrent` is false. */
  readonly view: SearchView | null;
  /** Whether `view` answers what is typed now. */
  readonly isCurrent: boolean;
  /** Why there is no answer, in a sentence; null while there is one or it is waited for. */
  readonly failure: string | null;
}

interface BoxPorts {
  readonly fetch: typeof fetch;
  /** The person whose page this is: another who signed in meanwhile is not asked for. */
  readonly userId: string;
}

/** Milliseconds after a letter until the server is asked: those of one word are one question. */
const PAUSE_MS = 120;
/** Milliseconds after which an answer is not waited for any more. */
const PATIENCE_MS = 15_000;

const NO_ANSWER =
  "There is no answer from the server. What you typed is kept; check your connection and press Enter to try again.";
const SIGNED_OUT = "You were signed out. Sign in again, then search once more.";

/** Words typed and what they find. Of several questions only the last one is answered. */
export class SearchBox {
  readonly state = new Store<BoxState>({ typed: "", view: null, isCurrent: false, failure: null });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | null = null;

  constructor(private readonly ports: BoxPorts) {}

  type(typed: string): void {
    const before = this.state.get();
    const isSame = before.isCurrent && typed.trim() === before.typed.trim();
    this.state.set({
      ...before,
      typed,
      isCurrent: isSame,
      failure: isSame ? before.failure : null,
    });
    if (isSame) return;
    this.#stop();
    this.#timer = setTimeout(() => void this.ask(), PAUSE_MS);
  }

  /** Asks at once for what is typed. */
  async ask(): Promise<void> {
    this.#stop();
    const asked = new AbortController();
    this.#asked = asked;
    const tooLong = setTimeout(() => asked.abort(), PATIENCE_MS);
    const { typed } = this.state.get();
    const answer = await this.#answerTo(typed.trim().slice(0, MOST_LETTERS), asked.signal);
    clearTimeout(tooLong);
    // Somebody has typed on, or closed the page.
    if (this.#asked !== asked) return;
    this.#asked = null;
    const before = this.state.get();
    this.state.set(
      answer.ok
        ? { ...before, view: answer.value, isCurrent: true, failure: null }
        : { ...before, isCurrent: false, failure: answer.sentence },
    );
  }

  /** Ends what is asked; what was found stays. */
  stop(): void {
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = null;
  }

  async #answerTo(
    query: string,
    signal: AbortSignal,
  ): Promise<
    | { readonly ok: true; readonly value: SearchView }
    | { readonly ok: false; readonly sentence: string }
  > {
    const { userId } = this.ports;
    try {
      const answer = await this.ports.fetch(`/search.json?${new URLSearchParams({ q: query })}`, {
        headers: { Accept: "application/json", [PERSON_HEADER]: userId },
        signal,
      });
      if (answer.redirected || (answer.headers.get(PERSON_HEADER) ?? userId) !== userId) {
        return { ok: false, sentence: SIGNED_OUT };
      }
      const outcome = (await answer.json()) as Outcome<SearchView>;
      return outcome.ok ? outcome : { ok: false, sentence: outcome.refusal.sentence };
    } catch {
      // No network, no answer in time, or one of whatever stands before the server.
      return { ok: false, sentence: NO_ANSWER };
    }
  }
}
