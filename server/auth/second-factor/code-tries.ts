import { consumed, type Counters } from "#server/auth/counters.ts";
import { hashSecret } from "#server/auth/secrets.ts";

/** The wrong codes that a person may give in an hour, from wherever. */
const TRIES = 10;
const WINDOW_SECONDS = 60 * 60;

/** Where codes are asked: who guesses at the sign-in keeps nobody from what they do when signed in. */
export type CodePurpose = "sign-in" | "confirm";

/**
 * Throttles guesses at codes. Six digits are soon tried, so unlike passwords they are counted by
 * person alone, from all addresses together: to be here at all takes the password. By chance one in
 * 33,000 such hours finds a code. The person can still come in by a passkey, and is told by mail.
 */
export class CodeTries {
  readonly #counters: Readonly<Record<CodePurpose, ReturnType<Counters>>>;

  constructor(counters: Counters) {
    const counter = (purpose: CodePurpose) =>
      // One more than may be tried, so that the first one too many can be told from those after it.
      counters(`code.${purpose}`, { points: TRIES + 1, seconds: WINDOW_SECONDS });
    this.#counters = { "sign-in": counter("sign-in"), confirm: counter("confirm") };
  }

  /**
   * Counts a try as failed before it is checked, so that parallel tries can't exceed the limit.
   * `first` where it is the first one too many.
   */
  async admits(purpose: CodePurpose, userId: string): Promise<"yes" | "no" | "first"> {
    const tries = await consumed(this.#counters[purpose], hashSecret(userId));
    if (tries <= TRIES) return "yes";
    return tries === TRIES + 1 ? "first" : "no";
  }

  /** Forgets the person's failures. */
  async succeeded(purpose: CodePurpose, userId: string): Promise<void> {
    await this.#counters[purpose].delete(hashSecret(userId));
  }
}
