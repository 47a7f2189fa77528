/** Why a draft's tasks are paused, until when, and what of the draft costs so much. */
export interface PausedDraft {
  readonly documentId: string;
  readonly why: "time" | "memory";
  readonly since: Date;
  /** How often in a row a task had to be ended. */
  readonly failures: number;
  /** When it is tried again by itself. */
  readonly retryAt: Date;
  /** What costs the most, the most first; null until it is found out. */
  readonly costs: readonly UpdateCost[] | null;
}

/** What it costs to work one committed batch of a draft in. */
export interface UpdateCost {
  readonly sequence: number;
  /** The base: everything up to the sequence number, whoever wrote it. */
  readonly isBase: boolean;
  readonly milliseconds: number;
  /** It was ended before it was through. */
  readonly isUnfinished: boolean;
}

/** Tasks of the draft are paused: it costs more to work it through than it may. */
export class DraftPaused extends Error {
  override readonly name = "DraftPaused";
  constructor(readonly retryAt: Date) {
    super("the draft's tasks are paused");
  }

  /** For whoever asked: what happened, whether anything was lost, what to do. */
  get sentence(): string {
    const time = this.retryAt.toISOString().slice(11, 16);
    return `Pages, versions and comparisons of this draft are paused, because working through what was written into it takes longer than it may. Typing and saving go on, and no word is lost. It is tried again by itself at ${time} UTC; the workspace's administrator can see what costs so much, and mend it.`;
  }
}

/** Milliseconds until the first next try, doubled with each that fails, up to an hour. */
const FIRST_MS = 60_000;
const LAST_MS = 60 * 60_000;

interface Pause extends PausedDraft {
  /** A try after the pause runs. */
  isTrying: boolean;
}

/** Drafts whose tasks had to be ended: they pause with back-off, and nothing else does. */
export class PausedDrafts {
  readonly #entries = new Map<string, Pause>();

  constructor(readonly now: () => Date) {}

  /** Throws DraftPaused while the draft's tasks pause; after it one task at a time is let through. */
  enter(documentId: string): void {
    const entry = this.#entries.get(documentId);
    if (!entry) return;
    if (entry.isTrying || entry.retryAt > this.now()) throw new DraftPaused(entry.retryAt);
    entry.isTrying = true;
  }

  /** A task of it had to be ended. */
  tooCostly(documentId: string, why: "time" | "memory"): PausedDraft {
    const before = this.#entries.get(documentId);
    const now = this.now();
    const failures = (before?.failures ?? 0) + 1;
    const pause = Math.min(LAST_MS, FIRST_MS * 2 ** (failures - 1));
    const entry: Pause = {
      documentId,
      why,
      since: before?.since ?? now,
      failures,
      retryAt: new Date(now.getTime() + pause),
      costs: before?.costs ?? null,
      isTrying: false,
    };
    this.#entries.set(documentId, entry);
    return entry;
  }

  /** A task of it came through, or failed for another reason than its cost. */
  done(documentId: string, isThrough: boolean): void {
    const entry = this.#entries.get(documentId);
    if (!entry) return;
    entry.isTrying = false;
    if (isThrough) this.#entries.delete(documentId);
  }

  found(documentId: string, costs: readonly UpdateCost[]): void {
    const entry = this.#entries.get(documentId);
    if (entry) this.#entries.set(documentId, { ...entry, costs });
  }

  /** The next task is tried at once. */
  retryNow(documentId: string): void {
    const entry = this.#entries.get(documentId);
    if (entry) this.#entries.set(documentId, { ...entry, retryAt: this.now() });
  }

  /** The draft is another by now. */
  forget(documentId: string): void {
    this.#entries.delete(documentId);
  }

  get(documentId: string): PausedDraft | null {
    return this.#entries.get(documentId) ?? null;
  }

  all(): PausedDraft[] {
    return [...this.#entries.values()];
  }
}
