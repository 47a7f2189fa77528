import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Tinypool } from "tinypool";
import { FairQueue } from "#server/workers/fair-queue.ts";
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

/** How long a process stays when there is nothing to do, in milliseconds. */
const IDLE_MS = 60_000;
const WAITING = { inAll: 20, ofOne: 3 };
/** What PDFium may hold, in WebAssembly's pages of 64 KiB: 512 MiB, beside 256 MiB of JavaScript. */
const MEMORY = ["--wasm-max-mem-pages=8192", "--max-old-space-size=256"];

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
export function createInspector(options: InspectorOptions): Inspector {
  const uploads = openLane<Inspection>(options, {
    failed: { ok: false, why: "too-costly" },
    mayBeOurs: (found) => !found.ok && MAY_BE_OURS.has(found.why),
  });
  const texts = openLane<ExhibitScan | null>(options, { failed: null, mayBeOurs: () => false });
  return {
    inspect: (by, file) => uploads.run(by, { task: "inspect", file }),
    scan: (by, file) => texts.run(by, { task: "scan", file }),
    close: async () => {
      await Promise.all([uploads.close(), texts.close()]);
    },
  };
}

interface Judgment<T> {
  /** What running out of its limits comes to: that the process went down with it is the file's fault. */
  readonly failed: T;
  /** Whether the process may be at fault, and not the file. */
  readonly mayBeOurs: (found: T) => boolean;
}

interface Waiting<T> {
  readonly task: Task;
  readonly settle: (found: T) => void;
}

/** One process and what waits for it. */
function openLane<T>(
  { workerUrl, timeLimit = 30_000 }: InspectorOptions,
  { failed, mayBeOurs }: Judgment<T>,
) {
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
  const turns = new FairQueue<Waiting<T>>(WAITING);
  let busy = false;
  /** The process has looked at other files before. */
  let used = false;

  async function runOnce(task: Task): Promise<T> {
    const found = pool.run(task, { signal: AbortSignal.timeout(timeLimit) }) as Promise<T>;
    try {
      const answer = await found;
      used = true;
      return answer;
    } catch {
      // What is left of a process that was ended, or ran out of memory, is of no use to the next.
      await startAnew();
      return failed;
    }
  }

  /** The next file finds a process that has read nothing yet. */
  async function startAnew(): Promise<void> {
    used = false;
    await pool.recycleWorkers();
  }

  /** What a file is said to be counts from a process that no other file can have damaged. */
  async function look(task: Task): Promise<T> {
    const wasUsed = used;
    const found = await runOnce(task);
    if (!mayBeOurs(found)) return found;
    await startAnew();
    if (!wasUsed) return found;
    const again = await runOnce(task);
    if (mayBeOurs(again)) await startAnew();
    return again;
  }

  // One after the other, so that nobody's time runs out while they wait for their turn.
  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let turn = turns.next(); turn; turn = turns.next()) {
      const { task, settle } = turn;
      settle(await look(task).catch(() => failed));
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
