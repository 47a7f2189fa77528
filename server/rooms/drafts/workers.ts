import type { DraftProse } from "#app/document/draft-prose.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import { TaskTooCostly } from "#server/workers/problems.ts";
import type { Scheduler } from "#server/scheduler.ts";
import type {
  BaselineCuts,
  ChangeCounts,
  Compacted,
  CountedDraft,
  DraftOnPage,
  DraftTask,
  DraftTasks,
  Stored,
} from "./draft-tasks.ts";
import { DraftPaused, PausedDrafts, type UpdateCost } from "./paused-drafts.ts";
import { costsIn, type MeasuredInput } from "./update-costs.ts";
import type { LogRow } from "#server/rooms/log/update-log.ts";

export { DraftPaused } from "./paused-drafts.ts";
export type { PausedDraft, UpdateCost } from "./paused-drafts.ts";

/**
 * Work on whole drafts, outside the event loop. Workers never access the database. Where
 * `documentId` is given, a task that exceeds its limits pauses that draft's tasks, and all of them
 * reject with DraftPaused until the next try (R33).
 */
export interface DraftWorkers {
  /**
   * Compacts base and tail, in order: through a Y.Doc with garbage collection into one update with
   * the same text (R19). Rejects where they can't be fully integrated.
   */
  compact(parts: readonly Uint8Array[], documentId?: string): Promise<Compacted>;
  /** The draft after each of these numbers of rows, as one update compressed with gzip (R37). */
  baselines(input: BaselineCuts, documentId?: string): Promise<readonly Uint8Array[]>;
  /** How many changes each person made since a baseline. */
  countChanges(input: CountedDraft, documentId?: string): Promise<ChangeCounts>;
  /** The prose of a draft's bytes, and its unknown content. Rejects where they are damaged. */
  prose(update: Stored, documentId?: string): Promise<DraftProse>;
  /** The HTML of a draft's first paint. Rejects where its bytes are damaged. */
  html(draft: Stored | DraftOnPage, documentId?: string): Promise<string>;
  destroy(): Promise<void>;
}

/** An empty draft, to warm up the renderer. */
const EMPTY_DRAFT = Uint8Array.of(0, 0);

/** Milliseconds that the first worker stays alive when idle. */
const IDLE_MS = 10 * 60_000;
/** The same for the other workers: each holds about 60 MB. */
const SPARE_IDLE_MS = 60_000;
/** The most workers: one draft can occupy one of them. */
const WORKERS = 2;
/** Time limit of one task in milliseconds; compacting 40,000 words takes 210. */
const TIME_LIMIT_MS = 30_000;
/** Memory limit of one worker's JavaScript heap in MiB: a draft of 32 MiB takes about 400. */
const MEMORY_MIB = 768;

/** The workers of a process, with preparation for expected work. */
interface ReadyDraftWorkers extends DraftWorkers {
  /**
   * Call when somebody is present: starts the worker if needed, and loads what rendering and
   * compaction need, so that neither the first page nor the first compaction waits for it; the
   * worker then stays for a while.
   */
  warm(): void;
  /** The text typed in each of these updates, without integrating them. */
  typedText(updates: readonly Uint8Array[]): Promise<readonly string[]>;
  /** Drafts whose tasks are paused. */
  readonly paused: PausedDrafts;
}

export interface DraftWorkersOptions {
  /** draft-worker.ts where tsx runs the server, its bundle in production. */
  readonly workerUrl: URL;
  /** The organization that leads the draft's matter: tasks take turns by it. */
  readonly organizationOf?: (documentId: string) => Promise<string>;
  /** The rows of a draft, to measure which of them cost so much; without it nothing is measured. */
  readonly rowsOf?: (documentId: string) => Promise<readonly LogRow[]>;
  readonly onPaused?: (documentId: string, why: "time" | "memory") => void;
  readonly now?: () => Date;
  /** The scheduler of the workers' times; default: the process's own. */
  readonly scheduler?: Scheduler;
  readonly idleMs?: number;
  readonly workers?: number;
  readonly timeLimitMs?: number;
  readonly memoryMiB?: number;
}

/**
 * Up to two workers, started on demand. Tasks take turns by organization, and one organization
 * occupies all workers but one at most, so that no draft, however expensive, stops another
 * organization's (R33).
 */
export function createDraftWorkers(options: DraftWorkersOptions): ReadyDraftWorkers {
  const workers = Math.max(1, options.workers ?? WORKERS);
  const idleMs = options.idleMs ?? IDLE_MS;
  const pool = createWorkerPool<DraftTask, unknown>({
    url: options.workerUrl,
    // A thread, because the bytes and the progress of measuring (update-costs.ts) are in shared
    // memory.
    runtime: "thread",
    workers,
    mostOfOne: Math.max(1, workers - 1),
    waiting: { inAll: 400, ofOne: 100 },
    timeLimitMs: options.timeLimitMs ?? TIME_LIMIT_MS,
    memoryMiB: options.memoryMiB ?? MEMORY_MIB,
    idleMs,
    spareIdleMs: Math.min(idleMs, SPARE_IDLE_MS),
    afterError: "keep",
    scheduler: options.scheduler,
  });
  const organizations = new Map<string, Promise<string>>();
  const paused = new PausedDrafts(options.now ?? (() => new Date()));

  const organizationOf = (documentId: string | null): Promise<string> | string => {
    if (documentId === null || !options.organizationOf) return "";
    const known = organizations.get(documentId);
    if (known) return known;
    // Cached for good: the lead of a matter never changes.
    const asked = options.organizationOf(documentId).catch(() => {
      organizations.delete(documentId);
      return "";
    });
    if (organizations.size >= ORGANIZATIONS_KEPT) organizations.clear();
    organizations.set(documentId, asked);
    return asked;
  };

  function failed(documentId: string, error: unknown): unknown {
    if (!(error instanceof TaskTooCostly)) {
      paused.done(documentId, false);
      return error;
    }
    const pause = paused.tooCostly(documentId, error.why);
    options.onPaused?.(documentId, error.why);
    if (!pause.costs) void measure(documentId).catch(() => undefined);
    return new DraftPaused(pause.retryAt);
  }

  /** Measures which rows of the draft cost so much, from the worker's progress. */
  async function measure(documentId: string): Promise<void> {
    const rows = await options.rowsOf?.(documentId);
    if (!rows || rows.length === 0) return;
    const progress = new Float64Array(new SharedArrayBuffer(8 * (rows.length + 1)));
    const input: MeasuredInput = { parts: rows.map(({ bytes }) => bytes), progress };
    const by = await organizationOf(documentId);
    let started = performance.now();
    const admit = () => {
      started = performance.now();
    };
    await pool.run({ name: "measure", input }, { by, admit }).catch(() => undefined);
    const costs: UpdateCost[] = costsIn(rows, progress, performance.now() - started);
    paused.found(documentId, costs);
  }

  async function run(
    name: keyof DraftTasks,
    input: unknown,
    documentId: string | null,
  ): Promise<unknown> {
    const by = await organizationOf(documentId);
    if (documentId === null) return pool.run({ name, input }, { by });
    let isAdmitted = false;
    const admit = () => {
      paused.enter(documentId);
      isAdmitted = true;
    };
    try {
      const output = await pool.run({ name, input }, { by, admit });
      paused.done(documentId, true);
      return output;
    } catch (error) {
      throw isAdmitted ? failed(documentId, error) : error;
    }
  }

  return {
    compact: (parts, documentId) => run("compact", parts, documentId ?? null) as Promise<Compacted>,
    baselines: (input, documentId) =>
      run("baselines", input, documentId ?? null) as Promise<readonly Uint8Array[]>,
    countChanges: (input, documentId) =>
      run("countChanges", input, documentId ?? null) as Promise<ChangeCounts>,
    prose: (update, documentId) => run("prose", update, documentId ?? null) as Promise<DraftProse>,
    html: (draft, documentId) => run("html", draft, documentId ?? null) as Promise<string>,
    typedText: (updates) => run("typedText", updates, null) as Promise<readonly string[]>,
    paused,
    warm: () => {
      // A start failure is reported to the next caller.
      if (!pool.keepReady()) run("html", EMPTY_DRAFT, null).catch(() => undefined);
    },
    destroy: () => pool.close(),
  };
}

/** The number of cached lead organizations of drafts. */
const ORGANIZATIONS_KEPT = 10_000;
