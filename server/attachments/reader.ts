import { createWorkerPool } from "#server/workers/pool.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import type { TaskRefusal } from "#server/workers/task-refusal.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Reading, ReadingTask } from "./reading.ts";

/** Searches attached files in separate processes; organizations take turns. */
interface AttachmentReader {
  /** The media type of the file at that path, its private data and its unreadable parts. */
  read(queueKey: string, task: ReadingTask): Promise<Outcome<Reading, TaskRefusal>>;
  close(): Promise<void>;
}

export interface AttachmentReaderOptions {
  /** worker.ts where tsx runs the server, and its bundle in production. */
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
  /** The time limit for one file in milliseconds. */
  readonly timeLimit?: number;
}

/**
 * PDFium's memory limit, in WebAssembly pages of 64 KiB: 512 MiB, besides 512 MiB of JavaScript.
 */
const PDFIUM_MEMORY = "--wasm-max-mem-pages=8192";
const MEMORY_MIB = 512;
/** One organization can occupy one of them. */
const WORKERS = 2;

/** Starts its processes on demand. */
export function createAttachmentReader({
  workerUrl,
  failures,
  timeLimit = 60_000,
}: AttachmentReaderOptions): AttachmentReader {
  const pool = createWorkerPool<ReadingTask, Reading>({
    name: "attachments",
    failures,
    url: workerUrl,
    // PDFium parses untrusted files: a crash only ends this process.
    runtime: "process",
    workers: WORKERS,
    mostOfOne: WORKERS - 1,
    waiting: { inAll: 40, ofOne: 20 },
    timeLimitMs: timeLimit,
    memoryMiB: MEMORY_MIB,
    flags: [PDFIUM_MEMORY],
    idleMs: 60_000,
    spareIdleMs: 10_000,
    afterError: "replace",
  });
  return {
    read: (queueKey, task) => pool.run(task, { by: queueKey }),
    close: () => pool.close(),
  };
}
