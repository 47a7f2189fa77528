import type { Outcome } from "#app/domain/refusal.ts";
import type { WorkerDeclaration } from "./declaration.ts";
import { FairQueue } from "./fair-queue.ts";
import { PooledWorker, type TaskEnd } from "./pooled-worker.ts";
import type { TaskRefusal } from "./task-refusal.ts";

/** The requester of a task, and whether it is still wanted when its turn comes. */
interface TaskOf {
  /** The requester, for fair turns. All tasks without one share a turn. */
  readonly by?: string;
  /** Called when its turn has come; where false, the task is refused as `not-wanted`. */
  readonly isWanted?: () => boolean;
}

/** A pool of workers with the same declaration; each runs one task at a time. */
interface WorkerPool<Input, Output> {
  /** Never rejects: what a task threw is in the log, once, and told as `our-fault`. */
  run(input: Input, of?: TaskOf): Promise<Outcome<Output, TaskRefusal>>;
  /**
   * Keeps the first worker alive for another idle period, because work is expected. False where
   * none is running.
   */
  keepReady(): boolean;
  /** Ends all workers; waiting and running tasks are refused as `stopping`. */
  close(): Promise<void>;
}

interface Waiting<Input, Output> extends Required<TaskOf> {
  readonly input: Input;
  readonly resolve: (outcome: Outcome<Output, TaskRefusal>) => void;
}

/** Workers start with the first task. */
export function createWorkerPool<Input, Output>(
  declaration: WorkerDeclaration<Output>,
): WorkerPool<Input, Output> {
  const { name, failures, idleMs, spareIdleMs = idleMs, mostOfOne = Infinity } = declaration;
  failures.expect(name);
  const workers = Array.from(
    { length: declaration.workers ?? 1 },
    (_, index) => new PooledWorker<Input, Output>(declaration, index === 0 ? idleMs : spareIdleMs),
  );
  const free = new Set(workers);
  const turns = new FairQueue<Waiting<Input, Output>>(declaration.waiting);
  /** The number of workers that each requester occupies. */
  const held = new Map<string, number>();
  let isClosed = false;

  function next(): void {
    for (const worker of workers) {
      if (!free.has(worker)) continue;
      const waiting = turns.next((by) => (held.get(by) ?? 0) < mostOfOne);
      if (!waiting) return;
      void work(worker, waiting);
    }
  }

  async function work(
    worker: PooledWorker<Input, Output>,
    { input, by, isWanted, resolve }: Waiting<Input, Output>,
  ): Promise<void> {
    if (!isWanted()) {
      resolve(refused("not-wanted"));
      // Starts the tasks behind it. Deferred, since thousands may be refused in a row and would
      // recurse.
      setImmediate(next);
      return;
    }
    free.delete(worker);
    held.set(by, (held.get(by) ?? 0) + 1);
    try {
      resolve(heard(await runIn(worker, input)));
    } catch (error) {
      resolve(heard({ ok: false, refusal: { code: "our-fault", error } }));
    } finally {
      const left = (held.get(by) ?? 1) - 1;
      if (left > 0) held.set(by, left);
      else held.delete(by);
      free.add(worker);
      worker.startIdleTimer();
      next();
    }
  }

  /** Tells the operator of what should not have happened; nobody else has to. */
  function heard(outcome: Outcome<Output, TaskEnd>): Outcome<Output, TaskRefusal> {
    if (outcome.ok) return outcome;
    const { refusal } = outcome;
    if (refusal.code === "too-costly") return { ok: false, refusal };
    if (refusal.code === "our-fault") failures.threw(name, refusal.error);
    if (refusal.code === "crashed") failures.crashed(name, refusal.by);
    return refused(refusal.code);
  }

  async function runIn(
    worker: PooledWorker<Input, Output>,
    input: Input,
  ): Promise<Outcome<Output, TaskEnd>> {
    const { isDoubtful, isSpent } = declaration;
    const hadServed = worker.hasServed;
    const outcome = await worker.run(input);
    if (!outcome.ok) return outcome;
    if (isDoubtful?.(outcome.value)) {
      await worker.end();
      if (!hadServed || isClosed) return outcome;
      const again = await worker.run(input);
      if (again.ok && isDoubtful(again.value)) await worker.end();
      return again;
    }
    if (isSpent?.(outcome.value)) void worker.end();
    return outcome;
  }

  return {
    run: (input, { by = "", isWanted = () => true } = {}) =>
      new Promise((resolve) => {
        if (isClosed) resolve(refused("stopping"));
        else if (turns.add(by, { input, by, isWanted, resolve })) next();
        else resolve(refused("busy"));
      }),
    keepReady: () => {
      workers[0]?.startIdleTimer();
      return workers.some((worker) => worker.isStarted);
    },
    close: async () => {
      isClosed = true;
      for (let left = turns.next(); left; left = turns.next()) left.resolve(refused("stopping"));
      await Promise.all(workers.map((worker) => worker.end()));
    },
  };
}

function refused(code: Exclude<TaskRefusal["code"], "too-costly">) {
  return { ok: false, refusal: { code } } as const;
}
