import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import { MARGIN_TASKS, type ReadChange } from "./tasks.ts";
import type { MarginTask } from "./worker.ts";

export type { KeptSuggestion } from "./kept-suggestion.ts";
export type { ReadBeginning, ReadChangeOf } from "./tasks.ts";

/**
 * Work on what people write beside texts: reading, checking, hashing and merging, outside the request
 * thread. Tasks take turns by organization, and one organization occupies all workers but one at most.
 * Refuses `unavailable` where a task exceeded its limits or too many wait (M29).
 */
export interface MarginWork {
  read(sent: Uint8Array, by: string): Promise<Outcome<ReadChange>>;
}

/** Does it in this thread, for tests. */
export const marginWorkHere: MarginWork = {
  read: async (sent) => MARGIN_TASKS.read(sent),
};

interface MarginWorkOptions {
  /** worker.ts where tsx runs the server, its bundle in production. */
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
}

/** Bytes up to which a change is read in place: a long comment, some paragraphs; a few milliseconds. */
const SHORT_BYTES = 12_288;
/** One organization can occupy one of them. */
const WORKERS = 2;

/** Workers start with the first task that is not short. */
export function createMarginWork({ workerUrl, failures }: MarginWorkOptions): MarginWork & {
  close(): Promise<void>;
} {
  const pool = createWorkerPool<MarginTask, unknown>({
    name: "margin",
    failures,
    url: workerUrl,
    runtime: "thread",
    workers: WORKERS,
    mostOfOne: WORKERS - 1,
    // The largest is half a megabyte.
    waiting: { inAll: 60, ofOne: 20 },
    timeLimitMs: 20_000,
    memoryMiB: 256,
    idleMs: 60_000,
    afterError: "keep",
  });
  return {
    async read(sent, by) {
      if (sent.byteLength <= SHORT_BYTES) return MARGIN_TASKS.read(sent);
      const worked = await pool.run({ name: "read", input: sent }, { by });
      if (worked.ok) return worked.value as Outcome<ReadChange>;
      return refusedTask(worked.refusal, { tooCostly: TOO_COSTLY, busy: BUSY });
    },
    close: () => pool.close(),
  };
}

const TOO_COSTLY = refuse(
  "too-large",
  "Working through this took more time or memory than it may. Nothing was lost; propose it in parts.",
);
const BUSY =
  "Too much that was written beside texts is being worked through at this moment. Nothing was lost: it is still here; send it again in a minute.";
