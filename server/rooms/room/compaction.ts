import type { Limits } from "#app/protocol/limits.ts";
import type { RoomsLog } from "#server/rooms/ports.ts";
import type { Room } from "./room.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import type { BaselineStore, DraftMoment } from "#server/rooms/log/baselines.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { DraftWorkers } from "#server/rooms/drafts/workers.ts";

/** Milliseconds until a failed compaction is retried. */
const RETRY_MS = 60_000;
/**
 * How many baselines one task makes: of drafts above this size one at a time, so that each task
 * stays within its limits (R33).
 */
const BASELINES_AT_ONCE = 8;
const LARGE_BYTES = 2 * 1024 * 1024;
const NOT_COMPACTED = "a draft could not be compacted";

/** Folds the tails of drafts into their bases, in the worker, while people type (R19). */
export class Compaction {
  readonly #running = new Map<Room, Promise<void>>();
  readonly #notBefore = new WeakMap<Room, number>();

  constructor(
    readonly ports: {
      readonly log: UpdateLog;
      readonly workers: DraftWorkers;
      /** Without it no baselines are kept. */
      readonly baselines?: BaselineStore | undefined;
      readonly limits: Limits;
      readonly logger: RoomsLog;
      readonly now: () => Date;
      readonly monotonicNow: () => number;
    },
  ) {}

  isRunning(room: Room): boolean {
    return this.#running.has(room);
  }

  /** Compacts where the tail exceeds its limits. */
  consider(room: Room): void {
    const { tailRows, tailBytes } = this.ports.limits;
    if (room.draft.bytes.tailRows < tailRows && room.draft.bytes.tailBytes < tailBytes) return;
    void this.start(room);
  }

  /** Compacts now, unless it is running already or failed recently; never rejects. */
  async start(room: Room): Promise<void> {
    const running = this.#running.get(room);
    if (running) return running;
    if ((this.#notBefore.get(room) ?? 0) > this.ports.monotonicNow()) return;
    const started = this.#compact(room).finally(() => this.#running.delete(room));
    this.#running.set(room, started);
    await started;
  }

  async #compact(room: Room): Promise<void> {
    const { log, workers, logger } = this.ports;
    const { draft, documentId } = room;
    const from = draft.bytes.baseSequence;
    const { sequence } = draft;
    const { generation } = room;
    const parts = draft.parts();
    try {
      const kept = await this.#keepBaselines(room, from, sequence);
      const compacted = kept.ok ? await workers.compact(parts, documentId) : kept;
      if (!compacted.ok) {
        this.#notBefore.set(room, this.ports.monotonicNow() + RETRY_MS);
        // A pause was logged when it began; and what threw, without naming the draft.
        const { code } = compacted.refusal;
        if (code !== "unavailable") logger.error({ documentId, code }, NOT_COMPACTED);
        return;
      }
      const { bytes, deleted } = compacted.value;
      draft.addDeletions(deleted);
      const base = { sequence, bytes };
      if (await log.swapBase(documentId, from, base, this.ports.now(), generation))
        draft.bytes.rebase(base);
      else await this.#takeTheirs(room);
    } catch (error) {
      this.#notBefore.set(room, this.ports.monotonicNow() + RETRY_MS);
      const message = error instanceof Error ? error.message : String(error);
      logger.error({ documentId, error: message.slice(0, 300) }, NOT_COMPACTED);
    }
  }

  /** Another process compacted it, or it was restored: goes on from the base that is stored. */
  async #takeTheirs(room: Room): Promise<void> {
    const { draft, generation } = room;
    const stored = await this.ports.log.load(room.documentId);
    const { base } = stored ?? {};
    const isLater = base && base.sequence > (draft.bytes.baseSequence ?? 0);
    if (isLater && stored?.generation === generation && base.sequence <= draft.sequence) {
      draft.bytes.rebase(base);
    } else {
      // Not with every commit, until the room has read what the other process wrote.
      this.#notBefore.set(room, this.ports.monotonicNow() + RETRY_MS);
    }
  }

  /**
   * Keeps what somebody's mark, a version or a day needs of what is about to be folded, before it is
   * (R37). What is at `to` stays in the new base.
   */
  async #keepBaselines(
    { documentId, generation }: Room,
    from: number | null,
    to: number,
  ): Promise<Outcome<void>> {
    const { baselines, log, now } = this.ports;
    const range = { from: from ?? 0, below: to };
    const needed = (await baselines?.needed(documentId, range, now())) ?? [];
    if (!baselines || needed.length === 0) return done();
    // As stored: the room may hold it as one update.
    const stored = await log.load(documentId);
    // Another process compacted it meanwhile, and kept them.
    if (!stored || (stored.base?.sequence ?? null) !== from) return done();
    // It was restored meanwhile (R35), and what was read before is not swapped in.
    if (stored.generation !== generation) return done();
    const rows = stored.tail.filter((row) => row.sequence <= to).map((row) => row.bytes);
    const size = rows.reduce((sum, row) => sum + row.length, stored.base?.bytes.length ?? 0);
    const atOnce = size > LARGE_BYTES ? 1 : BASELINES_AT_ONCE;
    const input = { base: stored.base?.bytes ?? null, rows };
    for (let first = 0; first < needed.length; first += atOnce) {
      const some = needed.slice(first, first + atOnce);
      const kept = await this.#keepSome(documentId, some, input, range.from);
      if (!kept.ok) return kept;
    }
    return done();
  }

  async #keepSome(
    documentId: string,
    moments: readonly DraftMoment[],
    input: { readonly base: Uint8Array | null; readonly rows: readonly Uint8Array[] },
    from: number,
  ): Promise<Outcome<void>> {
    const cuts = moments.map(({ sequence }) => sequence - from);
    const made = await this.ports.workers.baselines({ ...input, cuts }, documentId);
    if (!made.ok) return made;
    for (const [index, moment] of moments.entries()) {
      const bytes = made.value[index];
      if (bytes) await this.ports.baselines?.keep(documentId, { ...moment, bytes });
    }
    return done();
  }
}
