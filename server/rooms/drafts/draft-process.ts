import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { DraftTasks } from "./draft-tasks.ts";

/** A task as it goes to the worker, and its answer. */
export interface Task {
  readonly id: number;
  readonly name: keyof DraftTasks;
  readonly input: unknown;
}
export type TaskAnswer =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string };

/** The task was ended, since it took longer, or asked for more memory, than it may. */
export class TaskTooCostly extends Error {
  override readonly name = "TaskTooCostly";
  constructor(readonly why: "time" | "memory") {
    super(why === "time" ? "the task took longer than it may" : "the task ran out of memory");
  }
}

interface LaneOptions {
  /** draft-worker.ts where tsx runs the server, and its bundle in production. */
  readonly workerUrl: URL;
  /** Milliseconds that one task may take. */
  readonly timeLimitMs: number;
  /** Mebibytes of JavaScript objects that the worker may hold. */
  readonly memoryMiB: number;
  /** Milliseconds that the worker stays when there is nothing to do. */
  readonly idleMs: number;
}

interface Running {
  readonly id: number;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * One worker, started when there is work, that does one task at a time. A task that goes past its
 * limits is rejected with TaskTooCostly and its worker ended; the next task starts another.
 */
export class DraftLane {
  readonly #options: LaneOptions;
  #worker: Worker | null = null;
  #running: Running | null = null;
  #idleTimer: NodeJS.Timeout | null = null;
  #lastId = 0;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  get isBusy(): boolean {
    return this.#running !== null;
  }

  get isStarted(): boolean {
    return this.#worker !== null;
  }

  /** Only while it is not busy. Rejects with what the task threw, or why it was ended. */
  run(name: keyof DraftTasks, input: unknown): Promise<unknown> {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    const worker = (this.#worker ??= this.#start());
    this.#lastId += 1;
    const task: Task = { id: this.#lastId, name, input };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => void this.end(new TaskTooCostly("time")),
        this.#options.timeLimitMs,
      );
      // Whoever stops the server does not wait for a draft.
      timer.unref();
      this.#running = { id: task.id, resolve, reject, timer };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, no window
      worker.postMessage(task);
    });
  }

  /** Nothing is to do: the worker goes after a while. */
  rest(): void {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    if (this.#running || !this.#worker) return;
    this.#idleTimer = setTimeout(() => void this.end(new Error("idle")), this.#options.idleMs);
    this.#idleTimer.unref();
  }

  /** Ends the worker; what it was doing is rejected with `error`. */
  async end(error: Error): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#settle()?.reject(error);
    await worker?.terminate();
  }

  #settle(): Running | null {
    const running = this.#running;
    this.#running = null;
    if (running) clearTimeout(running.timer);
    return running;
  }

  #start(): Worker {
    const started = spawn(this.#options);
    started.on("message", (answer: TaskAnswer) => {
      if (this.#worker !== started || this.#running?.id !== answer.id) return;
      const running = this.#settle();
      if ("error" in answer) running?.reject(new Error(answer.error));
      else running?.resolve(answer.output);
      this.rest();
    });
    started.on("error", (error: Error & { code?: string }) => {
      if (this.#worker !== started) return;
      const ranOut = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      const why = new Error(`the worker broke: ${error.message}`);
      void this.end(ranOut ? new TaskTooCostly("memory") : why);
    });
    started.on("exit", () => {
      if (this.#worker === started) void this.end(new Error("the worker is gone"));
    });
    started.unref();
    return started;
  }
}

function spawn({ workerUrl, memoryMiB }: LaneOptions): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: memoryMiB };
  if (!workerUrl.pathname.endsWith(".ts")) return new Worker(workerUrl, { resourceLimits });
  // A worker does not inherit the loader of tsx.
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm/api"));
  const loader = JSON.stringify(tsx.href.replace(/\.cjs$/, ".mjs"));
  const source = JSON.stringify(workerUrl.href);
  const script = `import(${loader}).then((tsx) => { tsx.register(); return import(${source}); })`;
  return new Worker(script, { eval: true, resourceLimits });
}
