import type { Scheduler } from "#server/scheduler.ts";

/** How a worker runs and what it may cost; everything else about it is its task module. */
export interface WorkerDeclaration<Output> {
  /** The task module, whose default export takes a task's input: see worker-url.ts. */
  readonly url: URL;
  /**
   * A thread shares memory with the server and starts in half the time. A process of its own takes
   * nothing along when native code brings it down, or when it is out of memory.
   */
  readonly runtime: "thread" | "process";
  /** How many at most; one where left out. */
  readonly workers?: number;
  /** How many of them tasks of one may hold at once; all where left out. */
  readonly mostOfOne?: number;
  /** How many tasks may wait, in all and of one. */
  readonly waiting: { readonly inAll: number; readonly ofOne: number };
  /** Milliseconds that one task may take, the start of its worker included. */
  readonly timeLimitMs: number;
  /** Mebibytes of JavaScript objects that a worker may hold; as Node has it where left out. */
  readonly memoryMiB?: number;
  /** Milliseconds that the first worker stays when there is nothing to do. */
  readonly idleMs: number;
  /** The same for the others; `idleMs` where left out. */
  readonly spareIdleMs?: number;
  /** By what these times run; the process's own where left out. */
  readonly scheduler?: Scheduler;
  /** Flags of Node, as for memory that is not JavaScript's. */
  readonly flags?: readonly string[];
  readonly argv?: readonly string[];
  /** What it sees of an environment beside NODE_ENV: nothing of the server's, which holds secrets. */
  readonly env?: Readonly<Record<string, string>>;
  /** After an error a worker goes on (`keep`), or the next task gets another (`replace`). */
  readonly afterError: "keep" | "replace";
  /** Whether the worker is to be replaced after it answered this. */
  readonly isSpent?: (output: Output) => boolean;
  /**
   * Whether not the task but the worker may be at fault for this answer. The worker is replaced, and
   * where it had done other tasks before, the new one is given the task as well.
   */
  readonly isDoubtful?: (output: Output) => boolean;
}
