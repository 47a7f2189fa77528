import type { BarrierRefusal } from "#app/protocol/messages.ts";

/**
 * Keeps the books of R11 for one page: how many changes were made here, and up to which of them the
 * server has said that they are committed. At most one barrier is on its way; changes made in the
 * meantime are covered by the next one, so that fast typing costs one small message a round trip.
 * Pure: it is told what happens and answers what to send.
 */
export class Receipts {
  private made: number;
  private covered = 0;
  /** Barriers count anew with each connection. */
  private lastNumber = 0;
  private waiting: { readonly n: number; readonly covers: number } | null = null;
  /** Whether this connection's own step 2 is out, which the first barrier must follow. */
  private mayAsk = false;
  private owesFirst = false;
  /** What had been made when the server refused for good; asking again before a change is idle. */
  private refusedAt = -1;

  /** @param kept changes of an earlier visit that the device keeps and no receipt covers. */
  constructor(kept = 0) {
    this.made = kept;
  }

  /** Changes that no receipt covers. */
  get unsaved(): number {
    return this.made - this.covered;
  }

  /** Whether a barrier is on its way. */
  get asking(): boolean {
    return this.waiting !== null;
  }

  /** A change was made here. */
  changed(): void {
    this.made += 1;
  }

  /** A connection opened: nothing that was asked on the last one will be answered. */
  opened(): void {
    this.lastNumber = 0;
    this.waiting = null;
    this.mayAsk = false;
    this.owesFirst = true;
  }

  /** The connection is gone. */
  closed(): void {
    this.waiting = null;
    this.mayAsk = false;
  }

  /** Our step 2 went out: everything made so far is on its way, or was there before. */
  sentWhatTheyLack(): void {
    this.mayAsk = true;
    this.owesFirst = true;
  }

  /** The number of the barrier that should be sent now; null: none. */
  next(): number | null {
    if (!this.mayAsk || this.waiting) return null;
    if (!this.owesFirst && (this.unsaved === 0 || this.refusedAt === this.made)) return null;
    return this.ask();
  }

  /** As `next`, but also where nothing is unsaved: to see whether the other side is still there. */
  probe(): number | null {
    return this.mayAsk && !this.waiting ? this.ask() : null;
  }

  /** Takes in `receipt n`. True if it is the one that was waited for. */
  received(n: number): boolean {
    if (this.waiting?.n !== n) return false;
    this.covered = Math.max(this.covered, this.waiting.covers);
    this.waiting = null;
    return true;
  }

  /**
   * `refused n` came. After `resync` the server has asked for what it lacks, and the next barrier
   * follows that answer; after the others nothing is asked until something changes.
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
