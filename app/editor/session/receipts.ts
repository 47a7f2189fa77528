import type { BarrierRefusal } from "#app/protocol/messages.ts";

/**
 * Tracks receipts (R11) for one page: how many changes were made here, and up to which of them the
 * server has confirmed the commit. At most one barrier is pending; changes made meanwhile are
 * covered by the next one, so that fast typing costs one small message a round trip. Pure: it
 * receives events and returns what to send.
 */
export class Receipts {
  private made: number;
  private covered = 0;
  /** Barrier numbers restart with each connection. */
  private lastNumber = 0;
  private waiting: { readonly n: number; readonly covers: number } | null = null;
  /** Whether this connection's own step 2 was sent, which must precede the first barrier. */
  private mayAsk = false;
  private owesFirst = false;
  /**
   * The number of changes when the server refused permanently; asking again before another change
   * is pointless.
   */
  private refusedAt = -1;

  /** @param kept changes of an earlier visit that the device keeps and no receipt covers. */
  constructor(kept = 0) {
    this.made = kept;
  }

  /** The number of changes without a receipt. */
  get unsaved(): number {
    return this.made - this.covered;
  }

  /** Whether a barrier is pending. */
  get asking(): boolean {
    return this.waiting !== null;
  }

  /** Call on a local change. */
  changed(): void {
    this.made += 1;
  }

  /** Call when a connection opened: barriers of the last one will not be answered. */
  opened(): void {
    this.lastNumber = 0;
    this.waiting = null;
    this.mayAsk = false;
    this.owesFirst = true;
  }

  /** Call when the connection is lost. */
  closed(): void {
    this.waiting = null;
    this.mayAsk = false;
  }

  /** Call when our step 2 was sent: every change so far is on its way, or was there before. */
  sentWhatTheyLack(): void {
    this.mayAsk = true;
    this.owesFirst = true;
  }

  /** The number of the barrier to send now; null for none. */
  next(): number | null {
    if (!this.mayAsk || this.waiting) return null;
    if (!this.owesFirst && (this.unsaved === 0 || this.refusedAt === this.made)) return null;
    return this.ask();
  }

  /** Like `next`, but also without unsaved changes: checks whether the other side still answers. */
  probe(): number | null {
    return this.mayAsk && !this.waiting ? this.ask() : null;
  }

  /** Handles `receipt n`. True if it is the pending one. */
  received(n: number): boolean {
    if (this.waiting?.n !== n) return false;
    this.covered = Math.max(this.covered, this.waiting.covers);
    this.waiting = null;
    return true;
  }

  /**
   * Handles `refused n`. After `resync` the server has asked for what it lacks, and the next
   * barrier follows that answer; after the others nothing is asked until something changes.
   */
  refused(n: number, code: BarrierRefusal): boolean {
    if (this.waiting?.n !== n) return false;
    this.waiting = null;
    if (code === "resync") this.mayAsk = false;
    else this.refusedAt = this.made;
    return true;
  }

  private ask(): number {
    this.owesFirst = false;
    this.lastNumber += 1;
    this.waiting = { n: this.lastNumber, covers: this.made };
    return this.lastNumber;
  }
}
