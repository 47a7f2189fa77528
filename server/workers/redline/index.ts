import type { ProseJSON } from "#app/document/prose.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import { TaskTooCostly } from "#server/workers/problems.ts";
import type { DrawnRedline, RedlineHistory, RedlineTask } from "./redline-task.ts";

export type {
  ChangeWriters,
  DrawnChange,
  DrawnRedline,
  HistoryRow,
  RedlineHistory,
} from "./redline-task.ts";

/** The options of a comparison. */
export interface RedlineWishes {
  readonly history?: RedlineHistory | null;
  readonly sides?: boolean;
}

/** Compares texts outside the request thread, within limits of time and memory. */
export interface Redlines {
  between(before: ProseJSON, after: ProseJSON, wishes?: RedlineWishes): Promise<DrawnRedline>;
  close(): Promise<void>;
}

/** Workers start with the first request. */
export function createRedlines({ workerUrl }: { readonly workerUrl: URL }): Redlines {
  const pool = createWorkerPool<RedlineTask, DrawnRedline>({
    url: workerUrl,
    runtime: "thread",
    // Two texts of 40,000 words take about a second; some 50 MB wait at most.
    waiting: { inAll: 60, ofOne: 60 },
    timeLimitMs: 60_000,
    idleMs: 60_000,
    afterError: "keep",
  });
  return {
    async between(before, after, { history = null, sides = false } = {}) {
      const task = { before, after, sides };
      try {
        return await pool.run({ ...task, history });
      } catch (error) {
        // A draft whose updates exceed the limits (R33) must not prevent the redline of its
        // versions.
        if (history === null || !(error instanceof TaskTooCostly)) throw error;
        return pool.run({ ...task, history: null });
      }
    },
    close: () => pool.close(),
  };
}
