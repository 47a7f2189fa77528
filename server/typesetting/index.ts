import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { done, refuse } from "#app/domain/refusal.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Log } from "#server/log.ts";
import { rootFolder } from "#server/root-folder.ts";
import { FairQueue } from "#server/workers/fair-queue.ts";
import type { TypesetInput } from "./input.ts";
import type { Answer, Job } from "./messages.ts";
import type { Pages } from "./typst-compiler.ts";

export type { Marking, TypesetInput } from "./input.ts";
export type { Pages } from "./typst-compiler.ts";

export interface Typesetter {
  /**
   * Sets a document: PDF/A-2a bytes and the number of pages; with exhibits, bytes that claim no
   * standard. The same input gives the same bytes.
   * Refuses, with a sentence that names the block, what can't be printed or is not whole; and, when
   * the machine is at its end, with `unavailable` (too much waits or the process went down) or
   * `too-large` (the time limit is over). A refusal leaves nothing half done.
   */
  typeset(input: TypesetInput, asked: Asked): Promise<Outcome<Pages>>;
  /** What the process held after its last document, in bytes; 0 before the first one. */
  readonly memory: number;
  /** Ends the process; what still waits is refused. */
  close(): Promise<void>;
}

export interface Asked {
  /** The id of whoever asks: people take turns. */
  readonly by: string;
  /** Asked when its turn has come; false drops it as `unavailable`, as nobody waits for it now. */
  readonly isWanted?: () => boolean;
}

export interface TypesetterOptions {
  /** The worker's module: worker.ts, or what the bundle made of it. */
  readonly workerUrl: URL;
  /** Where exhibits' PDFs lie by their hashes; without it a document with one is refused. */
  readonly exhibitsFolder?: string;
  readonly log: Pick<Log, "warn" | "error">;
  /** How long one document may take, in milliseconds. */
  readonly timeLimit?: number;
  /** How many documents may wait, in all and of one person. */
  readonly queueLimit?: number;
  readonly personLimit?: number;
  /** The process is replaced after a document when it holds more than this, in bytes. */
  readonly memoryLimit?: number;
  /** The process ends when nothing was asked of it for so long, in milliseconds. */
  readonly idleLimit?: number;
}

interface Waiting {
  readonly job: Job;
  readonly isWanted: () => boolean;
  readonly settle: (outcome: Outcome<Pages>) => void;
}

/** Typesets in a process of its own, one document after the other; see docs of `Typesetter`. */
export function createTypesetter(options: TypesetterOptions): Typesetter {
  const { log, timeLimit = 30_000, memoryLimit = 1_000_000_000, idleLimit = 120_000 } = options;
  const queue = new FairQueue<Waiting>({
    inAll: options.queueLimit ?? 40,
    ofOne: options.personLimit ?? 10,
  });
  let child: ChildProcess | null = null;
  let current: (Waiting & { readonly timer: NodeJS.Timeout }) | null = null;
  let idle: NodeJS.Timeout | undefined;
  let closed = false;
  let jobs = 0;
  let memory = 0;

  function next(): void {
    if (current !== null) return;
    const waiting = nextWanted();
    if (waiting === undefined) {
      // An idle process does not keep the server from ending.
      hold(child, false);
      clearTimeout(idle);
      idle = setTimeout(rest, idleLimit).unref();
      return;
    }
    clearTimeout(idle);
    child ??= start();
    hold(child, true);
    const timer = setTimeout(() => stop(child, "time"), timeLimit);
    current = { ...waiting, timer };
    child.send(waiting.job, (error) => {
      // The process went down between two documents; its exit settles this one.
      if (error) log.warn({ error }, "A document could not be handed to the typesetting process");
    });
  }

  /** A long document leaves half a gigabyte in the process, which a workspace at rest can use. */
  function rest(): void {
    const resting = child;
    child = null;
    resting?.kill("SIGKILL");
  }

  function nextWanted(): Waiting | undefined {
    for (;;) {
      const waiting = queue.next();
      if (waiting === undefined || waiting.isWanted()) return waiting;
      waiting.settle(refuse("unavailable", NOT_WANTED));
    }
  }

  function settle(outcome: Outcome<Pages>): void {
    if (current === null) return;
    const { settle: tell, timer } = current;
    clearTimeout(timer);
    current = null;
    tell(outcome);
  }

  function stop(process: ChildProcess | null, why: "time" | "memory"): void {
    if (process === null) return;
    if (child === process) child = null;
    process.kill("SIGKILL");
    if (why === "time") {
      log.error({ timeLimit }, "A document took longer to set than it may");
      settle(refuse("too-large", TOO_LONG));
      next();
    }
  }

  function start(): ChildProcess {
    const started = forkWorker(options);
    started.on("message", (answer: Answer) => {
      if (child !== started || current?.job.job !== answer.job) return;
      memory = answer.memory;
      settle(answer.ok ? done(answer.value) : { ok: false, refusal: answer.refusal });
      if (answer.memory > memoryLimit) stop(started, "memory");
      next();
    });
    const gone = (detail: unknown) => {
      if (child !== started) return;
      child = null;
      log.error({ detail }, "The typesetting process went down");
      settle(refuse("unavailable", WENT_DOWN));
      next();
    };
    started.on("error", gone);
    started.on("exit", (code, signal) => gone({ code, signal }));
    return started;
  }

  return {
    get memory() {
      return memory;
    },
    typeset(input, { by, isWanted = () => true }) {
      if (closed) return Promise.resolve(refuse("unavailable"));
      jobs += 1;
      const job = { job: jobs, input };
      return new Promise((resolve) => {
        if (queue.add(by, { job, isWanted, settle: resolve })) next();
        else resolve(refuse("unavailable", QUEUE_FULL));
      });
    },
    async close() {
      closed = true;
      clearTimeout(idle);
      const ending = child;
      child = null;
      for (let left = queue.next(); left; left = queue.next()) left.settle(refuse("unavailable"));
      settle(refuse("unavailable"));
      if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
      hold(ending, true);
      const exit = once(ending, "exit");
      ending.kill("SIGKILL");
      await exit;
    },
  };
}

function forkWorker({ workerUrl, exhibitsFolder }: TypesetterOptions): ChildProcess {
  const root = rootFolder();
  return fork(fileURLToPath(workerUrl), exhibitsFolder === undefined ? [] : [exhibitsFolder], {
    cwd: root,
    // In development the worker is TypeScript, whatever runs the server.
    execArgv: workerUrl.pathname.endsWith(".ts") ? ["--import", "tsx"] : ["--enable-source-maps"],
    serialization: "advanced",
    // Nothing of the server's environment: it holds secrets, and the machine's zone and language
    // must not matter.
    env: {
      NODE_ENV: process.env.NODE_ENV,
      TZ: "UTC",
      LANG: "C",
      TMPDIR: tmpdir(),
      FONTCONFIG_FILE: path.join(root, "server", "typesetting", "no-system-fonts.conf"),
    },
  });
}

function hold(child: ChildProcess | null, held: boolean): void {
  if (held) {
    child?.ref();
    child?.channel?.ref();
  } else {
    child?.unref();
    child?.channel?.unref();
  }
}

const TOO_LONG =
  "The pages took longer to lay out than they may. The text is unchanged; try again, and if it happens twice, take out what is unusual about it, such as a very large table.";
const WENT_DOWN =
  "The pages could not be laid out because the program that does it went down; it has been started again. The text is unchanged; try again, and tell whoever runs this workspace if it happens twice.";
const NOT_WANTED =
  "These pages were not laid out, as other pages of the document were asked for meanwhile. The text is unchanged.";
const QUEUE_FULL =
  "Too many documents are being laid out at this moment. The text is unchanged; try again in a minute.";
