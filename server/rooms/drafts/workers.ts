import type { DraftProse } from "#app/document/draft-prose.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import { TaskTooCostly } from "#server/workers/problems.ts";
import type { Scheduler } from "#server/scheduler.ts";
import type { Compacted, DraftOnPage, DraftTask, DraftTasks, Stored } from "./draft-tasks.ts";
import { DraftPaused, PausedDrafts, type UpdateCost } from "./paused-drafts.ts";
import { costsIn, type MeasuredInput } from "./update-costs.ts";
import type { LogRow } from "#server/rooms/log/update-log.ts";

export { DraftPaused } from "./paused-drafts.ts";
export type { PausedDraft, UpdateCost } from "./paused-drafts.ts";

/**
 * Work on whole drafts, away from the event loop. Workers never touch the database. Where it is said
 * whose draft it is, a task that goes past its limits pauses that draft's tasks, and every task of it
 * rejects with DraftPaused until it is tried again (R33).
 */
export interface DraftWorkers {
  /**
   * Base and tail, in order, through a Y.Doc with garbage collection into one update that holds the
   * same text (R19). Rejects where some of them can't be integrated.
   */
  compact(parts: readonly Uint8Array[], documentId?: string): Promise<Compacted>;
  /** The prose of a draft's bytes, and what of it can't be shown. Rejects where they are damaged. */
  prose(update: Stored, documentId?: string): Promise<DraftProse>;
  /** The HTML of a draft's first paint. Rejects where its bytes are damaged. */
  html(draft: Stored | DraftOnPage, documentId?: string): Promise<string>;
  destroy(): Promise<void>;
}

/** An empty draft, to draw for practice. */
const NOTHING = Uint8Array.of(0, 0);

/** How long the first worker stays when nobody is here and there is nothing to do, in milliseconds. */
const IDLE_MS = 10 * 60_000;
/** How long the others stay: each holds about 60 MB. */
const SPARE_IDLE_MS = 60_000;
/** Workers at most: one draft holds one, and the others go on. */
const WORKERS = 2;
/** Milliseconds that one task may take; 40,000 words are compacted in 210. */
const TIME_LIMIT_MS = 30_000;
/** Mebibytes of objects in one worker: a draft of 32 MiB takes about 400. */
const MEMORY_MIB = 768;

/** The workers of a process, which can be told that work is to come. */
export interface ReadyDraftWorkers extends DraftWorkers {
  /**
   * Somebody is here: the worker is started, if it is not, and made ready to draw and to compact, so
   * that neither the first page nor the first compaction waits for it; and it stays for a while.
   */
  warm(): void;
  /** What was typed in each of these updates; they are not worked in. */
  typedText(updates: readonly Uint8Array[]): Promise<readonly string[]>;
  /** Drafts whose tasks pause. */
  readonly paused: PausedDrafts;
}

export interface DraftWorkersOptions {
  /** draft-worker.ts where tsx runs the server, and its bundle in production. */
  readonly workerUrl: URL;
  /** The organization that leads the draft's matter: tasks take turns by it. */
  readonly organizationOf?: (documentId: string) => Promise<string>;
  /** The rows of a draft, to find out which of them costs so much; it is not found out without. */
  readonly rowsOf?: (documentId: string) => Promise<readonly LogRow[]>;
  readonly onPaused?: (documentId: string, why: "time" | "memory") => void;
  readonly now?: () => Date;
  /** By what the workers' times run; the process's own where left out. */
  readonly scheduler?: Scheduler;
  readonly idleMs?: number;
  readonly workers?: number;
  readonly timeLimitMs?: number;
  readonly memoryMiB?: number;
}

/**
 * Up to two workers, started when there is work or soon will be. Tasks take turns by organization, and
 * one organization holds all workers but one at most, so that no draft, however costly, stops another
 * organization's (R33).
 */
export function createDraftWorkers(options: DraftWorkersOptions): ReadyDraftWorkers {
  const workers = Math.max(1, options.workers ?? WORKERS);
  const idleMs = options.idleMs ?? IDLE_MS;
  const pool = createWorkerPool<DraftTask, unknown>({
    url: options.workerUrl,
    // Bytes in, and what the worker is at while it measures (update-costs.ts), lie in shared memory.
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
    // The lead of a matter never changes.
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

  /** Finds out which rows of the draft cost so much: the worker notes what it is at. */
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
    prose: (update, documentId) => run("prose", update, documentId ?? null) as Promise<DraftProse>,
    html: (draft, documentId) => run("html", draft, documentId ?? null) as Promise<string>,
    typedText: (updates) => run("typedText", updates, null) as Promise<readonly string[]>,
    paused,
    warm: () => {
      // Where it can't start, whoever needs it is told.
      if (!pool.keepReady()) run("html", NOTHING, null).catch(() => undefined);
    },
    destroy: () => pool.close(),
  };
}

/** Whose so many drafts are is remembered. */
const ORGANIZATIONS_KEPT = 10_000;
