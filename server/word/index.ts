import { refuse, type Outcome } from "#app/domain/refusal.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import type { WordTasks } from "./tasks.ts";
import type { WordTask } from "./worker.ts";

/**
 * Writes and reads Word files in a process of their own, within limits of time and memory (W11, W12).
 * Tasks take turns by `by`, and nobody's occupy all workers. Refuses `too-large` and `unavailable` where
 * limits are exceeded or too many wait.
 */
export type WordWork = {
  readonly [Name in keyof WordTasks]: (
    input: Parameters<WordTasks[Name]>[0],
    by: string,
  ) => Promise<Outcome<Awaited<ReturnType<WordTasks[Name]>>>>;
};

interface WordOptions {
  /** worker.ts where tsx runs the server, its bundle in production. */
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
  /** Milliseconds that one task may take. */
  readonly timeLimitMs?: number;
}

const WORKERS = 2;

/** The worker starts with the first file. */
export function createWord({ workerUrl, failures, timeLimitMs = 60_000 }: WordOptions): WordWork & {
  close(): Promise<void>;
} {
  const pool = createWorkerPool<WordTask, unknown>({
    name: "word",
    failures,
    url: workerUrl,
    // Files from outside may exhaust memory; in a process of their own only that fails.
    runtime: "process",
    workers: WORKERS,
    mostOfOne: WORKERS - 1,
    // A file of 25 MB each at most.
    waiting: { inAll: 30, ofOne: 10 },
    timeLimitMs,
    memoryMiB: 768,
    idleMs: 60_000,
    afterError: "replace",
  });
  async function run<T>(task: WordTask, by: string): Promise<Outcome<T>> {
    const worked = await pool.run(task, { by });
    if (worked.ok) return worked as Outcome<T>;
    return refusedTask(worked.refusal, { tooCostly: TOO_COSTLY, busy: BUSY });
  }
  return {
    write: (input, by) => run({ name: "write", input }, by),
    read: (input, by) => run({ name: "read", input }, by),
    arrive: (input, by) => run({ name: "arrive", input }, by),
    plan: (input, by) => run({ name: "plan", input }, by),
    text: (input, by) => run({ name: "text", input }, by),
    close: () => pool.close(),
  };
}

const TOO_COSTLY = refuse(
  "too-large",
  "Working through this Word file took more time or memory than it may. Nothing was changed; try again in a minute, and if it happens twice, take out what is unusual about the text, such as a very large table.",
);
const BUSY =
  "Too many Word files are being worked on at this moment. Nothing was changed; try again in a minute.";
