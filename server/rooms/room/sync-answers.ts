import { type Frame, step2Frame, storedFrames } from "#server/rooms/socket/frames.ts";
import type { Draft } from "./draft.ts";

/** The most clients of a draft up to which a returning page is sent only what it lacks. */
const MOST_COMPARED = 20_000;

/** Answers sync steps 1 from bytes, with committed updates only (R6). */
export class SyncAnswers {
  readonly #draft: Draft;
  readonly #monotonicNow: () => number;
  #last: { sequence: number; clocks: ReadonlyMap<number, number>; frame: Frame } | null = null;
  #answeredAt = 0;

  constructor(draft: Draft, monotonicNow: () => number) {
    this.#draft = draft;
    this.#monotonicNow = monotonicNow;
  }

  /** Answers with all that a client with these clocks lacks. */
  answerTo(clocks: ReadonlyMap<number, number>): Frame {
    const { sequence } = this.#draft;
    this.#answeredAt = this.#monotonicNow();
    // Many clients that connect at once ask the same: newcomers, or everybody after a restart.
    if (this.#last?.sequence === sequence && isSame(this.#last.clocks, clocks)) {
      return this.#last.frame;
    }
    // With that many clients, finding out what somebody lacks costs more than sending everything.
    const isWhole = clocks.size === 0 || this.#draft.index.clocks.size > MOST_COMPARED;
    const stored = isWhole ? this.#draft.bytes.stored : null;
    const frame = stored ? storedFrames(stored) : step2Frame(this.#draft.since(clocks));
    this.#last = { sequence, clocks, frame };
    return frame;
  }

  /** Frees answers cached for many clients at once. */
  forget(before: number): void {
    if (this.#answeredAt > before) return;
    this.#last = null;
    this.#draft.bytes.forgetWhole();
  }
}

function isSame(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  if (a.size !== b.size) return false;
  for (const [client, clock] of a) if (b.get(client) !== clock) return false;
  return true;
}
