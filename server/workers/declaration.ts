import type { Scheduler } from "#server/scheduler.ts";
import type { WorkerFailures } from "./failures.ts";

/** How a worker runs and its limits; everything else is in its task module. */
export interface WorkerDeclaration<Output> {
  /** Its name in the log and in metrics. */
  readonly name: string;
  /** The task module; its default export receives a task's input (see worker-url.ts). */
  readonly url: URL;
  /**
   * A thread shares memory with the server and starts in half the time. A process of its own
   * isolates the server from crashes of native code and from running out of memory.
   */
  readonly runtime: "thread" | "process";
  /** The most workers; default one. */
  readonly workers?: number;
  /** The most workers that one requester's tasks may occupy at once; default all. */
  readonly mostOfOne?: number;
  /** The most waiting tasks, in total and per requester. */
  readonly waiting: { readonly inAll: number; readonly ofOne: number };
  /** Milliseconds for one task, including the start of its worker. */
  readonly timeLimitMs: number;
  /** Mebibytes of JavaScript heap per worker; default: Node's own limit. */
  readonly memoryMiB?: number;
  /** Milliseconds after which the first worker exits when idle. */
  readonly idleMs: number;
  /** The same for the other workers; default `idleMs`. */
  readonly spareIdleMs?: number;
  /** The scheduler of these times; default: the process's own. */
  readonly scheduler?: Scheduler;
  /** Hears of tasks that failed and should not have. */
  readonly failures: WorkerFailures;
  /** Node flags, for example limits of memory outside the JavaScript heap. */
  readonly flags?: readonly string[];
  readonly argv?: readonly string[];
  /** Its environment besides NODE_ENV: none of the server's variables, which hold secrets. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * After a task failed, `keep` reuses the worker and `replace` starts another for the next task.
   */
  readonly afterError: "keep" | "replace";
  /** Whether the worker must be replaced after this result. */
  readonly isSpent?: (output: Output) => boolean;
  /**
   * Whether the worker rather than the task may have caused this result. The worker is replaced,
   * and if it had served other tasks before, the task runs again in the new one.
   */
  readonly isDoubtful?: (output: Output) => boolean;
}
