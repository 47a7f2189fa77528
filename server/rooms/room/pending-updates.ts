import { CLOSE } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import type { DraftBatch } from "#server/rooms/log/update-log.ts";
import { type AcceptedUpdate, keptUpdate } from "#server/rooms/update/accepted-update.ts";
import {
  type Owner,
  type UpdateBounds,
  validate,
  type Verdict,
} from "#server/rooms/update/validator.ts";
import { type Batch, makeBatch } from "./batch.ts";
import type { ClientAllowance } from "./client-allowance.ts";
import type { Draft } from "./draft.ts";
import type { Member } from "./member.ts";
import { type Entry, Queue } from "./queue.ts";

/** An accepted update of a member, before it is queued. */
export type NewEntry = Pick<Entry, "member" | "claims" | "weight" | "onCommitted"> & {
  readonly update: AcceptedUpdate;
};

export interface PendingPorts {
  readonly limits: Limits;
  readonly newClients: ClientAllowance;
  /** Called when something is pending. */
  readonly onWaiting: () => void;
  /** Called when the member's awareness id turned out to be someone else's. */
  readonly onTaken: (member: Member) => void;
}

/** Updates that are accepted but not committed, and how they affect later ones (R6, R9). */
export class PendingUpdates {
  readonly #draft: Draft;
  readonly #ports: PendingPorts;
  readonly #queue = new Queue();

  constructor(draft: Draft, ports: PendingPorts) {
    this.#draft = draft;
    this.#ports = ports;
  }

  get queue(): Pick<
    Queue,
    "length" | "untaken" | "bytes" | "entries" | "lastEntry" | "settledThrough"
  > {
    return this.#queue;
  }

  /** The owner of a client id, including pending claims, relative to this person. */
  ownerOf(clientId: number, userId: string): Owner {
    const owner = this.#draft.ownerOf(clientId) ?? this.#queue.claimant(clientId);
    if (owner === undefined) return "nobody";
    return owner === userId ? "sender" : "another";
  }

  /** Validates an update of this person against the current state (R6). Changes nothing. */
  judge(userId: string, update: Uint8Array, bounds: UpdateBounds): Verdict {
    return validate(update, this.#draft.index, (id) => this.ownerOf(id, userId), bounds);
  }

  /** Queues an accepted update for the committer; returns its number. */
  accept(entry: NewEntry): number {
    const { member, claims, weight, onCommitted } = entry;
    const { userId } = member;
    const update = keptUpdate(entry.update);
    const { number } = this.#queue.add({ member, userId, update, claims, weight, onCommitted });
    this.#draft.index.addWaiting(update);
    this.#ports.onWaiting();
    return number;
  }

  /** Binds a client id to the member's person; calls back once that is committed (R7). */
  bind(clientId: number, member: Member, bound: () => void): void {
    if (this.#draft.ownerOf(clientId) !== undefined) {
      bound();
      return;
    }
    const { userId } = member;
    // Beyond the hourly allowance of new client ids, cursors are not shown.
    if (this.#ports.newClients.take(userId, 1) > 0) return;
    const claims = [clientId];
    this.#queue.add({ member, userId, update: null, claims, weight: 0, onCommitted: bound });
    this.#ports.onWaiting();
  }

  /**
   * Takes a batch of pending updates, at most as much as one merge may hold (R9); null while one is
   * being committed.
   */
  take(of: Pick<DraftBatch, "documentId" | "generation">): Batch | null {
    if (this.#queue.length > this.#queue.untaken || this.#queue.untaken === 0) return null;
    const entries = this.#queue.take(this.#ports.limits.mergedUpdates);
    try {
      return makeBatch(of, entries);
    } catch (error) {
      this.#queue.putBack();
      throw error;
    }
  }

  /** Call after a failed transaction: what was taken is pending again, in its place (R12). */
  putBack(): void {
    this.#queue.putBack();
  }

  /** Call when what was taken is committed. */
  finish(): void {
    this.#queue.finish();
    this.#forgetSettled();
  }

  /**
   * Refuses all pending updates. Bindings hold no text; where `keepsBindings` is set they stay
   * pending. `beforeDiscard` is called while all of it still counts as pending.
   */
  refuseAll(keepsBindings: boolean, beforeDiscard: (settledThrough: number) => void): void {
    const { settledThrough } = this.#queue;
    const refused: Entry[] = [];
    for (const entry of this.#queue.empty()) {
      if (keepsBindings && !entry.update) this.#queue.keep(entry);
      else refused.push(entry);
    }
    beforeDiscard(settledThrough);
    this.#queue.discard(refused);
    this.#forgetSettled();
  }

  /** Validates all pending updates again after the draft's state changed. */
  judgeAgain(): void {
    const entries = this.#queue.empty();
    this.#draft.index.resetWaiting([]);
    const dropped = entries.filter((entry) => !this.#stillFits(entry));
    this.#queue.discard(dropped);
  }

  /** Whether the entry stays in the queue, reduced to what is not committed yet. */
  #stillFits(entry: Entry): boolean {
    const { member, update, claims, userId } = entry;
    if (!update) {
      const isTaken = claims.some((clientId) => {
        const owner = this.#draft.ownerOf(clientId);
        return owner !== undefined && owner !== userId;
      });
      if (isTaken) this.#ports.onTaken(member);
      else this.#queue.keep(entry);
      return !isTaken;
    }
    const verdict = this.judge(userId, update.bytes, UNBOUNDED);
    switch (verdict.kind) {
      case "accepted":
        entry.update = verdict.update;
        this.#draft.index.addWaiting(verdict.update);
        this.#queue.keep(entry);
        return true;
      case "known":
        entry.update = null;
        this.#queue.keep(entry);
        return true;
      case "foreign":
        member.close(CLOSE.freshDocument);
        return false;
      case "gap":
      case "malformed":
        member.dropped();
        return false;
    }
  }

  #forgetSettled(): void {
    this.#draft.index.resetWaiting(updatesIn(this.#queue.entries));
  }
}

/** Accepted updates are not checked against the limits again. */
const UNBOUNDED: UpdateBounds = { bytes: Infinity, newClients: Infinity };

export function updatesIn(entries: readonly Entry[]): AcceptedUpdate[] {
  return entries.flatMap(({ update }) => update ?? []);
}
