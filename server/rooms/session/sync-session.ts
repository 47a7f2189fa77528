import { CLOSE } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import { BadAwareness } from "#server/rooms/room/awareness.ts";
import { MalformedMessage, readClientMessage } from "./client-message.ts";
import type { ClientAllowance } from "#server/rooms/gate/client-allowance.ts";
import type { Connection } from "./connection.ts";
import type { RoomsLog } from "#server/rooms/ports.ts";
import type { Room } from "#server/rooms/room/room.ts";
import type { UpdateBounds, Verdict } from "#server/rooms/update/validator.ts";

export interface SyncSessionPorts {
  readonly limits: Limits;
  readonly logger: RoomsLog;
  readonly ticks: () => number;
  readonly newClients: ClientAllowance;
}

/** Steps 2 in a row that may leave a gap; after that only a fresh document helps. */
const GAPS = 5;

/** Catch-ups that a connection may cause at once, and milliseconds until it may cause one more. */
const CATCH_UPS = 20;
const CATCH_UP_MS = 250;

/** The most that a client's clock takes in a state vector. */
const CLOCK_BYTES = 10;

/** Milliseconds after which somebody who waits for new client ids is looked at again. */
const CLIENTS_MS = 30_000;

/** Steps 1 that a connection may have answered at once, and milliseconds until one more. */
const ANSWERS = 8;
const ANSWER_MS = 500;

/**
 * What comes in over one connection, in its order: where a message must wait for the database, those
 * behind it wait too, and the socket is not read.
 */
export class SyncSession {
  readonly #connection: Connection;
  readonly #room: Room;
  readonly #ports: SyncSessionPorts;
  readonly #inbox: Uint8Array[] = [];
  readonly #catchUps: Allowance;
  readonly #answers: Allowance;
  #isBusy = false;

  constructor(connection: Connection, room: Room, ports: SyncSessionPorts) {
    this.#connection = connection;
    this.#room = room;
    this.#ports = ports;
    this.#catchUps = new Allowance(CATCH_UPS, CATCH_UP_MS, ports.ticks);
    this.#answers = new Allowance(ANSWERS, ANSWER_MS, ports.ticks);
  }

  /** Takes one message; `bytes` may be used again once it returns. */
  receive(bytes: Uint8Array): void {
    if (this.#isBusy) {
      this.#inbox.push(new Uint8Array(bytes));
      return;
    }
    const pending = this.#handle(bytes);
    if (pending) void this.#finish(pending);
  }

  async #finish(first: Promise<void>): Promise<void> {
    this.#isBusy = true;
    this.#connection.hold();
    try {
      await first;
      for (let next = this.#inbox.shift(); next; next = this.#inbox.shift()) {
        await this.#handle(next);
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isBusy = false;
      this.#inbox.length = 0;
      this.#connection.release();
    }
  }

  #handle(bytes: Uint8Array): Promise<void> | null {
    if (this.#connection.room === null || this.#connection.unheard) return null;
    try {
      return this.#dispatch(bytes);
    } catch (error) {
      if (error instanceof MalformedMessage) this.#refuse(error.message);
      else this.#failed(error);
      return null;
    }
  }

  /** Not the sender's fault: they come back, and it is looked into. */
  #failed(error: unknown): void {
    const { documentId } = this.#room;
    const message = error instanceof Error ? error.message : String(error);
    const facts = { documentId, error: message.slice(0, 300) };
    this.#ports.logger.error(facts, "a message could not be handled");
    this.#connection.close(CLOSE.comeBack);
  }

  #refuse(why: string): void {
    const userId = this.#connection.identity?.actor.userId;
    const { documentId } = this.#room;
    this.#ports.logger.warn({ documentId, userId, why }, "a malformed message closed a connection");
    this.#connection.close(CLOSE.malformed);
  }

  #dispatch(bytes: Uint8Array): Promise<void> | null {
    const { messageBytes } = this.#ports.limits;
    const message = readClientMessage(bytes);
    switch (message.type) {
      case "step1":
        // Whoever has all of a draft has a clock for each client that wrote in it.
        if (bytes.length > messageBytes + CLOCK_BYTES * this.#room.clients)
          throw new MalformedMessage("too large");
        return this.#answer(message.clocks);
      case "step2":
        return this.#step2(message.update);
      case "update":
        return this.#words(message.update, "update");
      case "awareness":
        if (bytes.length > messageBytes) throw new MalformedMessage("too large");
        this.#awareness(message.payload);
        return null;
      case "query-awareness":
        if (this.#answers.take() === 0) this.#room.awareness.welcome(this.#connection);
        return null;
      case "barrier":
        this.#barrier(message.n);
        return null;
    }
  }

  #awareness(payload: Uint8Array): void {
    try {
      this.#room.awareness.receive(this.#connection, payload);
    } catch (error) {
      throw error instanceof BadAwareness ? new MalformedMessage(error.message) : error;
    }
  }

  #barrier(n: number): void {
    const connection = this.#connection;
    if (!connection.supportsReceipts) {
      connection.supportsReceipts = true;
      this.#room.tellStatus(connection);
    }
    this.#room.barrier(connection, n);
  }

  /** A few at once are answered at once; a client that asks for ever waits for each (R13). */
  #answer(clocks: ReadonlyMap<number, number>): Promise<void> | null {
    const wait = this.#answers.take();
    if (wait > 0 || this.#connection.isSyncing) return this.#answerLater(clocks, wait);
    this.#room.answer(this.#connection, clocks);
    return null;
  }

  async #answerLater(clocks: ReadonlyMap<number, number>, wait: number): Promise<void> {
    await pause(wait);
    while (this.#connection.isSyncing && this.#connection.room) await pause(50);
    if (this.#connection.room) this.#room.answer(this.#connection, clocks);
  }

  #step2(update: Uint8Array): Promise<void> | null {
    const connection = this.#connection;
    // What is taken in parts comes again and again as the first step 2 that it is.
    const kind = connection.firstStep2Came && !connection.comesInParts ? "step2" : "first-step2";
    connection.firstStep2Came = true;
    if (connection.openSteps > 0) connection.openSteps -= 1;
    return this.#words(update, kind);
  }

  #words(update: Uint8Array, kind: Kind): Promise<void> | null {
    const verdict = this.#room.judge(this.#connection, update, this.#bounds(kind));
    if (needsNews(verdict) ? !this.#mayAsk(verdict, kind) : !mayBeImplied(verdict, kind)) {
      this.#conclude(verdict, kind);
      return null;
    }
    return this.#afterNews(new Uint8Array(update), verdict, kind);
  }

  /** Whether asking the database can change the verdict. */
  #mayAsk(verdict: Verdict, kind: Kind): boolean {
    const { refusal } = this.#connection;
    if (refusal === "read-only") return false;
    // While a gap is open, only a step 2 can close it.
    return !(verdict.kind === "gap" && kind === "update" && refusal === "resync");
  }

  /** Judges again once the room has caught up with the database (R6). */
  async #afterNews(update: Uint8Array, first: Verdict, kind: Kind): Promise<void> {
    await pause(this.#catchUps.take());
    if (needsNews(first))
      await this.#room.catchUp(first.kind === "words" ? first.unboundClients : []);
    const judge = () => this.#room.judge(this.#connection, update, this.#bounds(kind));
    let verdict = judge();
    if (mayBeImplied(verdict, kind)) {
      // Where the worker can't tell, they are taken as they are said.
      await this.#room.findImpliedDeletions().catch(() => undefined);
      verdict = judge();
    }
    while (await this.#waitsForClients(verdict)) verdict = judge();
    if (this.#connection.room && !this.#connection.unheard) this.#conclude(verdict, kind);
  }

  /** Waits where the person has brought more new client ids than they may in an hour (R34). */
  async #waitsForClients(verdict: Verdict): Promise<boolean> {
    const { room, identity, state } = this.#connection;
    if (verdict.kind !== "words" || verdict.unboundClients.length === 0) return false;
    if (!room || !identity || state.kind !== "live") return false;
    const { length } = verdict.unboundClients;
    const wait = this.#ports.newClients.take(identity.actor.userId, length);
    await pause(Math.min(wait, CLIENTS_MS));
    return wait > 0;
  }

  #conclude(verdict: Verdict, kind: Kind): void {
    const connection = this.#connection;
    const isStep2 = kind !== "update";
    if (verdict.kind === "malformed") {
      this.#refuse(verdict.why);
      return;
    }
    if (verdict.kind === "known") {
      if (verdict.repeats) this.#room.repeat(connection);
      if (isStep2) this.#gapClosed();
      return;
    }
    if (connection.state.kind === "read-only") {
      connection.refusal = "read-only";
      connection.notify({ kind: "read-only" });
      return;
    }
    switch (verdict.kind) {
      case "foreign":
        connection.close(CLOSE.freshDocument);
        return;
      case "gap":
        this.#gap(isStep2);
        return;
      case "words":
        if (!this.#accept(verdict, kind)) return;
        if (verdict.isPart) this.#partTaken();
        else if (isStep2) this.#gapClosed();
    }
  }

  #accept(verdict: Extract<Verdict, { kind: "words" }>, kind: Kind): boolean {
    const connection = this.#connection;
    const { words, unboundClients: unheard, repeats } = verdict;
    if (this.#room.isFullFor(words)) {
      if (connection.refusal !== "draft-full") connection.notify({ kind: "draft-full" });
      connection.refusal = "draft-full";
      return false;
    }
    const weight = kind === "first-step2" ? 0 : words.bytes.length;
    if (connection.waitingBytes + weight > this.#ports.limits.waitingBytes) {
      connection.close(CLOSE.comeBack);
      return false;
    }
    if (repeats) this.#room.repeat(connection);
    connection.used = true;
    // The rest of it is asked for when this much is committed: our step 1 covers no more (R6).
    const more = verdict.isPart ? () => this.#room.askForMore(connection) : null;
    this.#room.accept(connection, words, unheard, weight, more);
    return true;
  }

  /** Barriers are refused until the rest has come; it leaves no gap, however often it takes (R34). */
  #partTaken(): void {
    const connection = this.#connection;
    connection.comesInParts = true;
    connection.gaps = 0;
    connection.refusal = "resync";
  }

  /** Asks once for what is missing; barriers are refused until a step 2 brings it (R6). */
  #gap(isStep2: boolean): void {
    const connection = this.#connection;
    if (connection.refusal === "draft-full") return;
    connection.refusal = "resync";
    if (isStep2) connection.gaps += 1;
    if (connection.gaps > GAPS) connection.close(CLOSE.freshDocument);
    else this.#room.askForMore(connection);
  }

  #gapClosed(): void {
    const connection = this.#connection;
    connection.gaps = 0;
    connection.comesInParts = false;
    if (connection.refusal === "resync" || connection.refusal === "draft-full") {
      connection.refusal = null;
    }
  }

  #bounds(kind: Kind): UpdateBounds {
    const { firstSyncBytes, messageBytes, newClientsPerMessage: newClients } = this.#ports.limits;
    return { bytes: kind === "first-step2" ? firstSyncBytes : messageBytes, newClients };
  }
}

type Kind = "update" | "step2" | "first-step2";

/** Whether the room must look into the database before it may conclude (R6). */
function needsNews(verdict: Verdict): boolean {
  switch (verdict.kind) {
    case "gap":
    case "foreign":
      return true;
    case "words":
      return verdict.unboundClients.length > 0;
    case "malformed":
    case "known":
      return false;
  }
}

/** Whether it deletes only what a document may have deleted by itself, and says so as a whole. */
function mayBeImplied(verdict: Verdict, kind: Kind): boolean {
  return kind !== "update" && verdict.kind === "words" && verdict.words.sections.length === 0;
}

/** So many at once, then one in a while. */
class Allowance {
  #left: number;
  #at: number;

  constructor(
    readonly most: number,
    readonly everyMs: number,
    readonly ticks: () => number,
  ) {
    this.#left = most;
    this.#at = ticks();
  }

  /** Takes one; answers how many milliseconds the taker must wait. */
  take(): number {
    const now = this.ticks();
    this.#left = Math.min(this.most, this.#left + (now - this.#at) / this.everyMs);
    this.#at = now;
    this.#left -= 1;
    return this.#left >= 0 ? 0 : Math.ceil(-this.#left * this.everyMs);
  }
}

function pause(milliseconds: number): Promise<void> | undefined {
  if (milliseconds <= 0) return undefined;
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
