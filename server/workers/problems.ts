/** The task was ended because it exceeded its time or memory limit. */
export class TaskTooCostly extends Error {
  override readonly name = "TaskTooCostly";
  constructor(readonly why: "time" | "memory") {
    super(why === "time" ? "the task took longer than it may" : "the task ran out of memory");
  }
}

/** The worker exited while it ran the task, or couldn't be started. */
export class WorkerGone extends Error {
  override readonly name = "WorkerGone";
  constructor(cause: unknown) {
    super("the worker is gone", { cause });
  }
}

/** Too many tasks wait already, of this requester or in total. */
export class TooMuchWaits extends Error {
  override readonly name = "TooMuchWaits";
  constructor() {
    super("too much waits for the worker");
  }
}

/** The server is stopping. */
export class PoolClosed extends Error {
  override readonly name = "PoolClosed";
  constructor() {
    super("the server stops");
  }
}

/** Converts what a task threw to an Error: one from another process arrives as a plain object. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  const isObject = typeof thrown === "object" && thrown !== null;
  const message = isObject && "message" in thrown ? thrown.message : thrown;
  return new Error(typeof message === "string" ? message : String(thrown), { cause: thrown });
}
