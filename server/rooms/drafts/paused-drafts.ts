import { refuse } from "#app/domain/refusal.ts";

/** A paused draft: why, until when, and which updates cost so much. */
interface PausedDraft {
  readonly documentId: string;
  readonly why: "time" | "memory";
  readonly since: Date;
  /** The number of consecutive tasks that had to be ended. */
  readonly failures: number;
  /** When the next automatic try starts. */
  readonly retryAt: Date;
  /** The most expensive updates, in descending order; null while unknown. */
  readonly costs: readonly UpdateCost[] | null;
}

/** The cost of integrating one committed batch of a draft. */
export interface UpdateCost {
  readonly sequence: number;
  /** Whether it is the base: everything up to the sequence number, by all writers. */
  readonly isBase: boolean;
  readonly milliseconds: number;
  /** Whether it was ended before it was done. */
  readonly isUnfinished: boolean;
}

/** Refuses a task of a draft that is paused: what happened, whether anything was lost, what to do. */
export function refusedWhilePaused(retryAt: Date) {
  const time = retryAt.toISOString().slice(11, 16);
  return refuse(
    "unavailable",
    `Pages, versions and comparisons of this draft are paused, because working through what was written into it takes longer than it may. Typing and saving go on, and no word is lost. It is tried again by itself at ${time} UTC; the workspace’s administrator can see what costs so much, and mend it.`,
  );
}

/** Milliseconds until the first retry, doubled with each failure, up to an hour. */
const FIRST_MS = 60_000;
const LAST_MS = 60 * 60_000;

interface Pause extends PausedDraft {
  /** A retry is running. */
  isTrying: boolean;
}

/**
 * Drafts whose tasks had to be ended: their tasks pause with backoff; other drafts are not
 * affected.
 */
export class PausedDrafts {
  readonly #entries = new Map<string, Pause>();

  constructor(readonly now: () => Date) {}

  /** Whether a task of the draft may start; after the pause, one at a time is allowed. */
  enter(documentId: string): boolean {
    const entry = this.#entries.get(documentId);
    if (!entry) return true;
    if (entry.isTrying || entry.retryAt > this.now()) return false;
    entry.isTrying = true;
    return true;
  }

  /** Records that one of its tasks had to be ended. */
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

  /** Records that one of its tasks finished, or failed for another reason than its cost. */
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

  /** Allows the next task at once. */
  retryNow(documentId: string): void {
    const entry = this.#entries.get(documentId);
    if (entry) this.#entries.set(documentId, { ...entry, retryAt: this.now() });
  }

  /** Call when the draft's content was replaced. */
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
