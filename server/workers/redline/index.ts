import type { ProseJSON } from "#app/document/prose.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import type { DrawnRedline, RedlineTask } from "./redline-task.ts";

export type { DrawnRedline } from "./redline-task.ts";

/** Compares texts outside the request thread, within limits of time and memory. */
export interface Redlines {
  between(before: ProseJSON, after: ProseJSON): Promise<DrawnRedline>;
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
    between: (before, after) => pool.run({ before, after }),
    close: () => pool.close(),
  };
}
