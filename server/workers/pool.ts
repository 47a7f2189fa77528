import type { WorkerDeclaration } from "./declaration.ts";
import { FairQueue } from "./fair-queue.ts";
import { PooledWorker } from "./pooled-worker.ts";
import { PoolClosed, TooMuchWaits } from "./problems.ts";

/** Who asked for a task, and whether it is still wanted when its turn comes. */
export interface TaskOf {
  /** The requester, for fair turns. All tasks without one share a turn. */
  readonly by?: string;
  /**
   * Called when its turn has come; where it throws, the task does not start and rejects with that
   * error.
   */
  readonly admit?: () => void;
}

/** A pool of workers with the same declaration; each runs one task at a time. */
export interface WorkerPool<Input, Output> {
  /**
   * Rejects with what the task threw; with TaskTooCostly, WorkerGone, TooMuchWaits or PoolClosed; or
   * with what `admit` threw.
   */
  run(input: Input, of?: TaskOf): Promise<Output>;
  /**
   * Keeps the first worker alive for another idle period, because work is expected. False where
   * none is running.
   */
  keepReady(): boolean;
  /** Ends all workers; waiting and running tasks reject with PoolClosed. */
  close(): Promise<void>;
}

interface Waiting<Input, Output> extends Required<TaskOf> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

/** Workers start with the first task. */
export function createWorkerPool<Input, Output>(
  declaration: WorkerDeclaration<Output>,
): WorkerPool<Input, Output> {
  const { idleMs, spareIdleMs = idleMs, mostOfOne = Infinity } = declaration;
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
    { input, by, admit, resolve, reject }: Waiting<Input, Output>,
  ): Promise<void> {
    try {
      admit();
    } catch (error) {
      reject(error);
      // Starts the tasks behind it. Deferred, since thousands may be refused in a row and would
      // recurse.
      setImmediate(next);
      return;
    }
    free.delete(worker);
    held.set(by, (held.get(by) ?? 0) + 1);
    try {
      resolve(await runIn(worker, input));
    } catch (error) {
      reject(error);
    } finally {
      const left = (held.get(by) ?? 1) - 1;
      if (left > 0) held.set(by, left);
      else held.delete(by);
      free.add(worker);
      worker.startIdleTimer();
      next();
    }
  }

  async function runIn(worker: PooledWorker<Input, Output>, input: Input): Promise<Output> {
    const { isDoubtful, isSpent } = declaration;
    const hadServed = worker.hasServed;
    const output = await worker.run(input);
    if (isDoubtful?.(output)) {
      await worker.end(REPLACED);
      if (!hadServed || isClosed) return output;
      const again = await worker.run(input);
      if (isDoubtful(again)) await worker.end(REPLACED);
      return again;
    }
    if (isSpent?.(output)) void worker.end(REPLACED);
    return output;
  }

  return {
    run: (input, { by = "", admit = () => undefined } = {}) =>
      new Promise((resolve, reject) => {
        if (isClosed) reject(new PoolClosed());
        else if (turns.add(by, { input, by, admit, resolve, reject })) next();
        else reject(new TooMuchWaits());
      }),
    keepReady: () => {
      workers[0]?.startIdleTimer();
      return workers.some((worker) => worker.isStarted);
    },
    close: async () => {
      isClosed = true;
      for (let left = turns.next(); left; left = turns.next()) left.reject(new PoolClosed());
      await Promise.all(workers.map((worker) => worker.end(new PoolClosed())));
    },
  };
}

/** Never seen by a caller: a worker is replaced only while it runs nothing. */
const REPLACED = new Error("the worker is replaced");
