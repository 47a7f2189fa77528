import { shortMessageOf } from "#server/message-of.ts";
import type { Limits } from "#app/protocol/limits.ts";
import type { Batch } from "./batch.ts";
import type { RoomsLog } from "#server/rooms/ports.ts";
import type { Scheduler } from "#server/scheduler.ts";
import type { Room } from "./room.ts";
import type { BatchOutcome, UpdateLog } from "#server/rooms/log/update-log.ts";

interface CommitterPorts {
  readonly log: UpdateLog;
  readonly limits: Limits;
  readonly logger: RoomsLog;
  readonly now: () => Date;
  readonly monotonicNow: () => number;
  readonly scheduler: Scheduler;
  /** A transaction failed. */
  readonly onFailure: () => void;
  /** A commit of the room failed (R12); called once for each attempt. */
  readonly onDelay: (room: Room) => void;
  /** Commits of the room work again. */
  readonly onRecovery: (room: Room) => void;
  /** Words of that draft were saved. */
  readonly onSaved?: (documentId: string) => void;
  /**
   * A transaction committed: number of drafts and updates, bytes, and its duration in milliseconds.
   */
  readonly onCommit: (drafts: number, updates: number, bytes: number, ms: number) => void;
}

/** A room's part of the running transaction. */
interface Taken {
  readonly room: Room;
  readonly batch: Batch;
}

/** The recent failures of a room's commits. */
interface Backoff {
  failures: number;
  /** Milliseconds of the monotonic clock before which it is not retried. */
  notBefore: number;
}

/** After this many failures drafts are committed one by one (R12). */
const JOINT_FAILURES = 2;

/**
 * The cost of a commit, in messages to recipients. The committer measures its load in messages to
 * recipients a second (R9). Up to a calm load, some eight people who type in a process, nobody waits;
 * from a full load on, commits and the messages that every browser has to draw get fewer.
 */
const COMMIT_COST = 40;
const CALM_LOAD = 2_000;
const FULL_LOAD = 4_000;
/** Time constant in milliseconds: after it, a third of old load still counts. */
const LOAD_MS = 1_000;

/** The most drafts that a line of the log names. */
const MOST_NAMED = 5;

/** This many drafts failing in a row, each committed alone, mean that the database is at fault. */
const SOLO_FAILURES = 3;

/**
 * Commits the pending updates of all rooms, one transaction at a time (R9). It starts when the
 * event loop has read the sockets, so that updates that arrive together are committed together,
 * without further delay when idle. The higher the load, the longer it gathers: a commit, and a
 * message to each recipient, then carry several updates.
 */
export class Committer {
  readonly #ports: CommitterPorts;
  /** Rooms with pending updates, in the order of arrival. */
  readonly #rooms = new Set<Room>();
  readonly #backoffs = new Map<Room, Backoff>();
  /** Rooms whose commits are suspended (R16), with the number of holds. */
  readonly #held = new Map<Room, number>();
  #running = false;
  #soloFailures = 0;
  /**
   * Recent load: messages to recipients a second, had each update been committed alone; and when it
   * was measured.
   */
  #load = 0;
  #loadAt = 0;
  /** Milliseconds of the monotonic clock before which nothing is tried. */
  #allNotBefore = 0;
  #callOff: (() => void) | null = null;
  #idle: (() => void)[] = [];

  constructor(ports: CommitterPorts) {
    this.#ports = ports;
  }

  /** Call when the room has pending updates. */
  request(room: Room): void {
    this.#rooms.add(room);
    this.#forgetLoad();
    this.#load += ((COMMIT_COST + room.members.size) * 1000) / LOAD_MS;
    this.#wake();
  }

  /** Suspends commits of this room until released (R16). */
  hold(room: Room): () => void {
    this.#held.set(room, (this.#held.get(room) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const holds = (this.#held.get(room) ?? 1) - 1;
      if (holds > 0) this.#held.set(room, holds);
      else this.#held.delete(room);
      this.#wake();
    };
  }

  /** Resolves once nothing is pending, or after `milliseconds`. Returns whether nothing is. */
  async drain(milliseconds: number): Promise<boolean> {
    if (this.#isIdle()) return true;
    // A real timer, not the scheduler's, which keep no process alive: pending text must be saved.
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      new Promise<void>((resolve) => this.#idle.push(resolve)),
      new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds))),
    ]);
    clearTimeout(timer);
    return this.#isIdle();
  }

  /** Call when the room is unloaded. */
  forget(room: Room): void {
    this.#rooms.delete(room);
    this.#backoffs.delete(room);
    this.#held.delete(room);
  }

  #isIdle(): boolean {
    return !this.#running && this.#rooms.size === 0;
  }

  #wake(): void {
    if (this.#running) return;
    // After failures the timer starts the next try; a keystroke must not.
    if (this.#allNotBefore > this.#ports.monotonicNow()) return this.#sleep();
    this.#running = true;
    this.#callOff?.();
    this.#callOff = null;
    this.#gather(() => void this.#run());
  }

  /**
   * Continues once updates that arrive together have been read: at once when idle, later under load
   * (R9).
   */
  #gather(goOn: () => void): void {
    this.#forgetLoad();
    const busy = Math.min(1, (this.#load - CALM_LOAD) / (FULL_LOAD - CALM_LOAD));
    const ms = Math.floor(this.#ports.limits.gatherMs * busy);
    if (ms > 0) this.#ports.scheduler.after(ms, goOn);
    else setImmediate(goOn);
  }

  #forgetLoad(): void {
    const now = this.#ports.monotonicNow();
    if (now > this.#loadAt) this.#load *= Math.exp((this.#loadAt - now) / LOAD_MS);
    this.#loadAt = now;
  }

  async #run(): Promise<void> {
    for (;;) {
      const rooms = this.#next();
      if (rooms.length === 0) break;
      await this.#attempt(rooms);
      if (this.#rooms.size === 0) break;
      // Reads the sockets before the next transaction.
      await new Promise<void>((resolve) => this.#gather(resolve));
    }
    this.#running = false;
    if (this.#rooms.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
    else this.#sleep();
  }

  /** The rooms of the next transaction: all that are ready, or a single one after failures. */
  #next(): Room[] {
    const now = this.#ports.monotonicNow();
    if (this.#allNotBefore > now) return [];
    const together: Room[] = [];
    for (const room of this.#rooms) {
      if (this.#held.has(room)) continue;
      const backoff = this.#backoffs.get(room);
      if (backoff && backoff.notBefore > now) continue;
      if (backoff && backoff.failures >= JOINT_FAILURES) {
        if (together.length > 0) continue;
        return [room];
      }
      together.push(room);
    }
    return together;
  }

  async #attempt(rooms: readonly Room[]): Promise<void> {
    const before = this.#ports.monotonicNow();
    const batches: Taken[] = [];
    let outcomes: readonly BatchOutcome[] = [];
    try {
      for (const room of rooms) {
        // A failed commit may have succeeded: read the log before repeating it (R12).
        if (this.#backoffs.has(room)) await room.recheck();
      }
      for (const room of rooms) {
        const batch = room.take();
        if (batch) batches.push({ room, batch });
      }
      if (batches.length > 0) {
        const requests = batches.map(({ batch }) => batch.request);
        outcomes = await this.#ports.log.commit(requests, this.#ports.now());
        this.#count(batches, this.#ports.monotonicNow() - before);
      }
    } catch (error) {
      for (const { room } of batches) room.pending.putBack();
      this.#failed(rooms, error);
      return;
    }
    this.#soloFailures = 0;
    const failed: Room[] = [];
    for (const [index, taken] of batches.entries()) {
      const { room } = taken;
      try {
        const pending = settle(taken, outcomes[index] as BatchOutcome);
        if (pending) await pending;
        if (outcomes[index]?.kind === "committed") this.#ports.onSaved?.(room.documentId);
      } catch (error) {
        room.pending.putBack();
        this.#failed([room], error);
        failed.push(room);
      }
    }
    for (const room of rooms) {
      if (failed.includes(room)) continue;
      // To the end of the queue, so that no room is always first.
      this.#rooms.delete(room);
      if (room.pending.untaken.length > 0) this.#rooms.add(room);
      if (this.#backoffs.delete(room)) this.#ports.onRecovery(room);
    }
  }

  #failed(rooms: readonly Room[], error: unknown): void {
    this.#ports.onFailure();
    const now = this.#ports.monotonicNow();
    for (const room of rooms) {
      const failures = (this.#backoffs.get(room)?.failures ?? 0) + 1;
      this.#backoffs.set(room, { failures, notBefore: now + this.#backOff(failures) });
      this.#rooms.delete(room);
      this.#rooms.add(room);
      this.#ports.onDelay(room);
    }
    this.#soloFailures = rooms.length === 1 ? this.#soloFailures + 1 : 0;
    if (this.#soloFailures >= SOLO_FAILURES) {
      this.#allNotBefore = now + this.#backOff(this.#soloFailures - SOLO_FAILURES + 1);
    }
    this.#ports.logger.warn(
      {
        documentIds: rooms.slice(0, MOST_NAMED).map(({ documentId }) => documentId),
        drafts: rooms.length,
        error: shortMessageOf(error),
      },
      "a commit failed; it will be tried again",
    );
  }

  /** Milliseconds until the next try after that many failures (R12). */
  #backOff(failures: number): number {
    const { retryFirstMs, retryLastMs } = this.#ports.limits;
    return Math.min(retryLastMs, retryFirstMs * 2 ** (failures - 1));
  }

  #sleep(): void {
    let wakeAt = Infinity;
    for (const room of this.#rooms) {
      if (this.#held.has(room)) continue;
      wakeAt = Math.min(wakeAt, this.#backoffs.get(room)?.notBefore ?? 0);
    }
    if (wakeAt === Infinity) return;
    wakeAt = Math.max(wakeAt, this.#allNotBefore);
    this.#callOff?.();
    const wait = Math.max(1, wakeAt - this.#ports.monotonicNow());
    this.#callOff = this.#ports.scheduler.after(wait, () => this.#wake());
  }

  #count(batches: readonly Taken[], ms: number): void {
    let updates = 0;
    let bytes = 0;
    for (const { batch } of batches) {
      updates += batch.entries.length;
      bytes += batch.request.update?.length ?? 0;
    }
    this.#ports.onCommit(batches.length, updates, bytes, ms);
  }
}

/** Returns a promise where the database must be read before the room is told. */
function settle({ room, batch }: Taken, outcome: BatchOutcome): Promise<void> | null {
  switch (outcome.kind) {
    case "committed":
      return room.committed(batch, outcome.sequence);
    case "closed":
      room.refuseAll(outcome.now);
      return null;
    case "foreign":
      room.foreign(outcome.owners);
      return null;
  }
}
