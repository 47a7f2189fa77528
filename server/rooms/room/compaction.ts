import { shortMessageOf } from "#server/message-of.ts";
import type { Limits } from "#app/protocol/limits.ts";
import type { RoomsLog } from "#server/rooms/ports.ts";
import type { Room } from "./room.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import type { BaselineStore } from "#server/rooms/log/baselines.ts";
import { keepBaselines } from "./keep-baselines.ts";
import { done } from "#app/domain/refusal.ts";
import type { DraftWorkers } from "#server/rooms/drafts/workers.ts";

/** Milliseconds until a failed compaction is retried. */
const RETRY_MS = 60_000;
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
      const { baselines } = this.ports;
      const range = { generation, from, to: sequence };
      const kept = baselines
        ? await keepBaselines(documentId, range, { log, workers, baselines })
        : done();
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
      logger.error({ documentId, error: shortMessageOf(error) }, NOT_COMPACTED);
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
}
