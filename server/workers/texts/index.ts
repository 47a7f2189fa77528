import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import type { TextTasks } from "./tasks.ts";
import type { TextTask } from "./worker.ts";

/**
 * Work whose cost grows with the text. Long texts go to a separate process, so that a text of
 * 50,000 paragraphs, which takes seconds, blocks nobody; short ones take a few milliseconds in
 * place. All refuse `unavailable` where the worker exceeded its limits or too many tasks wait.
 */
export type Texts = {
  readonly [Name in keyof TextTasks]: (
    ...args: Parameters<TextTasks[Name]>
  ) => Promise<ReturnType<TextTasks[Name]>>;
};

/** Loaded with the first text: they bring all templates and renderings. */
const tasks = async () => (await import("./tasks.ts")).TEXT_TASKS;

/** Processes texts in this thread: short ones, and all of them in tests. */
export const textsHere: Texts = {
  canonical: async (...args) => (await tasks()).canonical(...args),
  kept: async (...args) => (await tasks()).kept(...args),
  first: async (...args) => (await tasks()).first(...args),
  begun: async (...args) => (await tasks()).begun(...args),
  html: async (...args) => (await tasks()).html(...args),
  paint: async (...args) => (await tasks()).paint(...args),
  privateData: async (...args) => (await tasks()).privateData(...args),
  findings: async (...args) => (await tasks()).findings(...args),
  searchable: async (...args) => (await tasks()).searchable(...args),
  searchableVersion: async (...args) => (await tasks()).searchableVersion(...args),
};

interface TextsOptions {
  /** worker.ts where tsx runs the server, its bundle in production. */
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
  /** Milliseconds that one task may take. */
  readonly timeLimitMs?: number;
}

/** The worker starts with the first long text. */
export function createTexts({ workerUrl, failures, timeLimitMs = 30_000 }: TextsOptions): Texts & {
  close(): Promise<void>;
} {
  const pool = createWorkerPool<TextTask, unknown>({
    name: "texts",
    failures,
    url: workerUrl,
    // A text of 50,000 paragraphs may exhaust memory; in a process of its own only that process
    // fails.
    runtime: "process",
    waiting: { inAll: 60, ofOne: 60 },
    timeLimitMs,
    memoryMiB: 768,
    idleMs: 60_000,
    afterError: "replace",
  });
  async function inWorker<T>(task: TextTask): Promise<Outcome<T>> {
    const worked = await pool.run(task);
    if (worked.ok) return worked.value as Outcome<T>;
    return refusedTask(worked.refusal, { tooCostly: TOO_COSTLY, busy: BUSY });
  }
  const work =
    <Name extends keyof TextTasks>(name: Name, short = SHORT) =>
    async (...args: Parameters<TextTasks[Name]>): Promise<ReturnType<TextTasks[Name]>> => {
      const here = textsHere[name] as (...all: unknown[]) => Promise<ReturnType<TextTasks[Name]>>;
      const [text] = args;
      const isShort = typeof text === "string" ? text.length < short.stored : !isLong(text, short);
      if (isShort) return here(...args);
      return inWorker({ name, args }) as Promise<ReturnType<TextTasks[Name]>>;
    };
  return {
    canonical: work("canonical"),
    kept: work("kept"),
    first: work("first", SHORT_WRITTEN),
    begun: work("begun", SHORT_WRITTEN),
    html: work("html"),
    paint: work("paint"),
    privateData: work("privateData"),
    findings: work("findings"),
    searchable: work("searchable"),
    searchableVersion: work("searchableVersion"),
    close: () => pool.close(),
  };
}

/** Up to this many nodes and characters, and of its stored form, a text is processed in place: about ten milliseconds. */
const SHORT = { nodes: 2_000, letters: 200_000, stored: 300_000 };
/** The same of one that is written as a draft, which takes several times as long. */
const SHORT_WRITTEN: typeof SHORT = { nodes: 500, letters: 50_000, stored: 50_000 };

/** Whether a text exceeds what is short; stops counting as soon as it does. */
export function isLong(prose: ProseJSON, short = SHORT): boolean {
  let { nodes, letters } = short;
  const stack: ProseNode[] = [prose];
  for (let node = stack.pop(); node; node = stack.pop()) {
    nodes -= 1;
    letters -= node.text?.length ?? 0;
    const children = node.content ?? [];
    if (nodes < children.length || letters < 0) return true;
    for (const child of children) stack.push(child);
  }
  return false;
}

const TOO_COSTLY = refuse(
  "unavailable",
  "Working through this text took more time or memory than it may, so nothing was made or handed out. The text is unchanged; try again in a minute, and if it happens twice, take out what is unusual about it.",
);
const BUSY =
  "Too many long texts are being worked through at this moment. Nothing was changed; try again in a minute.";
