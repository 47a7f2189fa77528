import { type BarrierRefusal, encodeReceipt, encodeRefused } from "#app/protocol/messages.ts";
import { type Frame, frameOf } from "#server/rooms/socket/frames.ts";

/** What barriers are answered with. */
type Answering =
  /** With a receipt, when everything before them is committed. */
  | { readonly with: "receipts" }
  /** Something is missing; `stepsLeftOpen` steps 2 in a row did not bring it (R6). */
  | { readonly with: "resync"; readonly stepsLeftOpen: number }
  | { readonly with: "read-only" | "frozen" | "draft-full" };

/** A barrier that waits for what came before it (R11). */
interface Barrier {
  readonly n: number;
  /** The room's number of the last accepted entry before it. */
  readonly after: number;
}

/** The barriers of one session: which wait for what, and with what they are answered (R11). */
export class BarrierAnswers {
  readonly #send: (frame: Frame) => void;
  readonly #onRefusal: (code: BarrierRefusal) => void;
  readonly #waiting: Barrier[] = [];
  #answering: Answering = { with: "receipts" };
  /** The room's number of the last entry that was accepted of it, or that it repeated. */
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

  /** The barriers that follow wait for this entry of the room. */
  waitFor(entry: number): void {
    this.#lastEntry = entry;
  }

  /** Answers a barrier at once, or when what came before it is committed. */
  request(n: number, settledThrough: number): void {
    const { refusal } = this;
    if (refusal) this.#refuse(n, refusal);
    else if (this.#lastEntry <= settledThrough) this.#send(frameOf(encodeReceipt(n)));
    else this.#waiting.push({ n, after: this.#lastEntry });
  }

  /** Everything up to this entry is committed. */
  settled(entry: number): void {
    for (let next = this.#waiting[0]; next && next.after <= entry; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#send(frameOf(encodeReceipt(next.n)));
    }
  }

  /** Entries that waited behind this one were refused, since the draft was closed (R17). */
  frozen(settledThrough: number): void {
    if (this.#lastEntry <= settledThrough) return;
    this.#refuseWaiting("frozen");
    this.#answering = { with: "frozen" };
    this.#lastEntry = 0;
  }

  /** Entries of it were dropped. */
  dropped(): void {
    this.#refuseWaiting("resync");
    this.#answering = { with: "resync", stepsLeftOpen: this.#stepsLeftOpen };
  }

  /** It sent something new over a connection that may only read (R8). */
  readOnly(): void {
    this.#answering = { with: "read-only" };
  }

  /** The draft has no room for what it sent (R22); false where that was so before. */
  full(): boolean {
    if (this.#answering.with === "draft-full") return false;
    this.#answering = { with: "draft-full" };
    return true;
  }

  /**
   * Something that came before is missing. Answers how many steps 2 in a row left it so; null where
   * nothing is taken now anyway, since the draft is full.
   */
  gap(isStep2: boolean): number | null {
    if (this.#answering.with === "draft-full") return null;
    const stepsLeftOpen = this.#stepsLeftOpen + (isStep2 ? 1 : 0);
    this.#answering = { with: "resync", stepsLeftOpen };
    return stepsLeftOpen;
  }

  /** A part was taken of what it sent, which leaves no gap, however often it happens (R34). */
  partTaken(): void {
    this.#answering = { with: "resync", stepsLeftOpen: 0 };
  }

  /** A step 2 brought everything. */
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
