import { Counter, type Registry } from "prom-client";
import type { Log } from "#server/log.ts";

/** Tells the operator of tasks that failed and should not have. Called by the pool kit alone. */
export interface WorkerFailures {
  /** Makes the counts of that worker start at 0: a rate needs a value from before the first failure. */
  expect(worker: string): void;
  /** The error that a task threw, or why its worker couldn't be started. */
  threw(worker: string, error: unknown): void;
  /**
   * Native code went down with a task, or the memory of its process was full: the signal that ended
   * it, or the name of the trap.
   */
  crashed(worker: string, by: string): void;
}

/** Writes one line of the log for each failure, and counts them in `worker_failures_total`. */
export function workerFailures(
  log: Pick<Log, "error">,
  metrics: Pick<Registry, "registerMetric">,
): WorkerFailures {
  const failures = new Counter({
    name: "worker_failures_total",
    help: "Tasks of workers that failed and should not have, by what happened",
    labelNames: ["worker", "why"],
    registers: [],
  });
  metrics.registerMetric(failures);
  return {
    expect(worker) {
      for (const why of ["threw", "crashed"]) failures.inc({ worker, why }, 0);
    },
    threw(worker, error) {
      failures.inc({ worker, why: "threw" });
      log.error({ worker, ...kindAndStack(error) }, "a task of a worker failed: a bug");
    },
    crashed(worker, by) {
      failures.inc({ worker, why: "crashed" });
      log.error(
        { worker, by },
        "native code went down with a task of a worker, or its memory was full",
      );
    },
  };
}

/**
 * An error's kind and the places of its stack. Its message is left out, at the stack's head too: it
 * may repeat the text or the file that the task worked on.
 */
function kindAndStack(error: unknown): { readonly kind: string; readonly stack: string } {
  const { name, stack } = (typeof error === "object" && error !== null ? error : {}) as {
    readonly name?: unknown;
    readonly stack?: unknown;
  };
  const places = typeof stack === "string" ? stack.match(/^ {4}at .+:\d+:\d+\)?$/gmu) : null;
  return {
    kind: typeof name === "string" && /^\w{1,64}$/u.test(name) ? name : typeof error,
    stack: (places ?? []).join("\n"),
  };
}
