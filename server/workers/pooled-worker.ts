import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Tinypool } from "tinypool";
import { processScheduler, type Scheduler } from "#server/scheduler.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { WorkerDeclaration } from "./declaration.ts";
import type { TaskRefusal } from "./task-refusal.ts";

/** Why a task has no result, with what the log is told of it. */
export type TaskEnd =
  | Extract<TaskRefusal, { code: "too-costly" }>
  | { readonly code: "stopping" }
  /** The signal that ended its process, or the name of a trap of WebAssembly. */
  | { readonly code: "crashed"; readonly by: string }
  | { readonly code: "our-fault"; readonly error: unknown };

interface Running<Output> {
  readonly resolve: (outcome: Outcome<Output, TaskEnd>) => void;
  /** Cancels the time limit of the task. */
  readonly stopTimer: () => void;
}

/** Disables the library's own idle time-out: the longest delay that a timer takes. */
const NEVER_MS = 2 ** 31 - 1;

/**
 * One worker, started on demand, that runs one task at a time. A task that exceeds its limits is
 * refused and its worker ended; the next task starts another. Each has its own pool of the
 * library, so that it is known which worker ran a task. The library's abort signals are not used: a
 * task that is aborted while its worker starts leaves that worker running.
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
  /** The signal that ended the process of the worker; null for one that went by itself. */
  #signal: string | null = null;

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

  /** Call only while it is idle. */
  run(input: Input): Promise<Outcome<Output, TaskEnd>> {
    this.#clearIdle();
    const pool = (this.#pool ??= this.#start());
    return new Promise((resolve) => {
      const timeOut = () => void this.end({ code: "too-costly", why: "time" });
      // The timer must not keep the process alive when the server stops.
      const stopTimer = this.#scheduler.after(this.#declaration.timeLimitMs, timeOut);
      this.#running = { resolve, stopTimer };
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
    this.#stopIdleTimer = this.#scheduler.after(this.#idleMs, () => void this.end());
  }

  /** Ends the worker, and its running task for that reason. Resolves when it has exited. */
  async end(why: TaskEnd = { code: "stopping" }): Promise<void> {
    const pool = this.#pool;
    this.#pool = null;
    this.#hasServed = false;
    this.#clearIdle();
    this.#settle()?.resolve({ ok: false, refusal: why });
    try {
      await pool?.destroy();
    } catch {
      // The library rejects where a worker went down before it was ended: it is gone in any case.
    }
  }

  #answered(pool: Tinypool, output: Output): void {
    if (this.#pool !== pool) return;
    this.#hasServed = true;
    this.#settle()?.resolve({ ok: true, value: output });
  }

  #failed(pool: Tinypool, thrown: unknown): void {
    if (this.#pool !== pool) return;
    // The library drops a worker that broke.
    const end = endOf(thrown, pool.threads.length === 0 ? this.#signal : null);
    const isKept = end.code === "our-fault" && this.#declaration.afterError === "keep";
    if (isKept && pool.threads.length > 0) this.#settle()?.resolve({ ok: false, refusal: end });
    else void this.end(end);
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
      if (this.#pool === pool) void this.end(endOf(error, this.#signal));
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
    this.#signal = null;
    worker.once("exit", (code: unknown, signal?: unknown) => {
      if (this.#pool === pool && typeof signal === "string") this.#signal = signal;
      // Deferred, so that an error with more detail arrives first.
      setImmediate(() => {
        const error = new Error(`the worker went with ${String(code)}`);
        if (this.#pool === pool) void this.end(endOf(error, this.#signal));
      });
    });
  }
}

/**
 * A process that a signal ended, and WebAssembly that trapped, went down in native code, or the
 * process's memory was full (V8 aborts then): a file may have done it. All else that is thrown is a bug of ours, unless it says that memory ran out.
 */
function endOf(error: unknown, signal: string | null): TaskEnd {
  if (signal !== null) return { code: "crashed", by: signal };
  const { name, code, message } = (error ?? {}) as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly message?: unknown;
  };
  if (name === "RuntimeError") return { code: "crashed", by: name };
  const isRefusedMemory = name === "RangeError" && /memory|allocation/iu.test(String(message));
  if (isRefusedMemory || code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { code: "too-costly", why: "memory" };
  }
  return { code: "our-fault", error };
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
