import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Tinypool } from "tinypool";
import type { ExhibitDatum, Inspection, Task } from "./inspection";

/** Looks through uploaded PDFs in a process of its own. */
export interface Inspector {
  /** What the PDF at that path is; `null` where too many wait already. */
  inspect(file: string): Promise<Inspection | null>;
  /** What looks private in the text at that path; null where that could not be found out. */
  scan(file: string): Promise<readonly ExhibitDatum[] | null>;
  close(): Promise<void>;
}

export interface InspectorOptions {
  /** worker.ts where tsx runs the server, and its bundle in production. */
  readonly workerUrl: URL;
  /** How long one file may take, in milliseconds. */
  readonly timeLimit?: number;
}

/** How long the process stays when there is nothing to do, in milliseconds. */
const IDLE_MS = 60_000;
const QUEUE_LIMIT = 20;
/** What PDFium may hold, in WebAssembly's pages of 64 KiB: 512 MiB, beside 256 MiB of JavaScript. */
const MEMORY = ["--wasm-max-mem-pages=8192", "--max-old-space-size=256"];

/** Starts no process before there is work. */
export function createInspector({ workerUrl, timeLimit = 30_000 }: InspectorOptions): Inspector {
  const isSource = workerUrl.pathname.endsWith(".ts");
  const pool = new Tinypool({
    filename: workerUrl.href,
    runtime: "child_process",
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    execArgv: [...MEMORY, ...(isSource ? ["--import", tsx()] : [])],
    // Nothing of the server's environment: it holds secrets.
    env: { NODE_ENV: process.env["NODE_ENV"] ?? "production" },
  });
  let waiting = 0;
  let before: Promise<unknown> = Promise.resolve();
  /** What comes of it; null where too many wait, and `failed` where it ran out of its limits. */
  const run = async <T>(task: Task, failed: T): Promise<T | null> => {
    if (waiting >= QUEUE_LIMIT) return null;
    waiting += 1;
    // One after the other, so that nobody's time runs out while they wait for their turn.
    const mine = before.then(async () => {
      try {
        return (await pool.run(task, { signal: AbortSignal.timeout(timeLimit) })) as T;
      } catch {
        // It ran out of time, or the process went down with the file, which is the file's fault.
        return failed;
      } finally {
        waiting -= 1;
      }
    });
    before = mine;
    return mine;
  };
  return {
    inspect: (file) => run<Inspection>({ task: "inspect", file }, { ok: false, why: "too-costly" }),
    scan: (file) => run<readonly ExhibitDatum[] | null>({ task: "scan", file }, null),
    close: () => pool.destroy(),
  };
}

/** What runs TypeScript in a worker. Only source needs it; it is no part of the bundle. */
function tsx(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
}
