import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Tinypool } from "tinypool";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { TEXT_TASKS, type TextTasks } from "./tasks.ts";
import type { TextTask } from "./worker.ts";

/**
 * Work that grows with a text: long texts go to a process of their own, so that a text of 50,000 paragraphs, which
 * takes seconds, blocks nobody; short ones take a few milliseconds where they are. All refuse
 * `unavailable` where the worker took longer than it may, or too much waits for it.
 */
export type Texts = {
  readonly [Name in keyof TextTasks]: (
    ...args: Parameters<TextTasks[Name]>
  ) => Promise<ReturnType<TextTasks[Name]>>;
};

/** Where texts are worked through in this thread, as in tests. */
export const textsHere: Texts = {
  canonical: async (...args) => TEXT_TASKS.canonical(...args),
  html: async (...args) => TEXT_TASKS.html(...args),
  privateData: async (...args) => TEXT_TASKS.privateData(...args),
  findings: async (...args) => TEXT_TASKS.findings(...args),
};

export interface TextsOptions {
  /** worker.ts where tsx runs the server, and its bundle in production. */
  readonly workerUrl: URL;
  /** Milliseconds that one task may take. */
  readonly timeLimitMs?: number;
}

/** How long the worker stays when there is nothing to do, in milliseconds. */
const IDLE_MS = 60_000;
const TIME_LIMIT_MS = 30_000;
/** How many tasks may wait. */
const WAITING = 60;
/** Mebibytes of objects in the worker. */
const MEMORY_MIB = 768;

/** Starts no worker before there is a long text. */
export function createTexts({ workerUrl, timeLimitMs = TIME_LIMIT_MS }: TextsOptions): Texts & {
  close(): Promise<void>;
} {
  const isSource = workerUrl.pathname.endsWith(".ts");
  const pool = new Tinypool({
    filename: workerUrl.href,
    runtime: "child_process",
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    execArgv: [`--max-old-space-size=${MEMORY_MIB}`, ...(isSource ? ["--import", tsx()] : [])],
    // Nothing of the server's environment: it holds secrets.
    env: { NODE_ENV: process.env["NODE_ENV"] ?? "production" },
  });
  // One after the other, so that nobody's time runs out while they wait for their turn.
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  async function inWorker<T>(task: TextTask): Promise<Outcome<T>> {
    if (waiting >= WAITING) return refuse("unavailable", BUSY);
    waiting += 1;
    const before = last;
    const run = async (): Promise<Outcome<T>> => {
      await before;
      try {
        const signal = AbortSignal.timeout(timeLimitMs);
        return (await pool.run(task, { signal })) as Outcome<T>;
      } catch {
        return refuse("unavailable", TOO_COSTLY);
      } finally {
        waiting -= 1;
      }
    };
    const running = run();
    last = running;
    return running;
  }
  const work =
    <Name extends keyof TextTasks>(name: Name) =>
    async (...args: Parameters<TextTasks[Name]>): Promise<ReturnType<TextTasks[Name]>> => {
      const here = textsHere[name] as (...all: unknown[]) => Promise<ReturnType<TextTasks[Name]>>;
      if (!isLong(args[0])) return here(...args);
      return inWorker({ name, args }) as Promise<ReturnType<TextTasks[Name]>>;
    };
  return {
    canonical: work("canonical"),
    html: work("html"),
    privateData: work("privateData"),
    findings: work("findings"),
    close: () => pool.destroy(),
  };
}

/** Nodes and letters of a text up to which it is worked through at once: about ten milliseconds. */
const SHORT = { nodes: 2_000, letters: 200_000 };

/** Whether a text has more than that; it is looked at no further. */
export function isLong(prose: ProseJSON): boolean {
  let { nodes, letters } = SHORT;
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

/** What runs TypeScript in a worker. Only source needs it; it is no part of the bundle. */
function tsx(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
}

const TOO_COSTLY =
  "Working through this text took more time or memory than it may, so nothing was made or handed out. The text is unchanged; try again in a minute, and if it happens twice, take out what is unusual about it.";
const BUSY =
  "Too many long texts are being worked through at this moment. Nothing was changed; try again in a minute.";
