import type { WorkerDeclaration } from "#server/workers/declaration.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import type { TaskRefusal } from "#server/workers/task-refusal.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { ExhibitScan, Fault, Inspection, Task } from "./inspection.ts";
import type { Scheduler } from "#server/scheduler.ts";

/**
 * Inspects uploaded PDFs, and searches the texts of stored ones, each in processes of its own, so
 * that downloads and filings don't wait for uploads. Organizations take turns in the former, people in
 * the latter.
 */
interface Inspector {
  /** Inspects the PDF at that path. */
  inspect(queueKey: string, file: string): Promise<Outcome<Inspection, TaskRefusal>>;
  /** Searches the texts at that path. */
  scan(
    by: string,
    file: string,
    watched: readonly string[],
  ): Promise<Outcome<ExhibitScan, TaskRefusal>>;
  close(): Promise<void>;
}

export interface InspectorOptions {
  /** worker.ts where tsx runs the server, and its bundle in production. */
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
  /** The time limit for one file in milliseconds. */
  readonly timeLimit?: number;
  /** Default: the process's own. */
  readonly scheduler?: Scheduler;
}

/**
 * PDFium's memory limit, in WebAssembly pages of 64 KiB: 512 MiB, besides 256 MiB of JavaScript.
 */
const PDFIUM_MEMORY = "--wasm-max-mem-pages=8192";
const MEMORY_MIB = 256;
/** For uploads; one organization can occupy one of them. */
const WORKERS = 2;

/**
 * Faults that a process damaged by an earlier file reports for sound files too: once PDFium ran out
 * of memory, it reads nothing.
 */
const MAY_BE_OURS: ReadonlySet<Fault["why"]> = new Set([
  "not-a-pdf",
  "encrypted",
  "page-unreadable",
  "unprintable",
]);

/** Starts its processes on demand. */
export function createInspector({
  workerUrl,
  failures,
  timeLimit = 30_000,
  scheduler,
}: InspectorOptions): Inspector {
  const process: Omit<WorkerDeclaration<unknown>, "isSpent" | "isDoubtful"> = {
    name: "exhibits",
    failures,
    url: workerUrl,
    // PDFium parses untrusted files: a crash only ends this process.
    runtime: "process",
    waiting: { inAll: 20, ofOne: 3 },
    timeLimitMs: timeLimit,
    memoryMiB: MEMORY_MIB,
    flags: [PDFIUM_MEMORY],
    idleMs: 60_000,
    scheduler,
    // A process that ran out of memory can't be reused.
    afterError: "replace",
  };
  const uploads = createWorkerPool<Task, Inspection>({
    ...process,
    workers: WORKERS,
    mostOfOne: WORKERS - 1,
    waiting: { inAll: 40, ofOne: 20 },
    spareIdleMs: 10_000,
    isDoubtful: (found) => !found.ok && MAY_BE_OURS.has(found.why),
  });
  const texts = createWorkerPool<Task, ExhibitScan>(process);
  return {
    inspect: (queueKey, file) =>
      uploads.run({ task: "inspect", file, watched: [] }, { by: queueKey }),
    scan: (by, file, watched) => texts.run({ task: "scan", file, watched }, { by }),
    close: async () => {
      await Promise.all([uploads.close(), texts.close()]);
    },
  };
}
