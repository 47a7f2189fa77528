/** How often progress is written and it is asked whether somebody called it off, in milliseconds. */
export const LOOK_MS = 2_000;

/** Where an archive stands, written now and then, and asked whether it is still wanted. */
export interface Progress {
  /** Tells of how many parts it is made. */
  parts(count: number): void;
  /** Tells that one more is written. Throws where somebody called it off. */
  done(): Promise<void>;
}

/** Progress as the row of an archive has it. */
interface ProgressColumns {
  readonly partsDone: number;
  readonly parts: number | null;
}

/**
 * Progress that is written into a row every LOOK_MS at most.
 * @param write writes it where the work still goes on, and returns how many rows that were.
 * @param calledOff the error of work that does not.
 */
export function progressInRow(
  write: (data: ProgressColumns) => Promise<{ readonly count: number }>,
  calledOff: () => Error,
): Progress {
  let partsDone = 0;
  let parts: number | null = null;
  let lookedAt = 0;
  return {
    parts(count) {
      parts = count;
      lookedAt = 0;
    },
    async done() {
      partsDone += 1;
      const now = performance.now();
      if (lookedAt !== 0 && now - lookedAt < LOOK_MS) return;
      lookedAt = now;
      const { count } = await write({ partsDone, parts });
      if (count === 0) throw calledOff();
    },
  };
}
