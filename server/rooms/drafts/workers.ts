import type { DraftProse } from "#app/document/draft-prose.ts";
import { FairQueue } from "#server/workers/fair-queue.ts";
import { DraftLane, TaskTooCostly } from "./draft-process.ts";
import type { Compacted, DraftOnPage, DraftTasks, Stored } from "./draft-tasks.ts";
import { DraftPaused, PausedDrafts, type UpdateCost } from "./paused-drafts.ts";
import { costsIn, type MeasuredInput } from "./update-costs.ts";
import type { LogRow } from "#server/rooms/log/update-log.ts";

export type { Task, TaskAnswer } from "./draft-process.ts";
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
   * same words (R19). Rejects where some of them can't be integrated.
   */
  compact(parts: readonly Uint8Array[], documentId?: string): Promise<Compacted>;
  /** The prose of a draft's bytes, and what of it can't be shown. Rejects where they are damaged. */
  prose(update: Stored, documentId?: string): Promise<DraftProse>;
  /** The HTML of a draft's first paint. Rejects where its bytes are damaged. */
  html(draft: Stored | DraftOnPage, documentId?: string): Promise<string>;
  destroy(): Promise<void>;
}

/** A draft without words, to draw for practice. */
const NOTHING = Uint8Array.of(0, 0);

/** How long the first worker stays when nobody is here and there is nothing to do, in milliseconds. */
const IDLE_MS = 10 * 60_000;
/** How long the others stay: each holds about 60 MB. */
const SPARE_IDLE_MS = 60_000;
/** Workers at most: one draft holds one, and the others go on. */
const LANES = 2;
/** Milliseconds that one task may take; 40,000 words are compacted in 210. */
const TIME_LIMIT_MS = 30_000;
/** Mebibytes of objects in one worker: a draft of 32 MiB takes about 400. */
const MEMORY_MIB = 768;
/** How many tasks may wait, in all and of one organization. */
const WAITING = { inAll: 400, ofOne: 100 };

/** The workers of a process, which can be told that work is to come. */
export interface ReadyDraftWorkers extends DraftWorkers {
  /**
   * Somebody is here: the worker is started, if it is not, and made ready to draw and to compact, so
   * that neither the first page nor the first compaction waits for it; and it stays for a while.
   */
  warm(): void;
  /** What was typed in each of these updates; they are not worked in. */
  words(updates: readonly Uint8Array[]): Promise<readonly string[]>;
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
  readonly idleMs?: number;
  readonly lanes?: number;
  readonly timeLimitMs?: number;
  readonly memoryMiB?: number;
}

interface Waiting {
  readonly name: keyof DraftTasks;
  readonly input: unknown;
  readonly documentId: string | null;
  readonly organization: string;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Up to two workers, started when there is work or soon will be. Tasks take turns by organization, and
 * one organization holds all workers but one at most, so that no draft, however costly, stops another
 * organization's (R33).
 */
export function createDraftWorkers(options: DraftWorkersOptions): ReadyDraftWorkers {
  const { workerUrl, timeLimitMs = TIME_LIMIT_MS, memoryMiB = MEMORY_MIB } = options;
  const idleMs = options.idleMs ?? IDLE_MS;
  const count = Math.max(1, options.lanes ?? LANES);
  const lanes = Array.from({ length: count }, (_, index) => {
    const rest = index === 0 ? idleMs : Math.min(idleMs, SPARE_IDLE_MS);
    return new DraftLane({ workerUrl, timeLimitMs, memoryMiB, idleMs: rest });
  });
  const most = Math.max(1, count - 1);
  const turns = new FairQueue<Waiting>(WAITING);
  const held = new Map<string, number>();
  const organizations = new Map<string, Promise<string>>();
  const paused = new PausedDrafts(options.now ?? (() => new Date()));
  let isEnding = false;

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

  function next(): void {
    for (const lane of lanes) {
      if (lane.isBusy) continue;
      const waiting = turns.next((organization) => (held.get(organization) ?? 0) < most);
      if (!waiting) return;
      void work(lane, waiting);
    }
  }

  async function work(lane: DraftLane, waiting: Waiting): Promise<void> {
    const { name, input, documentId, organization, resolve, reject } = waiting;
    const isMeasuring = name === "measure";
    try {
      if (documentId !== null && !isMeasuring) paused.enter(documentId);
    } catch (error) {
      reject(error);
      // Whoever waits behind it; not from within, as thousands may be paused.
      setImmediate(next);
      return;
    }
    held.set(organization, (held.get(organization) ?? 0) + 1);
    try {
      const output = await lane.run(name, input);
      if (documentId !== null && !isMeasuring) paused.done(documentId, true);
      resolve(output);
    } catch (error) {
      reject(documentId !== null && !isMeasuring ? failed(documentId, error) : error);
    } finally {
      const left = (held.get(organization) ?? 1) - 1;
      if (left > 0) held.set(organization, left);
      else held.delete(organization);
      next();
    }
  }

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
    const started = performance.now();
    await run("measure", input, documentId).catch(() => undefined);
    const costs: UpdateCost[] = costsIn(rows, progress, performance.now() - started);
    paused.found(documentId, costs);
  }

  async function run(
    name: keyof DraftTasks,
    input: unknown,
    documentId: string | null,
  ): Promise<unknown> {
    const organization = await organizationOf(documentId);
    return new Promise((resolve, reject) => {
      if (isEnding) return reject(new Error("the server stops"));
      const waiting = { name, input, documentId, organization, resolve, reject };
      if (turns.add(organization, waiting)) next();
      else reject(new Error("too many drafts wait to be worked on"));
    });
  }

  return {
    compact: (parts, documentId) => run("compact", parts, documentId ?? null) as Promise<Compacted>,
    prose: (update, documentId) => run("prose", update, documentId ?? null) as Promise<DraftProse>,
    html: (draft, documentId) => run("html", draft, documentId ?? null) as Promise<string>,
    words: (updates) => run("words", updates, null) as Promise<readonly string[]>,
    paused,
    warm: () => {
      if (lanes.some((lane) => lane.isStarted)) for (const lane of lanes.slice(0, 1)) lane.rest();
      // Where it can't start, whoever needs it is told.
      else run("html", NOTHING, null).catch(() => undefined);
    },
    destroy: async () => {
      isEnding = true;
      const stops = new Error("the server stops");
      for (let left = turns.next(); left; left = turns.next()) left.reject(stops);
      await Promise.all(lanes.map((lane) => lane.end(stops)));
    },
  };
}

/** Whose so many drafts are is remembered. */
const ORGANIZATIONS_KEPT = 10_000;
