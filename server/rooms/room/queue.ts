import type { Member } from "./member.ts";
import type { AcceptedUpdate } from "#server/rooms/update/accepted-update.ts";

/** Something accepted that waits for its commit: an update, or the binding of a client id, or both. */
export interface Entry {
  /** Counts up within the room. */
  readonly number: number;
  readonly member: Member;
  readonly userId: string;
  /** Null for a binding alone, and for an update that turned out to be committed already. */
  update: AcceptedUpdate | null;
  /** Client ids that become this person's with it (R7). */
  readonly claims: readonly number[];
  /** Bytes of its update when that was accepted. */
  readonly size: number;
  /** Bytes that count against the member while it waits (R22); 0 for its first sync. */
  readonly weight: number;
  readonly onCommitted: (() => void) | null;
}

/** What of a room waits for the committer, in order (R9), and what of that order is settled (R11). */
export class Queue {
  #waiting: Entry[] = [];
  /** What the transaction that runs holds; it stands before all that waits. */
  #taken: readonly Entry[] = [];
  #accepted = 0;
  #settledThrough = 0;
  #bytes = 0;
  readonly #claims = new Map<number, string>();

  /** The number of the last entry. */
  get lastEntry(): number {
    return this.#accepted;
  }

  /** Entries up to this number are committed, or refused. */
  get settledThrough(): number {
    return this.#settledThrough;
  }

  /** How many entries wait, those in the running transaction included. */
  get length(): number {
    return this.#waiting.length + this.#taken.length;
  }

  /** How many entries no transaction has taken yet. */
  get untaken(): number {
    return this.#waiting.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** What no transaction has taken yet. */
  get entries(): readonly Entry[] {
    return this.#waiting;
  }

  /** Whose the client id becomes with an entry that waits. */
  claimant(clientId: number): string | undefined {
    return this.#claims.get(clientId);
  }

  add(entry: Omit<Entry, "number" | "size">): Entry {
    this.#accepted += 1;
    const size = entry.update?.bytes.length ?? 0;
    const numbered = { ...entry, number: this.#accepted, size };
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

  /** The transaction failed: what was taken waits again, in its place (R12). */
  putBack(): void {
    this.#waiting.unshift(...this.#taken);
    this.#taken = [];
  }

  /** The transaction is over: what it held waits no more. */
  finish(): void {
    const done = this.#taken;
    this.#taken = [];
    this.#settle(done);
  }

  /** Takes out everything; whoever calls it adds again, or refuses, each. */
  empty(): Entry[] {
    const all = [...this.#taken, ...this.#waiting];
    this.#taken = [];
    this.#waiting = [];
    this.#claims.clear();
    return all;
  }

  /** Puts back an entry that `empty` took out, behind those that are back already. */
  keep(entry: Entry): void {
    this.#waiting.push(entry);
    this.#claim(entry);
  }

  /** Entries that `empty` took out are gone for good. */
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
