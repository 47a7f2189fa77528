import { tmpdir } from "node:os";
import path from "node:path";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Log } from "#server/log.ts";
import type { Blobs } from "#server/blobs/index.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import { rootFolder } from "#server/root-folder.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { TooMuchWaits } from "#server/workers/problems.ts";
import { refusedTask, type TaskRefusal } from "#server/workers/task-refusal.ts";
import { attachedExhibits } from "./attached.ts";
import type { CardInput, RedlineInput, TypesetInput } from "./input.ts";
import type { TypesetAnswer, TypesetTask } from "./messages.ts";
import type { Pages } from "./typst-compiler.ts";
import type { Scheduler } from "#server/scheduler.ts";

export type { Marking, RedlineInput, TypesetInput } from "./input.ts";
export type { Pages } from "./typst-compiler.ts";

export interface Typesetter {
  /**
   * Typesets a document: PDF/A-2a bytes and the number of pages; with exhibits, bytes that claim no
   * standard. Deterministic. Refuses what can't be printed or is incomplete, with a sentence that
   * names the block; without capacity, with `unavailable` (too many wait, or the process crashed)
   * or `too-large` (the time limit was exceeded). A refusal has no side effects.
   */
  typeset(input: TypesetInput, asked: TypesetRequest): Promise<Outcome<Pages>>;
  /**
   * Typesets what differs between two texts, in the same turns; refuses as `typeset` does.
   */
  redline(input: RedlineInput, asked: TypesetRequest): Promise<Outcome<Pages>>;
  /** Typesets the picture of a public page, in the same turns; refuses as `typeset` does. */
  card(input: CardInput, asked: TypesetRequest): Promise<Outcome<Pages>>;
  /** The process's memory after its last document, in bytes; 0 before the first one. */
  readonly memory: number;
  /** Ends the process; waiting documents are refused. */
  close(): Promise<void>;
}

export interface TypesetRequest {
  /** The id of the person who asks: people take turns. */
  readonly by: string;
  /**
   * Called when its turn has come; false drops it as `unavailable`, since nobody waits for it any
   * more.
   */
  readonly isWanted?: () => boolean;
}

export interface TypesetterOptions {
  /** The worker's module: worker.ts, or its bundle. */
  readonly workerUrl: URL;
  /** The store of exhibits' PDFs; without it a document with one is refused. */
  readonly blobs?: Pick<Blobs, "withFiles">;
  readonly log: Pick<Log, "error">;
  readonly failures: WorkerFailures;
  /** Time limit of one document, in milliseconds. */
  readonly timeLimit?: number;
  /** The most waiting documents, in total and per person. */
  readonly queueLimit?: number;
  readonly personLimit?: number;
  /** The process is replaced after a document when it uses more than this, in bytes. */
  readonly memoryLimit?: number;
  /** The process ends after this many idle milliseconds. */
  readonly idleLimit?: number;
  /** Default: the process's own. */
  readonly scheduler?: Scheduler;
}

/** Typesets in a separate process, one document after the other; see `Typesetter`. */
export function createTypesetter(options: TypesetterOptions): Typesetter {
  const { log, timeLimit = 30_000, memoryLimit = 1_000_000_000, blobs } = options;
  const root = rootFolder();
  const pool = createWorkerPool<TypesetTask, TypesetAnswer>({
    name: "typesetting",
    failures: options.failures,
    url: options.workerUrl,
    // The compiler is native code: a crash must not affect the server.
    runtime: "process",
    waiting: { inAll: options.queueLimit ?? 40, ofOne: options.personLimit ?? 10 },
    timeLimitMs: timeLimit,
    // A long document leaves half a gigabyte in the process, which an idle workspace needs
    // elsewhere.
    idleMs: options.idleLimit ?? 120_000,
    isSpent: (answer) => answer.memory > memoryLimit,
    afterError: "replace",
    scheduler: options.scheduler,
    flags: ["--enable-source-maps"],
    // The machine's time zone, language and fonts must have no effect.
    env: {
      TZ: "UTC",
      LANG: "C",
      TMPDIR: tmpdir(),
      FONTCONFIG_FILE: path.join(root, "server", "typesetting", "no-system-fonts.conf"),
    },
  });
  let memory = 0;

  function refused(refusal: TaskRefusal): Outcome<Pages> {
    if (refusal.code === "not-wanted") return refuse("unavailable", NOT_WANTED);
    const isTooLong = refusal.code === "too-costly" && refusal.why === "time";
    if (isTooLong) log.error({ timeLimit }, "A document took longer to set than it may");
    const tooCostly = isTooLong ? refuse("too-large", TOO_LONG) : refuse("unavailable", WENT_DOWN);
    return refusedTask(refusal, { tooCostly, busy: QUEUE_FULL });
  }

  async function set(
    input: TypesetTask["input"],
    { by, isWanted }: TypesetRequest,
  ): Promise<Outcome<Pages>> {
    const run = async (exhibits: TypesetTask["exhibits"]): Promise<Outcome<Pages>> => {
      const answer = await pool.run({ input, exhibits }, { by, isWanted });
      if (!answer.ok) return refused(answer.refusal);
      memory = answer.value.memory;
      return answer.value.outcome;
    };
    const hashes = hashesIn(input);
    // Without exhibits it takes its turn at once, in the order in which it was asked for.
    if (!blobs || hashes.length === 0) return run({});
    try {
      return await blobs.withFiles(hashes, by, run);
    } catch (error) {
      if (error instanceof TooMuchWaits) return refuse("unavailable", QUEUE_FULL);
      if (error instanceof StorageProblem) return refuse("unavailable", NO_EXHIBITS);
      throw error;
    }
  }

  return {
    get memory() {
      return memory;
    },
    typeset: set,
    redline: set,
    card: set,
    close: () => pool.close(),
  };
}

/** The exhibits whose pages follow the text; previews have only their slip sheets. */
function hashesIn(input: TypesetTask["input"]): readonly string[] {
  if ("redline" in input || "card" in input || input.preview) return [];
  return attachedExhibits(input).map(({ file }) => file.sha256);
}

const NO_EXHIBITS =
  "The pages could not be laid out because the place where exhibits are kept doesn’t answer at this moment. The text is unchanged, and no exhibit is lost; try again in a minute, and if it lasts, tell whoever runs this workspace.";
const TOO_LONG =
  "The pages took longer to lay out than they may. The text is unchanged; try again, and if it happens twice, take out what is unusual about it, such as a very large table.";
const WENT_DOWN =
  "The pages could not be laid out because the program that does it went down; it has been started again. The text is unchanged; try again, and tell whoever runs this workspace if it happens twice.";
const NOT_WANTED =
  "These pages were not laid out, as other pages of the document were asked for meanwhile. The text is unchanged.";
const QUEUE_FULL =
  "Too many documents are being laid out at this moment. The text is unchanged; try again in a minute.";
