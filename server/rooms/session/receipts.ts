import { type BarrierRefusal, encodeReceipt, encodeRefused } from "#app/protocol/messages.ts";
import { type Frame, frameOf } from "#server/rooms/socket/frames.ts";

/** How barriers are answered. */
type Answering =
  /** With a receipt, once everything before them is committed. */
  | { readonly with: "receipts" }
  /**
   * Refused, since something is missing; `stepsLeftOpen` steps 2 in a row did not bring it (R6).
   */
  | { readonly with: "resync"; readonly stepsLeftOpen: number }
  | { readonly with: "read-only" | "frozen" | "draft-full" };

/** A barrier that waits for everything before it (R11). */
interface Barrier {
  readonly n: number;
  /** The room's number of the last accepted entry before it. */
  readonly after: number;
}

/** The pending barriers of one session and how they are answered (R11). */
export class BarrierAnswers {
  readonly #send: (frame: Frame) => void;
  readonly #onRefusal: (code: BarrierRefusal) => void;
  readonly #waiting: Barrier[] = [];
  #answering: Answering = { with: "receipts" };
  /** The room's number of the last entry accepted from this session, or that it repeated. */
  #lastEntry = 0;

  constructor(send: (frame: Frame) => void, onRefusal: (code: BarrierRefusal) => void) {
    this.#send = send;
    this.#onRefusal = onRefusal;
  }

  /** Why barriers are refused; null where they are not. */
  get refusal(): BarrierRefusal | null {
    return this.#answering.with === "receipts" ? null : this.#answering.with;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get lastEntry(): number {
    return this.#lastEntry;
  }

  /** Later barriers wait for this entry of the room. */
  waitFor(entry: number): void {
    this.#lastEntry = entry;
  }

  /** Answers a barrier at once, or once everything before it is committed. */
  request(n: number, committedThrough: number): void {
    const { refusal } = this;
    if (refusal) this.#refuse(n, refusal);
    else if (this.#lastEntry <= committedThrough) this.#send(frameOf(encodeReceipt(n)));
    else this.#waiting.push({ n, after: this.#lastEntry });
  }

  /** Call when everything up to this entry is committed. */
  settled(entry: number): void {
    for (let next = this.#waiting[0]; next && next.after <= entry; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#send(frameOf(encodeReceipt(next.n)));
    }
  }

  /** Call when pending entries after this one were refused, since the draft was closed (R17). */
  frozen(committedThrough: number): void {
    if (this.#lastEntry <= committedThrough) return;
    this.#refuseWaiting("frozen");
    this.#answering = { with: "frozen" };
    this.#lastEntry = 0;
  }

  /** Call when some of its entries were dropped. */
  dropped(): void {
    this.#refuseWaiting("resync");
    this.#answering = { with: "resync", stepsLeftOpen: this.#stepsLeftOpen };
  }

  /** Call when it sent something new over a connection that may only read (R8). */
  readOnly(): void {
    this.#answering = { with: "read-only" };
  }

  /** Call when the draft has no room for what it sent (R22); false where that was known. */
  full(): boolean {
    if (this.#answering.with === "draft-full") return false;
    this.#answering = { with: "draft-full" };
    return true;
  }

  /**
   * Call when something is missing. Returns how many steps 2 in a row left it missing; null where
   * nothing is accepted anyway, since the draft is full.
   */
  gap(isStep2: boolean): number | null {
    if (this.#answering.with === "draft-full") return null;
    const stepsLeftOpen = this.#stepsLeftOpen + (isStep2 ? 1 : 0);
    this.#answering = { with: "resync", stepsLeftOpen };
    return stepsLeftOpen;
  }

  /** Call when part of an update was accepted, which is no gap, however often it happens (R34). */
  partTaken(): void {
    this.#answering = { with: "resync", stepsLeftOpen: 0 };
  }

  /** Call when a step 2 closed all gaps. */
  complete(): void {
    const { refusal } = this;
    if (refusal === "resync" || refusal === "draft-full") this.#answering = { with: "receipts" };
  }

  get #stepsLeftOpen(): number {
    return this.#answering.with === "resync" ? this.#answering.stepsLeftOpen : 0;
  }

  #refuseWaiting(code: BarrierRefusal): void {
    for (const { n } of this.#waiting.splice(0)) this.#refuse(n, code);
  }

  #refuse(n: number, code: BarrierRefusal): void {
    this.#onRefusal(code);
    this.#send(frameOf(encodeRefused(n, code)));
  }
}
