import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { DraftProse } from "~/document/draft-prose";
import type { Compacted, DraftOnPage, DraftTasks } from "./draft-worker";

/** Work on whole drafts, away from the event loop. Workers never touch the database. */
export interface DraftWorkers {
  /**
   * Base and tail, in order, through a Y.Doc with garbage collection into one update that holds the
   * same words (R19). Rejects where some of them can't be integrated.
   */
  compact(parts: readonly Uint8Array[]): Promise<Compacted>;
  /** The prose of a draft's bytes, and what of it can't be shown. Rejects where they are damaged. */
  prose(update: Uint8Array): Promise<DraftProse>;
  /** The HTML of a draft's first paint. Rejects where its bytes are damaged. */
  html(draft: Uint8Array | DraftOnPage): Promise<string>;
  destroy(): Promise<void>;
}

/** A task as it goes to the worker, and its answer. */
export interface Task {
  readonly id: number;
  readonly name: keyof DraftTasks;
  readonly input: unknown;
}
export type TaskAnswer =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string };

/** A draft without words, to draw for practice. */
const NOTHING = Uint8Array.of(0, 0);

/** How long a worker stays when nobody is here and there is nothing to do, in milliseconds. */
const IDLE_MS = 10 * 60_000;

/** The workers of a process, which can be told that work is to come. */
export interface ReadyDraftWorkers extends DraftWorkers {
  /**
   * Somebody is here: the worker is started, if it is not, and made ready to draw and to compact, so
   * that neither the first page nor the first compaction waits for it; and it stays for a while.
   */
  warm(): void;
}

/**
 * One worker, started when there is work or soon will be, and stopped when there has been none for
 * ten minutes. Where it dies, what it was doing is rejected, and the next task starts another.
 * `workerUrl` is draft-worker.ts where tsx runs the server, and its bundle in production. `idleMs`
 * is for tests.
 */
export function createDraftWorkers(options: {
  workerUrl: URL;
  idleMs?: number;
}): ReadyDraftWorkers {
  const idleMs = options.idleMs ?? IDLE_MS;
  const pending = new Map<
    number,
    { resolve: (output: unknown) => void; reject: (error: Error) => void }
  >();
  let worker: Worker | null = null;
  let idleTimer: NodeJS.Timeout | null = null;
  let lastId = 0;

  const stop = async (why: string) => {
    const stopped = worker;
    worker = null;
    if (idleTimer) clearTimeout(idleTimer);
    for (const { reject } of pending.values()) reject(new Error(why));
    pending.clear();
    await stopped?.terminate();
  };
  /** From now on the worker has nothing to do. */
  const rest = () => {
    if (idleTimer) clearTimeout(idleTimer);
    if (pending.size > 0) return;
    idleTimer = setTimeout(() => void stop("idle"), idleMs);
    idleTimer.unref();
  };
  const start = (): Worker => {
    const started = spawn(options.workerUrl);
    started.on("message", (answer: TaskAnswer) => {
      const task = pending.get(answer.id);
      pending.delete(answer.id);
      if ("error" in answer) task?.reject(new Error(answer.error));
      else task?.resolve(answer.output);
      if (worker === started) rest();
    });
    started.on("error", (error) => {
      if (worker === started) void stop(`the worker broke: ${error.message}`);
    });
    started.on("exit", () => {
      if (worker === started) void stop("the worker is gone");
    });
    started.unref();
    return started;
  };
  const run = (name: keyof DraftTasks, input: unknown): Promise<unknown> => {
    if (idleTimer) clearTimeout(idleTimer);
    worker ??= start();
    lastId += 1;
    const task: Task = { id: lastId, name, input };
    return new Promise((resolve, reject) => {
      pending.set(task.id, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, no window
      worker?.postMessage(task);
    });
  };
  return {
    compact: (parts) => run("compact", parts) as Promise<Compacted>,
    prose: (update) => run("prose", update) as Promise<DraftProse>,
    html: (draft) => run("html", draft) as Promise<string>,
    warm: () => {
      if (worker) rest();
      // Where it can't start, whoever needs it is told.
      else run("html", NOTHING).catch(() => undefined);
    },
    destroy: () => stop("the server stops"),
  };
}

function spawn(workerUrl: URL): Worker {
  if (!workerUrl.pathname.endsWith(".ts")) return new Worker(workerUrl);
  // A worker does not inherit the loader of tsx.
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm/api"));
  const loader = JSON.stringify(tsx.href.replace(/\.cjs$/, ".mjs"));
  const source = JSON.stringify(workerUrl.href);
  const script = `import(${loader}).then((tsx) => { tsx.register(); return import(${source}); })`;
  return new Worker(script, { eval: true });
}
