import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Tinypool } from "tinypool";
import { processScheduler, type Scheduler } from "#server/scheduler.ts";
import type { WorkerDeclaration } from "./declaration.ts";
import { asError, TaskTooCostly, WorkerGone } from "./problems.ts";

interface Running<Output> {
  readonly resolve: (output: Output) => void;
  readonly reject: (error: Error) => void;
  /** Cancels the time limit of the task. */
  readonly stopTimer: () => void;
}

/** Disables the library's own idle time-out: the longest delay that a timer takes. */
const NEVER_MS = 2 ** 31 - 1;

/**
 * One worker, started on demand, that runs one task at a time. A task that exceeds its limits is
 * rejected and its worker ended; the next task starts another. Each has its own pool of the
 * library, so that it is known which worker ran a task.
 */
export class PooledWorker<Input, Output> {
  readonly #declaration: WorkerDeclaration<Output>;
  readonly #idleMs: number;
  #pool: Tinypool | null = null;
  #running: Running<Output> | null = null;
  readonly #scheduler: Scheduler;
  #stopIdleTimer: (() => void) | null = null;
  #hasServed = false;
  /** The library's worker whose exit is watched. */
  #watched: unknown = null;

  constructor(declaration: WorkerDeclaration<Output>, idleMs: number) {
    this.#declaration = declaration;
    this.#idleMs = idleMs;
    this.#scheduler = declaration.scheduler ?? processScheduler;
  }

  get isStarted(): boolean {
    return this.#pool !== null;
  }

  /** Whether it has run a task since it started. */
  get hasServed(): boolean {
    return this.#hasServed;
  }

  /**
   * Call only while it is idle. Rejects with the task's error, or with the reason the worker ended.
   */
  run(input: Input): Promise<Output> {
    this.#clearIdle();
    const pool = (this.#pool ??= this.#start());
    return new Promise((resolve, reject) => {
      const timeOut = () => void this.end(new TaskTooCostly("time"));
      // The timer must not keep the process alive when the server stops.
      const stopTimer = this.#scheduler.after(this.#declaration.timeLimitMs, timeOut);
      this.#running = { resolve, reject, stopTimer };
      pool.run(input).then(
        (output: Output) => this.#answered(pool, output),
        (error: unknown) => this.#failed(pool, error),
      );
      if (pool.threads.length === 1) this.#watch(pool);
    });
  }

  /** Starts the idle period, after which the worker exits. */
  startIdleTimer(): void {
    this.#clearIdle();
    if (this.#running || !this.#pool) return;
    const end = () => void this.end(new Error("idle"));
    this.#stopIdleTimer = this.#scheduler.after(this.#idleMs, end);
  }

  /** Ends the worker; its running task rejects with `error`. Resolves when it has exited. */
  async end(error: Error): Promise<void> {
    const pool = this.#pool;
    this.#pool = null;
    this.#hasServed = false;
    this.#clearIdle();
    this.#settle()?.reject(error);
    try {
      await pool?.destroy();
    } catch {
      // An error while ending is ignored: the worker is gone in any case.
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
      // The library drops a worker that broke.
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
        ...(isThread ? [] : ["--import", EXIT_ON_DISCONNECT]),
        ...flags,
        // Workers don't inherit the loader for TypeScript.
        ...(isSource ? ["--import", sourceLoader(isThread)] : []),
      ],
      env: { NODE_ENV: process.env["NODE_ENV"] ?? "production", ...env },
    });
    // It couldn't start, or broke while idle.
    pool.on("error", (error: unknown) => {
      if (this.#pool === pool) void this.end(new WorkerGone(error));
    });
    return pool;
  }

  /**
   * The library reports errors alone: without this, a thread that exits would leave its task
   * waiting forever.
   */
  #watch(pool: Tinypool): void {
    const [worker] = pool.threads;
    if (!worker || this.#watched === worker) return;
    this.#watched = worker;
    worker.once("exit", (code: unknown) => {
      // Deferred, so that an error with more detail arrives first.
      setImmediate(() => {
        if (this.#pool === pool) void this.end(new WorkerGone(code));
      });
    });
  }
}

/** Ends the worker process when the server is killed. */
const EXIT_ON_DISCONNECT = 'data:text/javascript,process.on("disconnect", () => process.exit());';

/**
 * The loader for TypeScript in a worker. Only needed when running from source; not part of the
 * bundle.
 */
function sourceLoader(isThread: boolean): string {
  const { resolve } = createRequire(import.meta.url);
  if (!isThread) return pathToFileURL(resolve("tsx")).href;
  // In a thread, importing tsx has no effect; its API must be called.
  const api = pathToFileURL(resolve("tsx/esm/api")).href.replace(/\.cjs$/u, ".mjs");
  return `data:text/javascript,import { register } from ${JSON.stringify(api)}; register();`;
}
