/** The task was ended, since it took longer, or asked for more memory, than it may. */
export class TaskTooCostly extends Error {
  override readonly name = "TaskTooCostly";
  constructor(readonly why: "time" | "memory") {
    super(why === "time" ? "the task took longer than it may" : "the task ran out of memory");
  }
}

/** The worker went down while it had the task, or could not be started. */
export class WorkerGone extends Error {
  override readonly name = "WorkerGone";
  constructor(cause: unknown) {
    super("the worker is gone", { cause });
  }
}

/** Too much waits already, of this one or in all. */
export class TooMuchWaits extends Error {
  override readonly name = "TooMuchWaits";
  constructor() {
    super("too much waits for the worker");
  }
}

/** The server stops. */
export class PoolClosed extends Error {
  override readonly name = "PoolClosed";
  constructor() {
    super("the server stops");
  }
}

/** What a task threw, as an Error: one that comes from another process is a plain object here. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  const isObject = typeof thrown === "object" && thrown !== null;
  const message = isObject && "message" in thrown ? thrown.message : thrown;
  return new Error(typeof message === "string" ? message : String(thrown), { cause: thrown });
}
