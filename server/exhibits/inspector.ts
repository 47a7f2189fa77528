import type { WorkerDeclaration } from "#server/workers/declaration.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import { PoolClosed, TooMuchWaits } from "#server/workers/problems.ts";
import type { ExhibitScan, Fault, Inspection, Task } from "./inspection.ts";

/**
 * Looks through uploaded PDFs, and through the texts of kept ones, each in a process of its own: what
 * is handed out or filed does not wait until what is uploaded has been looked through. In both, people
 * take turns.
 */
export interface Inspector {
  /** What the PDF at that path is; `null` where too much waits already, of this person or in all. */
  inspect(by: string, file: string): Promise<Inspection | null>;
  /** What the text at that path holds; null where that could not be found out. */
  scan(by: string, file: string): Promise<ExhibitScan | null>;
  close(): Promise<void>;
}

export interface InspectorOptions {
  /** worker.ts where tsx runs the server, and its bundle in production. */
  readonly workerUrl: URL;
  /** How long one file may take, in milliseconds. */
  readonly timeLimit?: number;
}

/** What PDFium may hold, in WebAssembly's pages of 64 KiB: 512 MiB, beside 256 MiB of JavaScript. */
const PDFIUM_MEMORY = "--wasm-max-mem-pages=8192";
const MEMORY_MIB = 256;

/**
 * What a sound file is said to be as well by a process that a file before it has damaged: once
 * PDFium's memory ran out, it reads nothing more.
 */
const MAY_BE_OURS: ReadonlySet<Fault["why"]> = new Set([
  "not-a-pdf",
  "encrypted",
  "page-unreadable",
  "unprintable",
]);

/** Starts no process before there is work. */
export function createInspector({ workerUrl, timeLimit = 30_000 }: InspectorOptions): Inspector {
  const process: Omit<WorkerDeclaration<unknown>, "isSpent" | "isDoubtful"> = {
    url: workerUrl,
    // PDFium reads what strangers made: what brings it down takes nothing along.
    runtime: "process",
    waiting: { inAll: 20, ofOne: 3 },
    timeLimitMs: timeLimit,
    memoryMiB: MEMORY_MIB,
    flags: [PDFIUM_MEMORY],
    idleMs: 60_000,
    // What is left of a process that ran out of memory is of no use to the next file.
    afterError: "replace",
  };
  const uploads = createWorkerPool<Task, Inspection>({
    ...process,
    isDoubtful: (found) => !found.ok && MAY_BE_OURS.has(found.why),
  });
  const texts = createWorkerPool<Task, ExhibitScan>(process);
  return {
    inspect: (by, file) =>
      unlessTooMuch(uploads.run({ task: "inspect", file }, { by }), TOO_COSTLY),
    scan: (by, file) => unlessTooMuch(texts.run({ task: "scan", file }, { by }), null),
    close: async () => {
      await Promise.all([uploads.close(), texts.close()]);
    },
  };
}

/** Running out of its limits, or bringing the process down, is the file's fault. */
const TOO_COSTLY: Inspection = { ok: false, why: "too-costly" };

/** What comes of it, or `failed`; null where too much waits, or the server stops. */
async function unlessTooMuch<T>(work: Promise<T>, failed: T | null): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    return error instanceof TooMuchWaits || error instanceof PoolClosed ? null : failed;
  }
}
