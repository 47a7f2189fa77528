import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Tinypool } from "tinypool";
import { processScheduler, type Scheduler } from "#server/scheduler.ts";
import type { WorkerDeclaration } from "./declaration.ts";
import { asError, TaskTooCostly, WorkerGone } from "./problems.ts";

interface Running<Output> {
  readonly resolve: (output: Output) => void;
  readonly reject: (error: Error) => void;
  /** Its time no longer runs out. */
  readonly stopTimer: () => void;
}

/** The library's own idle time-out is not used: the longest that a timer takes. */
const NEVER_MS = 2 ** 31 - 1;

/**
 * One worker, started when there is work, that does one task at a time. A task past its limits is
 * rejected and its worker ended; the next task starts another. Each has a pool of the library to
 * itself, so that it is known which one a task ran in.
 */
export class PooledWorker<Input, Output> {
  readonly #declaration: WorkerDeclaration<Output>;
  readonly #idleMs: number;
  #pool: Tinypool | null = null;
  #running: Running<Output> | null = null;
  readonly #scheduler: Scheduler;
  #stopIdleTimer: (() => void) | null = null;
  #hasServed = false;
  /** The worker of the library whose exit is listened for. */
  #watched: unknown = null;

  constructor(declaration: WorkerDeclaration<Output>, idleMs: number) {
    this.#declaration = declaration;
    this.#idleMs = idleMs;
    this.#scheduler = declaration.scheduler ?? processScheduler;
  }

  get isStarted(): boolean {
    return this.#pool !== null;
  }

  /** Whether it has done a task since it was started. */
  get hasServed(): boolean {
    return this.#hasServed;
  }

  /** Only while nothing runs. Rejects with what the task threw, or why it was ended. */
  run(input: Input): Promise<Output> {
    this.#clearIdle();
    const pool = (this.#pool ??= this.#start());
    return new Promise((resolve, reject) => {
      const timeOut = () => void this.end(new TaskTooCostly("time"));
      // Whoever stops the server does not wait for a task.
      const stopTimer = this.#scheduler.after(this.#declaration.timeLimitMs, timeOut);
      this.#running = { resolve, reject, stopTimer };
      pool.run(input).then(
        (output: Output) => this.#answered(pool, output),
        (error: unknown) => this.#failed(pool, error),
      );
      if (pool.threads.length === 1) this.#watch(pool);
    });
  }

  /** Nothing is to do: it goes after a while. */
  rest(): void {
    this.#clearIdle();
    if (this.#running || !this.#pool) return;
    const end = () => void this.end(new Error("idle"));
    this.#stopIdleTimer = this.#scheduler.after(this.#idleMs, end);
  }

  /** Ends it; what it was doing is rejected with `error`. Resolves when it is gone. */
  async end(error: Error): Promise<void> {
    const pool = this.#pool;
    this.#pool = null;
    this.#hasServed = false;
    this.#clearIdle();
    this.#settle()?.reject(error);
    try {
      await pool?.destroy();
    } catch {
      // Whatever breaks on the way out: it is gone.
    }
  }

  #answered(pool: Tinypool, output: Output): void {
    if (this.#pool !== pool) return;
    this.#hasServed = true;
    this.#settle()?.resolve(output);
  }

  #failed(pool: Tinypool, thrown: unknown): void {
    if (this.#pool !== pool) return;
    const error = asError(thrown);
    if ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
      void this.end(new TaskTooCostly("memory"));
    } else if (pool.threads.length === 0) {
      // The library lets go of a worker that broke.
      void this.end(new WorkerGone(error));
    } else if (this.#declaration.afterError === "replace") void this.end(error);
    else this.#settle()?.reject(error);
  }

  #settle(): Running<Output> | null {
    const running = this.#running;
    this.#running = null;
    running?.stopTimer();
    return running;
  }

  #clearIdle(): void {
    this.#stopIdleTimer?.();
    this.#stopIdleTimer = null;
  }

  #start(): Tinypool {
    const { url, runtime, memoryMiB, flags = [], argv = [], env } = this.#declaration;
    const isThread = runtime === "thread";
    const isSource = url.pathname.endsWith(".ts");
    const pool = new Tinypool({
      filename: url.href,
      runtime: isThread ? "worker_threads" : "child_process",
      serialization: "advanced",
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: NEVER_MS,
      resourceLimits: isThread && memoryMiB ? { maxOldGenerationSizeMb: memoryMiB } : undefined,
      argv: [...argv],
      execArgv: [
        ...(!isThread && memoryMiB ? [`--max-old-space-size=${memoryMiB}`] : []),
        ...(isThread ? [] : ["--import", GOES_WITH_THE_SERVER]),
        ...flags,
        // A worker does not inherit the loader of sources.
        ...(isSource ? ["--import", sourceLoader(isThread)] : []),
      ],
      env: { NODE_ENV: process.env["NODE_ENV"] ?? "production", ...env },
    });
    // It could not be started, or broke while it had nothing to do.
    pool.on("error", (error: unknown) => {
      if (this.#pool === pool) void this.end(new WorkerGone(error));
    });
    return pool;
  }

  /** The library hears of errors alone: a thread that exits would leave its task waiting. */
  #watch(pool: Tinypool): void {
    const [worker] = pool.threads;
    if (!worker || this.#watched === worker) return;
    this.#watched = worker;
    worker.once("exit", (code: unknown) => {
      // An error that says more comes first.
      setImmediate(() => {
        if (this.#pool === pool) void this.end(new WorkerGone(code));
      });
    });
  }
}

/** A process that waits for something when the server is killed has no reason to be there any more. */
const GOES_WITH_THE_SERVER = 'data:text/javascript,process.on("disconnect", () => process.exit());';

/** What runs TypeScript in a worker. Only source needs it; it is no part of the bundle. */
function sourceLoader(isThread: boolean): string {
  const { resolve } = createRequire(import.meta.url);
  if (!isThread) return pathToFileURL(resolve("tsx")).href;
  // In a thread tsx does nothing by being imported.
  const api = pathToFileURL(resolve("tsx/esm/api")).href.replace(/\.cjs$/u, ".mjs");
  return `data:text/javascript,import { register } from ${JSON.stringify(api)}; register();`;
}
