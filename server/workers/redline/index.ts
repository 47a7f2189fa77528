import type { ProseJSON } from "#app/document/prose.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import type { DrawnRedline, RedlineHistory, RedlineTask } from "./redline-task.ts";

export type { DrawnChange, HistoryRow, RedlineHistory } from "./redline-task.ts";

/** The options of a comparison. */
export interface RedlineWishes {
  readonly history?: RedlineHistory | null;
  readonly sides?: boolean;
}

/**
 * Compares texts outside the request thread, within limits of time and memory. Refuses
 * `unavailable` where they are exceeded or too many wait.
 */
export interface Redlines {
  between(
    before: ProseJSON,
    after: ProseJSON,
    wishes?: RedlineWishes,
  ): Promise<Outcome<DrawnRedline>>;
  close(): Promise<void>;
}

/** Workers start with the first request. */
export function createRedlines({
  workerUrl,
  failures,
}: {
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
}): Redlines {
  const pool = createWorkerPool<RedlineTask, DrawnRedline>({
    name: "redline",
    failures,
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
      let drawn = await pool.run({ ...task, history });
      // A draft whose updates exceed the limits (R33) must not prevent the redline of its versions.
      if (!drawn.ok && drawn.refusal.code === "too-costly" && history !== null) {
        drawn = await pool.run({ ...task, history: null });
      }
      return drawn.ok ? drawn : refusedTask(drawn.refusal, { tooCostly: TOO_COSTLY, busy: BUSY });
    },
    close: () => pool.close(),
  };
}

const TOO_COSTLY = refuse(
  "unavailable",
  "Comparing these texts took more time or memory than it may. Both are unchanged; try again in a minute, and if it happens twice, compare versions that lie closer together.",
);
const BUSY =
  "Too many texts are being compared at this moment. Nothing was changed; try again in a minute.";
