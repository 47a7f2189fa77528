import type { WorkerDeclaration } from "./declaration.ts";
import { FairQueue } from "./fair-queue.ts";
import { PooledWorker } from "./pooled-worker.ts";
import { PoolClosed, TooMuchWaits } from "./problems.ts";

/** Whose task it is, and whether it is still wanted when its turn comes. */
export interface TaskOf {
  /** Whoever it is for: they take turns. All are one where left out. */
  readonly by?: string;
  /** Called when its turn has come; where it throws, the task is not begun and rejects with that. */
  readonly admit?: () => void;
}

/** Workers of one kind, which do what is declared, one task each at a time. */
export interface WorkerPool<Input, Output> {
  /**
   * Rejects with what the task threw; with TaskTooCostly, WorkerGone, TooMuchWaits or PoolClosed; or
   * with what `admit` threw.
   */
  run(input: Input, of?: TaskOf): Promise<Output>;
  /** Work is to come: the first worker, where any is started, stays for a while. False where none is. */
  keepReady(): boolean;
  /** Ends all; what waits or runs rejects with PoolClosed. */
  close(): Promise<void>;
}

interface Waiting<Input, Output> extends Required<TaskOf> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts no worker before there is work. */
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
  /** How many workers each holds. */
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
      // Whoever waits behind it; not from within, as thousands may be refused.
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
      worker.rest();
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
      workers[0]?.rest();
      return workers.some((worker) => worker.isStarted);
    },
    close: async () => {
      isClosed = true;
      for (let left = turns.next(); left; left = turns.next()) left.reject(new PoolClosed());
      await Promise.all(workers.map((worker) => worker.end(new PoolClosed())));
    },
  };
}

/** Nothing runs in it when it is replaced, so nobody is told. */
const REPLACED = new Error("the worker is replaced");
