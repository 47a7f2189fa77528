import type { UpdateLog } from "#server/rooms/log/update-log.ts";

/** Troubles of the database at the moment. */
export class DatabaseTrouble {
  /** How many commits stand still. */
  holding = 0;
  /** When each commit was tried, in milliseconds. */
  readonly attempts: number[] = [];
  /** How many drafts each commit that succeeded held. */
  readonly commits: number[] = [];
  /** The drafts of each commit that was tried. */
  readonly tried: (readonly string[])[] = [];
  /** How many commits ran at once, at most. */
  mostAtOnce = 0;
  #running = 0;
  /** A draft that can't be written. */
  badDraft: string | null = null;
  /** Milliseconds that each commit takes. */
  slowness = 0;
  #failures = 0;
  #losses = 0;
  #held: Promise<void> | null = null;

  /** The next commits fail before anything is written, and so does reading meanwhile. */
  failNext(times: number): void {
    this.#failures = times;
  }

  heal(): void {
    this.#failures = 0;
  }

  /** The next commit is written, but its answer is lost. */
  loseNextAnswer(): void {
    this.#losses = 1;
  }

  /** Commits stand still until the function that it answers is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => (release = resolve));
    return () => {
      this.#held = null;
      release();
    };
  }

  async commit<T>(documentIds: readonly string[], work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running);
    try {
      return await this.#commit(documentIds, work);
    } finally {
      this.#running -= 1;
    }
  }

  async #commit<T>(documentIds: readonly string[], work: () => Promise<T>): Promise<T> {
    this.attempts.push(performance.now());
    this.tried.push(documentIds);
    if (this.slowness > 0) await new Promise((resolve) => setTimeout(resolve, this.slowness));
    if (this.#held) {
      this.holding += 1;
      await this.#held;
      this.holding -= 1;
    }
    if (this.#failures > 0) {
      this.#failures -= 1;
      throw new Error("the database is away");
    }
    if (this.badDraft !== null && documentIds.includes(this.badDraft)) {
      throw new Error("this draft can't be written");
    }
    const answer = await work();
    if (this.#losses > 0) {
      this.#losses -= 1;
      throw new Error("the answer to COMMIT was lost");
    }
    this.commits.push(documentIds.length);
    return answer;
  }
}

/** A log that suffers from the trouble. */
export function failing(log: UpdateLog, trouble: DatabaseTrouble): UpdateLog {
  return {
    ...log,
    commit: (batches, at) =>
      trouble.commit(
        batches.map((batch) => batch.documentId),
        () => log.commit(batches, at),
      ),
  };
}
