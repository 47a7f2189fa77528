import type { TextPaint } from "#app/document/rendering/text-paint.ts";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { DraftEdit } from "#app/document/acceptance/draft-edit.ts";
import type { DraftProse } from "#app/document/draft-prose.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { refusedTask } from "#server/workers/task-refusal.ts";
import type { Scheduler } from "#server/scheduler.ts";
import type {
  BaselineCuts,
  ChangeCounts,
  Compacted,
  CountedDraft,
  DecidedAndOpen,
  DraftOnPage,
  DraftTask,
  DraftTasks,
  EditedDraft,
  ForeignDraft,
  FoundConflicts,
  MadeBaseline,
  MeasuredConflicts,
  Stored,
} from "./draft-tasks.ts";
import { PausedDrafts, refusedWhilePaused, type UpdateCost } from "./paused-drafts.ts";
import { costsIn, type MeasuredInput } from "./update-costs.ts";
import type { LogRow } from "#server/rooms/log/update-log.ts";

/**
 * Work on whole drafts, outside the event loop. Workers never access the database. Where
 * `documentId` is given, a task that exceeds its limits pauses that draft's tasks, and all of them
 * are refused as `unavailable` until the next try (R33), as they are where too many wait. Bytes that
 * are damaged or don't fit each other are refused as `our-fault`: whoever asked can't have done it.
 */
export interface DraftWorkers {
  /**
   * Compacts base and tail, in order: through a Y.Doc with garbage collection into one update with
   * the same text (R19).
   */
  compact(parts: readonly Uint8Array[], documentId?: string): Promise<Outcome<Compacted>>;
  /** The draft after each of these numbers of rows, as one update compressed with gzip (R37, R43). */
  baselines(input: BaselineCuts, documentId?: string): Promise<Outcome<readonly MadeBaseline[]>>;
  /** The parts of a kept state as one update, all of them compressed with gzip (R43). */
  joined(parts: readonly Uint8Array[], documentId?: string): Promise<Outcome<Uint8Array>>;
  /** How many changes each person made since a baseline. */
  countChanges(input: CountedDraft, documentId?: string): Promise<Outcome<ChangeCounts>>;
  /** Builds what a command writes into a draft (R40). */
  edit(input: EditedDraft, documentId?: string): Promise<Outcome<DraftEdit>>;
  /** Which of the open suggestions lost their words to an accepted one, by index (M12). */
  overtaken(input: DecidedAndOpen, documentId?: string): Promise<Outcome<readonly number[]>>;
  /** The prose of a draft's bytes, and its unknown content. */
  prose(update: Stored, documentId?: string): Promise<Outcome<DraftProse>>;
  /** How much work the draft is for whoever opens it, without and with an update (R33a). */
  conflicts(input: MeasuredConflicts, documentId?: string): Promise<Outcome<FoundConflicts>>;
  /** A draft as it is shown until an editor takes its place. */
  paint(draft: Stored | DraftOnPage, documentId?: string): Promise<Outcome<TextPaint>>;
  /** Whether every piece of a draft from elsewhere is one that a room takes (R6). */
  checked(draft: ForeignDraft): Promise<Outcome<boolean>>;
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
  typedText(updates: readonly Uint8Array[]): Promise<Outcome<readonly string[]>>;
  /** Drafts whose tasks are paused. */
  readonly paused: PausedDrafts;
}

export interface DraftWorkersOptions {
  /** draft-worker.ts where tsx runs the server, its bundle in production. */
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
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
    name: "drafts",
    failures: options.failures,
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
  const now = options.now ?? (() => new Date());
  const organizations = new Map<string, { readonly lead: Promise<string>; readonly at: number }>();
  const paused = new PausedDrafts(now);

  const organizationOf = (documentId: string | null): Promise<string> | string => {
    if (documentId === null || !options.organizationOf) return "";
    const at = now().getTime();
    const known = organizations.get(documentId);
    if (known && at - known.at < LEAD_KEPT_MS) return known.lead;
    const lead = options.organizationOf(documentId).catch(() => {
      organizations.delete(documentId);
      return "";
    });
    if (organizations.size >= ORGANIZATIONS_KEPT) organizations.clear();
    organizations.set(documentId, { lead, at });
    return lead;
  };

  function pause(documentId: string, why: "time" | "memory") {
    const entry = paused.tooCostly(documentId, why);
    options.onPaused?.(documentId, why);
    if (!entry.costs) void measure(documentId);
    return refusedWhilePaused(entry.retryAt);
  }

  /** Measures which rows of the draft cost so much, from the worker's progress. */
  async function measure(documentId: string): Promise<void> {
    // Measured with the next failure, where the database does not answer.
    const rows = await options.rowsOf?.(documentId).catch(() => []);
    if (!rows || rows.length === 0) return;
    const progress = new Float64Array(new SharedArrayBuffer(8 * (rows.length + 1)));
    const input: MeasuredInput = { parts: rows.map(({ bytes }) => bytes), progress };
    const by = await organizationOf(documentId);
    let started = performance.now();
    const isWanted = () => {
      started = performance.now();
      return true;
    };
    // However it ends, what it measured until then is in the shared memory.
    await pool.run({ name: "measure", input }, { by, isWanted });
    const costs: UpdateCost[] = costsIn(rows, progress, performance.now() - started);
    paused.found(documentId, costs);
  }

  async function run(
    name: keyof DraftTasks,
    input: unknown,
    documentId: string | null,
  ): Promise<Outcome<unknown>> {
    const by = await organizationOf(documentId);
    if (documentId === null) {
      const worked = await pool.run({ name, input }, { by });
      return worked.ok ? worked : refusedTask(worked.refusal, TOLD);
    }
    let isBegun = false;
    const isWanted = () => (isBegun = paused.enter(documentId));
    const worked = await pool.run({ name, input }, { by, isWanted });
    if (!worked.ok && worked.refusal.code === "too-costly") {
      return pause(documentId, worked.refusal.why);
    }
    if (isBegun) paused.done(documentId, worked.ok);
    if (worked.ok) return worked;
    const { retryAt } = paused.get(documentId) ?? {};
    const isPaused = worked.refusal.code === "not-wanted" && retryAt !== undefined;
    return isPaused ? refusedWhilePaused(retryAt) : refusedTask(worked.refusal, TOLD);
  }

  return {
    compact: (parts, documentId) =>
      run("compact", parts, documentId ?? null) as Promise<Outcome<Compacted>>,
    baselines: (input, documentId) =>
      run("baselines", input, documentId ?? null) as Promise<Outcome<readonly MadeBaseline[]>>,
    joined: (parts, documentId) =>
      run("joined", parts, documentId ?? null) as Promise<Outcome<Uint8Array>>,
    countChanges: (input, documentId) =>
      run("countChanges", input, documentId ?? null) as Promise<Outcome<ChangeCounts>>,
    edit: (input, documentId) =>
      run("edit", input, documentId ?? null) as Promise<Outcome<DraftEdit>>,
    overtaken: (input, documentId) =>
      run("overtaken", input, documentId ?? null) as Promise<Outcome<readonly number[]>>,
    conflicts: (input, documentId) =>
      run("conflicts", input, documentId ?? null) as Promise<Outcome<FoundConflicts>>,
    prose: (update, documentId) =>
      run("prose", update, documentId ?? null) as Promise<Outcome<DraftProse>>,
    paint: (draft, documentId) =>
      run("paint", draft, documentId ?? null) as Promise<Outcome<TextPaint>>,
    checked: (draft) => run("checked", draft, null) as Promise<Outcome<boolean>>,
    typedText: (updates) => run("typedText", updates, null) as Promise<Outcome<readonly string[]>>,
    paused,
    warm: () => {
      if (!pool.keepReady()) void run("paint", EMPTY_DRAFT, null);
    },
    destroy: () => pool.close(),
  };
}

/** The number of cached lead organizations of drafts. */
const ORGANIZATIONS_KEPT = 10_000;
/** How long the lead of a matter counts as such after it was read: it can be handed over. */
const LEAD_KEPT_MS = 60_000;

const TOLD = {
  tooCostly: refuse("unavailable"),
  busy: "Too many drafts are being worked through at this moment. Nothing was changed; try again in a minute.",
};
