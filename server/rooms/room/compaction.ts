import type { Limits } from "#app/protocol/limits.ts";
import type { RoomsLog } from "#server/rooms/ports.ts";
import type { Room } from "./room.ts";
import type { UpdateLog } from "#server/rooms/log/update-log.ts";
import { DraftPaused } from "#server/rooms/drafts/paused-drafts.ts";
import type { DraftWorkers } from "#server/rooms/drafts/workers.ts";

/** Milliseconds until a failed compaction is retried. */
const RETRY_MS = 60_000;

/** Folds the tails of drafts into their bases, in the worker, while people type (R19). */
export class Compaction {
  readonly #running = new Map<Room, Promise<void>>();
  readonly #notBefore = new WeakMap<Room, number>();

  constructor(
    readonly ports: {
      readonly log: UpdateLog;
      readonly workers: DraftWorkers;
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
    try {
      const { bytes, deleted } = await workers.compact(draft.parts(), documentId);
      draft.addDeletions(deleted);
      const base = { sequence, bytes };
      if (await log.swapBase(documentId, from, base, this.ports.now(), generation))
        draft.bytes.rebase(base);
      // Another process compacted it; not retried with every commit until the room has read that.
      else this.#notBefore.set(room, this.ports.monotonicNow() + RETRY_MS);
    } catch (error) {
      this.#notBefore.set(room, this.ports.monotonicNow() + RETRY_MS);
      // Logged once, when the pause began.
      if (error instanceof DraftPaused) return;
      const message = error instanceof Error ? error.message : String(error);
      logger.error({ documentId, error: message.slice(0, 300) }, "a draft could not be compacted");
    }
  }
}
