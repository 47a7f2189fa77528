import type { Member } from "./member.ts";
import type { AcceptedUpdate } from "#server/rooms/update/accepted-update.ts";

/** A pending entry: an accepted update, the binding of a client id, or both. */
export interface Entry {
  /** Increases within the room. */
  readonly number: number;
  readonly member: Member;
  readonly userId: string;
  /** Null for a binding alone, and for an update that turned out to be committed already. */
  update: AcceptedUpdate | null;
  /** Client ids that it binds to this person (R7). */
  readonly claims: readonly number[];
  /** Bytes of its update when that was accepted. */
  readonly size: number;
  /**
   * Bytes that count against the member's limit while it is pending (R22); 0 for its first sync.
   */
  readonly weight: number;
  readonly onCommitted: (() => void) | null;
}

/** A room's queue for the committer, in order (R9), and up to where it is settled (R11). */
export class Queue {
  #waiting: Entry[] = [];
  /** The entries of the running transaction, which come before all waiting ones. */
  #taken: readonly Entry[] = [];
  #accepted = 0;
  #settledThrough = 0;
  #bytes = 0;
  readonly #claims = new Map<number, string>();

  get lastEntry(): number {
    return this.#accepted;
  }

  /** Entries up to this number are committed or refused. */
  get settledThrough(): number {
    return this.#settledThrough;
  }

  /** The number of pending entries, including those of the running transaction. */
  get length(): number {
    return this.#waiting.length + this.#taken.length;
  }

  /** The number of entries that no transaction has taken yet. */
  get untaken(): number {
    return this.#waiting.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Entries that no transaction has taken yet. */
  get entries(): readonly Entry[] {
    return this.#waiting;
  }

  /** The user whose pending entry claims the client id. */
  claimant(clientId: number): string | undefined {
    return this.#claims.get(clientId);
  }

  add(entry: Omit<Entry, "number" | "size">): Entry {
    this.#accepted += 1;
    const size = entry.update?.bytes.length ?? 0;
    // Field by field: a spread makes an object that each access has to look up.
    const numbered: Entry = {
      number: this.#accepted,
      member: entry.member,
      userId: entry.userId,
      update: entry.update,
      claims: entry.claims,
      size,
      weight: entry.weight,
      onCommitted: entry.onCommitted,
    };
    this.#waiting.push(numbered);
    this.#bytes += size;
    entry.member.addWaiting(entry.weight);
    this.#claim(numbered);
    return numbered;
  }

  /** Takes up to `most` entries for a transaction. */
  take(most: number): readonly Entry[] {
    this.#taken = this.#waiting.splice(0, most);
    return this.#taken;
  }

  /** Call after a failed transaction: what was taken is pending again, in its place (R12). */
  putBack(): void {
    this.#waiting.unshift(...this.#taken);
    this.#taken = [];
  }

  /** Call when the transaction is over: removes what it held. */
  finish(): void {
    const done = this.#taken;
    this.#taken = [];
    this.#settle(done);
  }

  /** Removes and returns all entries; the caller keeps or discards each. */
  empty(): Entry[] {
    const all = [...this.#taken, ...this.#waiting];
    this.#taken = [];
    this.#waiting = [];
    this.#claims.clear();
    return all;
  }

  /** Adds an entry that `empty` removed, after those kept so far. */
  keep(entry: Entry): void {
    this.#waiting.push(entry);
    this.#claim(entry);
  }

  /** Drops entries that `empty` removed. */
  discard(entries: readonly Entry[]): void {
    this.#settle(entries);
  }

  #settle(entries: readonly Entry[]): void {
    for (const { member, size, weight } of entries) {
      this.#bytes -= size;
      member.freeWaiting(weight);
    }
    const next = this.#waiting[0];
    this.#settledThrough = next ? next.number - 1 : this.#accepted;
    this.#claims.clear();
    for (const entry of this.#waiting) this.#claim(entry);
  }

  #claim(entry: Entry): void {
    for (const clientId of entry.claims) this.#claims.set(clientId, entry.userId);
  }
}
