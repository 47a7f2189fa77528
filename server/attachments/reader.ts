import { createWorkerPool } from "#server/workers/pool.ts";
import { PoolClosed, TooMuchWaits } from "#server/workers/problems.ts";
import type { Reading, ReadingTask } from "./reading.ts";

/** Looks through files that people attach, in a process of its own; people take turns. */
export interface AttachmentReader {
  /**
   * What the file at that path is, and what in it looks private or can't be read. "busy" where too much
   * waits already, of this person or in all; "too-costly" where it took more than it may.
   */
  read(by: string, file: string, name: string): Promise<Reading | "busy" | "too-costly">;
  close(): Promise<void>;
}

export interface AttachmentReaderOptions {
  /** worker.ts where tsx runs the server, and its bundle in production. */
  readonly workerUrl: URL;
  /** How long one file may take, in milliseconds. */
  readonly timeLimit?: number;
}

/** What PDFium may hold, in WebAssembly's pages of 64 KiB: 512 MiB, beside 512 MiB of JavaScript. */
const PDFIUM_MEMORY = "--wasm-max-mem-pages=8192";
const MEMORY_MIB = 512;

/** Starts no process before there is work. */
export function createAttachmentReader({
  workerUrl,
  timeLimit = 60_000,
}: AttachmentReaderOptions): AttachmentReader {
  const pool = createWorkerPool<ReadingTask, Reading>({
    url: workerUrl,
    // PDFium reads what strangers made: what brings it down takes nothing along.
    runtime: "process",
    waiting: { inAll: 20, ofOne: 3 },
    timeLimitMs: timeLimit,
    memoryMiB: MEMORY_MIB,
    flags: [PDFIUM_MEMORY],
    idleMs: 60_000,
    afterError: "replace",
  });
  return {
    async read(by, file, name) {
      try {
        return await pool.run({ file, name }, { by });
      } catch (error) {
        return error instanceof TooMuchWaits || error instanceof PoolClosed ? "busy" : "too-costly";
      }
    },
    close: () => pool.close(),
  };
}
