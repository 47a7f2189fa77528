import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Tinypool } from "tinypool";
import { Turns } from "../turns";
import type { ExhibitScan, Inspection, Task } from "./inspection";

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

/** How long a process stays when there is nothing to do, in milliseconds. */
const IDLE_MS = 60_000;
const WAITING = { inAll: 20, ofOne: 3 };
/** What PDFium may hold, in WebAssembly's pages of 64 KiB: 512 MiB, beside 256 MiB of JavaScript. */
const MEMORY = ["--wasm-max-mem-pages=8192", "--max-old-space-size=256"];

/** Starts no process before there is work. */
export function createInspector(options: InspectorOptions): Inspector {
  const uploads = openLane<Inspection>(options, { ok: false, why: "too-costly" });
  const texts = openLane<ExhibitScan | null>(options, null);
  return {
    inspect: (by, file) => uploads.run(by, { task: "inspect", file }),
    scan: (by, file) => texts.run(by, { task: "scan", file }),
    close: async () => {
      await Promise.all([uploads.close(), texts.close()]);
    },
  };
}

interface Waiting<T> {
  readonly task: Task;
  readonly settle: (found: T) => void;
}

/**
 * One process and what waits for it. What runs out of its limits comes to `failed`: that it ran out
 * of time, or that the process went down with it, is the file's fault.
 */
function openLane<T>({ workerUrl, timeLimit = 30_000 }: InspectorOptions, failed: T) {
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
  const turns = new Turns<Waiting<T>>(WAITING);
  let busy = false;

  // One after the other, so that nobody's time runs out while they wait for their turn.
  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let turn = turns.next(); turn; turn = turns.next()) {
      const { task, settle } = turn;
      const found = pool.run(task, { signal: AbortSignal.timeout(timeLimit) }) as Promise<T>;
      settle(await found.catch(() => failed));
    }
    busy = false;
  }

  return {
    /** What comes of it; null where too much waits. */
    run: (by: string, task: Task) =>
      new Promise<T | null>((resolve) => {
        if (turns.add(by, { task, settle: resolve })) void work();
        else resolve(null);
      }),
    close: () => pool.destroy(),
  };
}

/** What runs TypeScript in a worker. Only source needs it; it is no part of the bundle. */
function tsx(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
}
