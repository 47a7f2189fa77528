import { shortMessageOf } from "#server/message-of.ts";
import { CLOSE, type CloseCode } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import { type BarrierRefusal, encodeNotice } from "#app/protocol/messages.ts";
import type { Notice } from "#app/protocol/notices.ts";
import type { DraftStatus } from "#server/rooms/log/update-log.ts";
import type { RoomsLog } from "#server/rooms/ports.ts";
import type { Connections } from "#server/rooms/room/connections.ts";
import { BadAwareness } from "#server/rooms/room/presence.ts";
import type { HourlyAllowance } from "#server/rooms/room/hourly-allowance.ts";
import type { Room } from "#server/rooms/room/room.ts";
import {
  type ClientMessage,
  MalformedMessage,
  readClientMessage,
} from "#server/rooms/socket/client-message.ts";
import { type Frame, frameOf } from "#server/rooms/socket/frames.ts";
import type { Socket } from "#server/rooms/socket/socket.ts";
import type { Scheduler } from "#server/scheduler.ts";
import { Allowance } from "./allowance.ts";
import { Inbox } from "./inbox.ts";
import { NoticesOnly } from "./notices-only.ts";
import { pause } from "./pause.ts";
import { BarrierAnswers } from "./receipts.ts";
import type { RoomSeat, Seat, Seated, SyncState } from "./session-state.ts";
import { type Sender, UpdateIntake } from "./update-intake.ts";

export interface SyncSessionPorts {
  readonly limits: Limits;
  readonly logger: RoomsLog;
  readonly monotonicNow: () => number;
  readonly scheduler: Scheduler;
  readonly newClients: HourlyAllowance;
  readonly costlySteps: HourlyAllowance;
  readonly connections: Connections;
  /** The draft's state in the database; null where there is none. */
  readonly head: (documentId: string) => Promise<DraftStatus | null>;
  readonly onRefusal: (code: BarrierRefusal) => void;
  readonly onClose: (code: CloseCode) => void;
  /** Called when it no longer counts as joining (R1). */
  readonly onJoined: () => void;
}

/** The most bytes of one client's entry in a state vector. */
const CLOCK_BYTES = 10;

const NONE: ReadonlySet<string> = new Set();

/** The number of steps 1 answered at once, and milliseconds until one more. */
const ANSWERS = 8;
const ANSWER_MS = 500;

/**
 * The protocol over one socket: the session's state, and the handling of each message, in order.
 * Nothing else changes the state.
 */
export class SyncSession implements Sender {
  readonly openedAt: number;
  readonly #ports: SyncSessionPorts;
  readonly #receipts: BarrierAnswers;
  readonly #answers: Allowance;
  readonly #inbox: Inbox;
  #state: SyncState = { kind: "joining" };
  #intake: UpdateIntake | null = null;
  #listening: NoticesOnly | null = null;
  #waitingBytes = 0;
  /** Whether the client sends barriers. */
  #supportsReceipts = false;
  /** Whether it was told that saving is delayed, and not yet that it works again (R12). */
  #toldOfDelay = false;
  #isUsed = false;

  constructor(
    readonly socket: Socket,
    readonly cookieHeader: string | undefined,
    ports: SyncSessionPorts,
  ) {
    this.#ports = ports;
    this.openedAt = ports.monotonicNow();
    this.#receipts = new BarrierAnswers((frame) => this.send(frame), ports.onRefusal);
    this.#answers = new Allowance(ANSWERS, ANSWER_MS, ports.monotonicNow);
    this.#inbox = new Inbox(
      socket,
      (bytes) => this.#handle(bytes),
      (error) => this.#failed(error),
    );
    socket.onOverflow(() => this.close(CLOSE.comeBack));
    // Nothing is read before the client is identified.
    socket.hold();
  }

  get state(): SyncState {
    return this.#state;
  }

  /** Its place, revoked or not; null before it joined and once it leaves. */
  get seat(): Seat | null {
    return "seat" in this.#state ? this.#state.seat : null;
  }

  get isSynced(): boolean {
    return "isSynced" in this.#state && this.#state.isSynced;
  }

  get takes(): Sender["takes"] {
    switch (this.#state.kind) {
      case "live":
        return "updates";
      case "read-only":
      case "listening":
        return "nothing-new";
      case "joining":
      case "revoked":
      case "leaving":
        return "nothing";
    }
  }

  get userId(): string {
    if (!this.seat) throw new Error("a session without a person");
    return this.seat.identity.actor.userId;
  }

  get threadOrganizations(): ReadonlySet<string> {
    // People whose rights changed are told nothing more until these are decided again (R5).
    const state = this.#state;
    return "isSynced" in state ? state.seat.threadOrganizations : NONE;
  }

  get personJson(): string {
    return this.#roomSeat?.personJson ?? "{}";
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** The number of unanswered barriers. */
  get barriersWaiting(): number {
    return this.#receipts.waiting;
  }

  /** Joins a room after the gate has checked access. */
  join(as: "live" | "read-only", seat: RoomSeat): void {
    this.#sit({ kind: as, seat, isSynced: false });
    this.#intake = new UpdateIntake(this, seat.room, this.#receipts, this.#ports);
    seat.room.add(this);
    if (as === "live") seat.room.conflicts.measureSoon();
    this.#read();
  }

  /** Hears of the draft from now on, after the gate has checked access (R39). */
  listen(seat: Seat): void {
    this.#sit({ kind: "listening", seat, isSynced: false });
    this.#listening = new NoticesOnly(this, seat.documentId, this.#ports);
    this.#read();
  }

  #sit(state: Seated): void {
    if (this.#state.kind !== "joining") throw new Error("a session joins once");
    this.#state = state;
    this.#ports.connections.add(state.seat.documentId, this);
  }

  #read(): void {
    this.socket.onMessage((data, isBinary) => {
      if (isBinary) this.#inbox.receive(data);
      else this.close(CLOSE.malformed, "a message of text");
    });
    this.socket.release();
  }

  /** Stops accepting anything, including messages already read that wait (R5). */
  revoke(): void {
    const { seat } = this;
    if (!seat) return;
    this.#state = { kind: "revoked", seat };
    this.socket.hold();
  }

  /** Closes with a code that gives the reason; `why` says more. */
  close(code: CloseCode, why?: string): void {
    if (this.#state.kind === "leaving") return;
    this.#ports.onClose(code);
    this.leave();
    this.socket.close(code, why);
  }

  /** Leaves the room. */
  leave(): void {
    const { seat } = this;
    if (this.#state.kind === "leaving") return;
    const { room } = this.#roomSeat ?? {};
    this.#state = { kind: "leaving", since: this.#ports.monotonicNow() };
    if (seat) this.#ports.connections.remove(seat.documentId, this);
    room?.remove(this);
  }

  send(frame: Frame): void {
    this.socket.send(frame);
  }

  notify(notice: Notice): void {
    this.send(frameOf(encodeNotice(notice)));
  }

  /** A full draft may have room by now: the client's step 2 finds out. */
  offerAgain(): void {
    if (this.#receipts.refusal === "draft-full") this.#intake?.askForMore();
  }

  /** Adds pending bytes; above a limit the socket is paused (R12). */
  addWaiting(bytes: number): void {
    const before = this.#waitingBytes;
    const { pauseBytes } = this.#ports.limits;
    this.#waitingBytes += bytes;
    if (before <= pauseBytes && this.#waitingBytes > pauseBytes) this.socket.hold();
  }

  freeWaiting(bytes: number): void {
    const before = this.#waitingBytes;
    const { pauseBytes } = this.#ports.limits;
    this.#waitingBytes -= bytes;
    if (before > pauseBytes && this.#waitingBytes <= pauseBytes) this.socket.release();
  }

  committed(entry: number): void {
    this.#receipts.settled(entry);
  }

  frozen(committedThrough: number): void {
    this.#receipts.frozen(committedThrough);
  }

  dropped(): void {
    this.#receipts.dropped();
    this.#intake?.askForMore();
  }

  /** In a frozen draft everybody becomes read-only and is told so (R16). */
  statusChanged(): void {
    const state = this.#state;
    if (state.kind === "live" && state.seat.room.status !== "draft") {
      this.#state = { ...state, kind: "read-only" };
    }
    this.#tellStatus();
  }

  hear(draft: DraftStatus | null): void {
    if (this.#state.kind === "listening") this.#listening?.hear(draft);
  }

  delayed(): void {
    if (this.#toldOfDelay) return;
    this.#toldOfDelay = true;
    this.notify({ kind: "not-saved-yet" });
  }

  recovered(): void {
    if (!this.#toldOfDelay) return;
    this.#toldOfDelay = false;
    this.notify({ kind: "saving-again" });
  }

  used(): void {
    this.#isUsed = true;
  }

  /** Whether it was used since the last call (R3). */
  takeUse(): boolean {
    const wasUsed = this.#isUsed;
    this.#isUsed = false;
    return wasUsed;
  }

  #handle(bytes: Uint8Array): Promise<void> | null {
    const { state } = this;
    if (!("isSynced" in state)) return null;
    const message = readClientMessage(bytes);
    return state.kind === "listening"
      ? (this.#listening?.handle(message, bytes.length) ?? null)
      : this.#dispatch(state.seat.room, message, bytes.length);
  }

  /**
   * Malformed messages are the sender's fault; after any other error clients reconnect, and it is
   * logged.
   */
  #failed(error: unknown): void {
    const documentId = this.seat?.documentId;
    if (error instanceof MalformedMessage) {
      const why = error.message;
      const userId = this.seat?.identity.actor.userId;
      const facts = { documentId, userId, why };
      this.#ports.logger.warn(facts, "a malformed message closed a connection");
      this.close(CLOSE.malformed, why);
      return;
    }
    const facts = { documentId, error: shortMessageOf(error) };
    this.#ports.logger.error(facts, "a message could not be handled");
    this.close(CLOSE.comeBack);
  }

  #dispatch(room: Room, message: ClientMessage, size: number): Promise<void> | null {
    const { messageBytes } = this.#ports.limits;
    switch (message.type) {
      case "step1":
        // A client that has a whole draft has a clock for each client that wrote in it.
        if (size > messageBytes + CLOCK_BYTES * room.clients)
          throw new MalformedMessage("too large");
        return this.#answer(room, message.clocks);
      case "step2":
        return this.#intake?.step2(message.update) ?? null;
      case "update":
        return this.#intake?.update(message.update) ?? null;
      case "awareness":
        if (size > messageBytes) throw new MalformedMessage("too large");
        this.#awareness(room, message.payload);
        return null;
      case "query-awareness":
        if (this.#answers.take() === 0) room.awareness.welcome(this);
        return null;
      case "barrier":
        this.#barrier(room, message.n);
        return null;
    }
  }

  #awareness(room: Room, payload: Uint8Array): void {
    try {
      room.awareness.receive(this, payload, this.#receipts.lastEntry);
    } catch (error) {
      throw error instanceof BadAwareness ? new MalformedMessage(error.message) : error;
    }
  }

  #barrier(room: Room, n: number): void {
    if (!this.#supportsReceipts) {
      this.#supportsReceipts = true;
      this.#tellStatus();
    }
    this.#receipts.request(n, room.pending.committedThrough);
  }

  /** Sends the access of this connection and the draft's status. */
  #tellStatus(): void {
    const state = this.#state;
    if (state.kind !== "live" && state.kind !== "read-only") return;
    const access = state.kind === "live" ? "write" : "read";
    const { status, generation } = state.seat.room;
    this.notify({ kind: "status", access, status, generation });
  }

  /** Answers the first few at once; a client that keeps asking waits for each (R13). */
  #answer(room: Room, clocks: ReadonlyMap<number, number>): Promise<void> | null {
    const wait = this.#answers.take();
    if (wait > 0 || this.socket.isSyncing) return this.#answerLater(room, clocks, wait);
    this.#answerNow(room, clocks);
    return null;
  }

  async #answerLater(room: Room, clocks: ReadonlyMap<number, number>, wait: number): Promise<void> {
    const { scheduler } = this.#ports;
    await pause(scheduler, wait);
    while (this.socket.isSyncing && this.takes !== "nothing") await pause(scheduler, 50);
    if (this.takes !== "nothing") this.#answerNow(room, clocks);
  }

  /** Sends what the client lacks, then requests what it has beyond that (R6). */
  #answerNow(room: Room, clocks: ReadonlyMap<number, number>): void {
    this.socket.sendSync(room.answerTo(clocks));
    this.#intake?.askForMore();
    if (this.synced()) room.awareness.welcome(this);
  }

  /** Call when its first sync step 1 is answered; false where it was before. */
  synced(): boolean {
    const state = this.#state;
    if (!("isSynced" in state) || state.isSynced) return false;
    this.#state = { ...state, isSynced: true };
    this.#ports.onJoined();
    return true;
  }

  get #roomSeat(): RoomSeat | null {
    const { seat } = this;
    return seat && isInRoom(seat) ? seat : null;
  }
}

function isInRoom(seat: Seat): seat is RoomSeat {
  return "room" in seat;
}
