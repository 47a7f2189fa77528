import { CLOSE } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import { encodeSyncStep1 } from "#app/protocol/messages.ts";
import type { HourlyAllowance } from "#server/rooms/room/hourly-allowance.ts";
import type { Member } from "#server/rooms/room/member.ts";
import type { Room } from "#server/rooms/room/room.ts";
import { MalformedMessage } from "#server/rooms/socket/client-message.ts";
import { frameOf } from "#server/rooms/socket/frames.ts";
import { insertsNothing } from "#server/rooms/update/accepted-update.ts";
import type { UpdateBounds, Verdict } from "#server/rooms/update/validator.ts";
import type { Scheduler } from "#server/scheduler.ts";
import type { Notice } from "#app/protocol/notices.ts";
import { Allowance } from "./allowance.ts";
import type { BarrierAnswers } from "./receipts.ts";
import { pause } from "./pause.ts";

/** The sender of updates, and what may be accepted from it. */
export interface Sender extends Member {
  /** Accepted from it: everything, nothing new (R8), or nothing at all. */
  readonly takes: "updates" | "nothing-new" | "nothing";
  /** Bytes that it sent and that are pending, besides its first sync (R22). */
  readonly waitingBytes: number;
  notify(notice: Notice): void;
}

interface UpdateIntakePorts {
  readonly limits: Limits;
  readonly monotonicNow: () => number;
  readonly scheduler: Scheduler;
  readonly newClients: HourlyAllowance;
  readonly costlySteps: HourlyAllowance;
}

/** Consecutive steps 2 that may leave a gap; after that only a fresh document helps. */
const GAPS = 5;

/** The number of catch-ups that a session may cause at once, and milliseconds until one more. */
const CATCH_UPS = 20;
const CATCH_UP_MS = 250;

/** Milliseconds after which a session that waits for an allowance is checked again. */
const ALLOWANCE_MS = 30_000;
/** How often one waits for steps (R33a) before its client has to come back: nothing is read of it meanwhile. */
const STEP_WAITS = 4;

/** How often an update is measured while others are accepted. */
const MEASUREMENTS = 5;
const TOO_COSTLY = "conflicts with the text more often than editing does";

type Kind = "update" | "step2" | "first-step2";

/** Handles the updates of one session (R6, R8, R22, R34). */
export class UpdateIntake {
  readonly #sender: Sender;
  /** The sender's; kept because the sender may have left when the database answers. */
  readonly #userId: string;
  readonly #room: Room;
  readonly #receipts: BarrierAnswers;
  readonly #ports: UpdateIntakePorts;
  readonly #catchUps: Allowance;
  /**
   * The kind of the next step 2: only the first may be large, again so while it is accepted in
   * parts.
   */
  #nextStep2: "first" | "first-again" | "later" = "first";
  /** Whether our sync step 1 is unanswered. */
  #hasAsked = false;

  constructor(sender: Sender, room: Room, receipts: BarrierAnswers, ports: UpdateIntakePorts) {
    this.#sender = sender;
    this.#userId = sender.userId;
    this.#room = room;
    this.#receipts = receipts;
    this.#ports = ports;
    this.#catchUps = new Allowance(CATCH_UPS, CATCH_UP_MS, ports.monotonicNow);
  }

  /** Sends our sync step 1, unless the last one is still unanswered. */
  askForMore(): void {
    if (this.#hasAsked) return;
    this.#hasAsked = true;
    this.#sender.send(frameOf(encodeSyncStep1(this.#room.stateVector())));
  }

  /** Handles the client's sync step 2. Throws MalformedMessage, as `update` does. */
  step2(update: Uint8Array): Promise<void> | null {
    const kind = this.#nextStep2 === "later" ? "step2" : "first-step2";
    if (this.#nextStep2 === "first") this.#nextStep2 = "later";
    this.#hasAsked = false;
    return this.#take(update, kind);
  }

  /** Returns a promise where the database must be read before a decision. */
  update(update: Uint8Array): Promise<void> | null {
    return this.#take(update, "update");
  }

  #take(update: Uint8Array, kind: Kind): Promise<void> | null {
    const verdict = this.#judge(update, kind);
    const mayChange = needsCatchUp(verdict)
      ? this.#mayAsk(verdict, kind)
      : mayBeImplied(verdict, kind);
    if (!mayChange && !this.#mustMeasure(verdict)) {
      this.#conclude(verdict, kind);
      return null;
    }
    return this.#afterCatchUp(new Uint8Array(update), verdict, kind);
  }

  #judge(update: Uint8Array, kind: Kind): Verdict {
    return this.#room.pending.judge(this.#userId, update, this.#bounds(kind));
  }

  /** Whether reading the database can change the verdict. */
  #mayAsk(verdict: Verdict, kind: Kind): boolean {
    const { refusal } = this.#receipts;
    if (refusal === "read-only") return false;
    // While a gap is open, only a step 2 can close it.
    return !(verdict.kind === "gap" && kind === "update" && refusal === "resync");
  }

  /** Validates again once the room has caught up with the database (R6). */
  async #afterCatchUp(update: Uint8Array, first: Verdict, kind: Kind): Promise<void> {
    await pause(this.#ports.scheduler, this.#catchUps.take());
    if (needsCatchUp(first))
      await this.#room.catchUp(first.kind === "accepted" ? first.unboundClients : []);
    let verdict = this.#judge(update, kind);
    if (mayBeImplied(verdict, kind)) {
      // Where the worker finds none, the deletions are accepted as sent.
      await this.#room.findImpliedDeletions();
      verdict = this.#judge(update, kind);
    }
    while (await this.#waitsForClients(verdict)) verdict = this.#judge(update, kind);
    verdict = await this.#measured(update, verdict, kind);
    if (this.#sender.takes !== "nothing") this.#conclude(verdict, kind);
  }

  /** Whether it can't be accepted before it is measured (R33a). */
  #mustMeasure(verdict: Verdict): verdict is Extract<Verdict, { kind: "accepted" }> {
    if (verdict.kind !== "accepted" || this.#sender.takes !== "updates") return false;
    return !this.#room.conflicts.takes(verdict.update);
  }

  /** The verdict once it was measured, again where others were accepted meanwhile (R33a). */
  async #measured(update: Uint8Array, first: Verdict, kind: Kind): Promise<Verdict> {
    let verdict = first;
    let paid = 0;
    for (let tries = 0; tries < MEASUREMENTS && this.#mustMeasure(verdict); tries += 1) {
      const found = await this.#room.conflicts.measure(verdict.update);
      if (found.kind === "too-costly") return { kind: "malformed", why: TOO_COSTLY };
      if (found.kind === "fits" && found.stepsAbove > paid) {
        if (!(await this.#mayAddSteps(found.stepsAbove - paid))) return verdict;
        paid = found.stepsAbove;
      }
      verdict = this.#judge(update, kind);
      // Accepted without, as before a draft could be measured: typing needs no worker (R33).
      if (found.kind === "unknown") break;
    }
    return verdict;
  }

  /**
   * Waits where the person has added more above a draft's bound than allowed in an hour (R33a); false
   * where the session takes nothing any more.
   */
  async #mayAddSteps(steps: number): Promise<boolean> {
    for (let waits = 0; this.#sender.takes === "updates"; waits += 1) {
      const wait = this.#ports.costlySteps.take(this.#userId, steps);
      if (wait === 0) return true;
      if (waits === STEP_WAITS) this.#sender.close(CLOSE.comeBack);
      else await pause(this.#ports.scheduler, Math.min(wait, ALLOWANCE_MS));
    }
    return false;
  }

  /** Waits where the person has brought more new client ids than allowed in an hour (R34). */
  async #waitsForClients(verdict: Verdict): Promise<boolean> {
    if (verdict.kind !== "accepted" || verdict.unboundClients.length === 0) return false;
    if (this.#sender.takes !== "updates") return false;
    const { length } = verdict.unboundClients;
    const wait = this.#ports.newClients.take(this.#userId, length);
    await pause(this.#ports.scheduler, Math.min(wait, ALLOWANCE_MS));
    return wait > 0;
  }

  #conclude(verdict: Verdict, kind: Kind): void {
    const isStep2 = kind !== "update";
    if (verdict.kind === "malformed") throw new MalformedMessage(verdict.why);
    if (verdict.kind === "known") {
      if (verdict.repeats) this.#waitForAll();
      if (isStep2) this.#complete();
      return;
    }
    if (this.#sender.takes !== "updates") {
      this.#receipts.readOnly();
      this.#sender.notify({ kind: "read-only" });
      return;
    }
    switch (verdict.kind) {
      case "foreign":
        this.#sender.close(CLOSE.freshDocument);
        return;
      case "gap":
        this.#gap(isStep2);
        return;
      case "accepted":
        if (!this.#accept(verdict, kind)) return;
        if (verdict.isPart) this.#partTaken();
        else if (isStep2) this.#complete();
    }
  }

  #accept(verdict: Extract<Verdict, { kind: "accepted" }>, kind: Kind): boolean {
    const { update, unboundClients, repeats } = verdict;
    if (this.#room.isFullFor(update)) {
      if (this.#receipts.full()) this.#sender.notify({ kind: "draft-full" });
      return false;
    }
    const weight = kind === "first-step2" ? 0 : update.bytes.length;
    if (this.#sender.waitingBytes + weight > this.#ports.limits.waitingBytes) {
      this.#sender.close(CLOSE.comeBack);
      return false;
    }
    if (repeats) this.#waitForAll();
    this.#sender.used();
    // The rest is requested once this part is committed: our step 1 covers no more (R6).
    const onCommitted = verdict.isPart ? () => this.askForMore() : null;
    const claims = unboundClients;
    const entry = { member: this.#sender, update, claims, weight, onCommitted };
    this.#receipts.waitFor(this.#room.pending.accept(entry));
    return true;
  }

  /** Later barriers wait for all pending entries: some of them were repeated (R6). */
  #waitForAll(): void {
    this.#receipts.waitFor(this.#room.pending.lastEntry);
  }

  /** Refuses barriers until the rest has arrived (R34). */
  #partTaken(): void {
    this.#nextStep2 = "first-again";
    this.#receipts.partTaken();
  }

  /** Requests what is missing once; barriers are refused until a step 2 brings it (R6). */
  #gap(isStep2: boolean): void {
    const stepsLeftOpen = this.#receipts.gap(isStep2);
    if (stepsLeftOpen === null) return;
    if (stepsLeftOpen > GAPS) this.#sender.close(CLOSE.freshDocument);
    else this.askForMore();
  }

  #complete(): void {
    if (this.#nextStep2 === "first-again") this.#nextStep2 = "later";
    this.#receipts.complete();
  }

  #bounds(kind: Kind): UpdateBounds {
    const { firstSyncBytes, messageBytes, newClientsPerMessage: newClients } = this.#ports.limits;
    return { bytes: kind === "first-step2" ? firstSyncBytes : messageBytes, newClients };
  }
}

/** Whether the room must read the database before it can decide (R6). */
function needsCatchUp(verdict: Verdict): boolean {
  switch (verdict.kind) {
    case "gap":
    case "foreign":
      return true;
    case "accepted":
      return verdict.unboundClients.length > 0;
    case "malformed":
    case "known":
      return false;
  }
}

/**
 * Whether it is a whole step 2 whose only news are deletions that a document may perform by itself.
 */
function mayBeImplied(verdict: Verdict, kind: Kind): boolean {
  return kind !== "update" && verdict.kind === "accepted" && insertsNothing(verdict.update);
}
