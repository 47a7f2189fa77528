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
import { type Batch, type Entry, makeBatch } from "./batch.ts";
import type { HourlyAllowance } from "./hourly-allowance.ts";
import type { Draft } from "./draft.ts";
import type { Member } from "./member.ts";

/** An accepted update of a member, before it is queued. */
type NewEntry = Pick<Entry, "member" | "claims" | "weight" | "onCommitted"> & {
  readonly update: AcceptedUpdate;
};

interface PendingPorts {
  readonly limits: Limits;
  readonly newClients: HourlyAllowance;
  /** Called when something is pending. */
  readonly onWaiting: () => void;
  /** Called when the member's awareness id turned out to be someone else's. */
  readonly onTaken: (member: Member) => void;
  /** Called with an update that is accepted, before it is pending. */
  readonly onAccepted: (update: AcceptedUpdate) => void;
}

/**
 * Updates that are accepted but not committed: in order for the committer (R9), up to where they
 * are settled (R11), and how they affect later ones (R6).
 */
export class PendingUpdates {
  readonly #draft: Draft;
  readonly #ports: PendingPorts;
  #waiting: Entry[] = [];
  /** The entries of the running transaction, which come before all waiting ones. */
  #taken: readonly Entry[] = [];
  #lastEntry = 0;
  #committedThrough = 0;
  #bytes = 0;
  /** The user whose pending entry claims a client id. */
  readonly #claims = new Map<number, string>();

  constructor(draft: Draft, ports: PendingPorts) {
    this.#draft = draft;
    this.#ports = ports;
  }

  /** The number of pending entries, including those of the running transaction. */
  get length(): number {
    return this.#waiting.length + this.#taken.length;
  }

  /** Entries that no transaction has taken yet. */
  get untaken(): readonly Entry[] {
    return this.#waiting;
  }

  /** The pending updates, in order. */
  get updates(): readonly AcceptedUpdate[] {
    return updatesIn([...this.#taken, ...this.#waiting]);
  }

  /** Bytes of pending updates. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The number of the last accepted entry. */
  get lastEntry(): number {
    return this.#lastEntry;
  }

  /** Entries up to this number are committed or refused. */
  get committedThrough(): number {
    return this.#committedThrough;
  }

  /** The owner of a client id, including pending claims, relative to this person. */
  ownerOf(clientId: number, userId: string): Owner {
    const owner = this.#draft.ownerOf(clientId) ?? this.#claims.get(clientId);
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
    this.#ports.onAccepted(update);
    const number = this.#add({ member, userId, update, claims, weight, onCommitted });
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
    this.#add({ member, userId, update: null, claims, weight: 0, onCommitted: bound });
    this.#ports.onWaiting();
  }

  /**
   * Takes a batch of pending updates, at most as much as one merge may hold (R9); null while one is
   * being committed.
   */
  take(of: Pick<DraftBatch, "documentId" | "generation">): Batch | null {
    if (this.#taken.length > 0 || this.#waiting.length === 0) return null;
    this.#taken = this.#waiting.splice(0, this.#ports.limits.mergedUpdates);
    try {
      return makeBatch(of, this.#taken);
    } catch (error) {
      this.putBack();
      throw error;
    }
  }

  /** Call after a failed transaction: what was taken is pending again, in its place (R12). */
  putBack(): void {
    this.#waiting.unshift(...this.#taken);
    this.#taken = [];
  }

  /** Call when what was taken is committed. */
  finish(): void {
    const done = this.#taken;
    this.#taken = [];
    this.#settle(done);
    this.#forgetSettled();
  }

  /**
   * Refuses all pending updates. Bindings hold no text; where `keepsBindings` is set they stay
   * pending. `beforeDiscard` is called while all of it still counts as pending.
   */
  refuseAll(keepsBindings: boolean, beforeDiscard: (committedThrough: number) => void): void {
    const committedThrough = this.#committedThrough;
    const refused: Entry[] = [];
    for (const entry of this.#empty()) {
      if (keepsBindings && !entry.update) this.#keep(entry);
      else refused.push(entry);
    }
    beforeDiscard(committedThrough);
    this.#settle(refused);
    this.#forgetSettled();
  }

  /** Validates all pending updates again after the draft's state changed. */
  judgeAgain(): void {
    const entries = this.#empty();
    this.#draft.index.resetWaiting([]);
    this.#settle(entries.filter((entry) => !this.#stillFits(entry)));
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
      else this.#keep(entry);
      return !isTaken;
    }
    const verdict = this.judge(userId, update.bytes, UNBOUNDED);
    switch (verdict.kind) {
      case "accepted":
        entry.update = verdict.update;
        this.#draft.index.addWaiting(verdict.update);
        this.#keep(entry);
        return true;
      case "known":
        entry.update = null;
        this.#keep(entry);
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
    this.#draft.index.resetWaiting(updatesIn(this.#waiting));
  }

  #add(entry: Omit<Entry, "number" | "size">): number {
    const number = this.#lastEntry + 1;
    const size = entry.update?.bytes.length ?? 0;
    // Field by field: a spread makes an object that each access has to look up.
    this.#keep({
      number,
      member: entry.member,
      userId: entry.userId,
      update: entry.update,
      claims: entry.claims,
      size,
      weight: entry.weight,
      onCommitted: entry.onCommitted,
    });
    this.#lastEntry = number;
    this.#bytes += size;
    entry.member.addWaiting(entry.weight);
    return number;
  }

  /** Removes and returns all entries; the caller keeps or settles each. */
  #empty(): Entry[] {
    const all = [...this.#taken, ...this.#waiting];
    this.#taken = [];
    this.#waiting = [];
    this.#claims.clear();
    return all;
  }

  /** Adds an entry after those that wait. */
  #keep(entry: Entry): void {
    this.#waiting.push(entry);
    this.#claim(entry);
  }

  /** Lets go of entries that are neither waiting nor taken any more. */
  #settle(entries: readonly Entry[]): void {
    for (const { member, size, weight } of entries) {
      this.#bytes -= size;
      member.freeWaiting(weight);
    }
    const next = this.#waiting[0];
    this.#committedThrough = next ? next.number - 1 : this.#lastEntry;
    this.#claims.clear();
    for (const entry of this.#waiting) this.#claim(entry);
  }

  #claim(entry: Entry): void {
    for (const clientId of entry.claims) this.#claims.set(clientId, entry.userId);
  }
}

/** Accepted updates are not checked against the limits again. */
const UNBOUNDED: UpdateBounds = { bytes: Infinity, newClients: Infinity };

export function updatesIn(entries: readonly Entry[]): AcceptedUpdate[] {
  return entries.flatMap(({ update }) => update ?? []);
}
