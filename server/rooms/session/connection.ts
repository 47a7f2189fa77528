import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { CLOSE_REASONS, type CloseCode } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import {
  type BarrierRefusal,
  encodeNotice,
  encodeReceipt,
  encodeRefused,
} from "#app/protocol/messages.ts";
import type { Notice } from "#app/protocol/notices.ts";
import { type Frame, frameOf } from "./frames.ts";
import type { Identity } from "#server/rooms/ports.ts";
import type { Room } from "#server/rooms/room/room.ts";

/** Where a connection stands. */
export type ConnectionState =
  /** Not yet in a room; its socket is not read. */
  | { readonly kind: "joining" }
  /** In a room and may write. */
  | { readonly kind: "live"; readonly room: Room }
  /** In a room and may only read (R8). */
  | { readonly kind: "read-only"; readonly room: Room }
  /** Closing; `since` in milliseconds of the monotonic clock. */
  | { readonly kind: "leaving"; readonly since: number };

/** A barrier that waits for the words before it (R11). */
interface Barrier {
  readonly n: number;
  /** The room's number of the last accepted entry before it. */
  readonly after: number;
}

export interface ConnectionPorts {
  readonly limits: Limits;
  /** Milliseconds of a clock that never jumps. */
  readonly ticks: () => number;
  readonly onRefusal: (code: BarrierRefusal) => void;
  readonly onClose: (code: CloseCode) => void;
  /** It no longer counts as joining (R1). */
  readonly onJoined: () => void;
}

/** One socket: what goes out of it, what is known of its sender, and what of it still waits. */
export class Connection {
  state: ConnectionState = { kind: "joining" };
  /** Known once it has joined. */
  identity: Identity | null = null;
  matterId: string | null = null;
  /** Its first sync step 1 has been answered: from then on it is sent what others write. */
  synced = false;
  /** The Yjs client id under which others see it (R14). */
  awarenessId: number | null = null;
  /** That id is bound to the person, so that others may be told of it (R7). */
  awarenessIsBound = false;
  /** The person as others see them, as JSON. */
  personJson = "{}";
  /** The room's number of its last accepted entry, or of one that it repeated. */
  after = 0;
  /** Bytes accepted from it that wait, beside its first sync (R22). */
  waitingBytes = 0;
  /** Sync steps 1 of ours that it has not answered yet. */
  openSteps = 0;
  /** The client has sent its first step 2, which alone may be large. */
  firstStep2Came = false;
  /** Its first step 2 holds more new client ids than one message may, and is taken in parts (R34). */
  comesInParts = false;
  /** Why barriers are refused, and until when: see Room. */
  refusal: BarrierRefusal | null = null;
  /** Steps 2 in a row that left a gap. */
  gaps = 0;
  /** It speaks our protocol: it has sent a barrier. */
  supportsReceipts = false;
  /** It was told that saving is delayed, and not yet that it works again (R12). */
  toldOfDelay = false;
  /** Rights changed: nothing more of it is taken, and it will be closed (R5). */
  unheard = false;
  /** It has sent words or moved its cursor since its session was last touched (R3). */
  used = false;
  readonly openedAt: number;
  missedPings = 0;
  nextPingAt: number;
  sentAt: number;

  readonly #barriers: Barrier[] = [];
  /** Bytes given to the socket so far, and up to where they belong to a first sync (R13). */
  #given = 0;
  #syncEnd = 0;
  #syncStartedAt = 0;
  #paused = false;
  #holds = 0;

  constructor(
    readonly socket: Duplex,
    readonly ws: WebSocket,
    readonly cookieHeader: string | undefined,
    readonly ports: ConnectionPorts,
  ) {
    const now = ports.ticks();
    this.openedAt = now;
    this.sentAt = now;
    this.nextPingAt = now + ports.limits.pingMs;
  }

  /** The room it is in, or null. */
  get room(): Room | null {
    const { state } = this;
    return state.kind === "live" || state.kind === "read-only" ? state.room : null;
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  get hasBarriers(): boolean {
    return this.#barriers.length > 0;
  }

  get barriersWaiting(): number {
    return this.#barriers.length;
  }

  /** Sends a frame; closes the connection where too much waits in its socket (R13). */
  send(frame: Frame): void {
    if (this.ws.readyState !== this.ws.OPEN) return;
    this.socket.write(frame);
    this.#given += frame.length;
    this.sentAt = this.ports.ticks();
    // Most sockets take everything at once; then there is nothing to look at.
    if (this.socket.writableLength > 0) this.#checkBacklog();
  }

  /** Sends the answer to a sync step 1, which has a limit of its own: its size, and a time (R13). */
  sendSync(frame: Frame): void {
    this.#syncStartedAt = this.ports.ticks();
    this.#syncEnd = this.#given + frame.length;
    this.send(frame);
  }

  /** Whether an answer to a sync step 1 is still on its way out. */
  get isSyncing(): boolean {
    return this.#given - this.socket.writableLength < this.#syncEnd;
  }

  notify(notice: Notice): void {
    this.send(frameOf(encodeNotice(notice)));
  }

  /** Answers a barrier at once, or when the words before it are committed (R11). */
  barrier(n: number, settled: number): void {
    if (this.refusal) this.#refuse(n, this.refusal);
    else if (this.after <= settled) this.send(frameOf(encodeReceipt(n)));
    else this.#barriers.push({ n, after: this.after });
  }

  /** Everything up to the entry `settled` is committed: answers the barriers that waited for it. */
  settle(settled: number): void {
    for (let next = this.#barriers[0]; next && next.after <= settled; next = this.#barriers[0]) {
      this.#barriers.shift();
      this.send(frameOf(encodeReceipt(next.n)));
    }
  }

  /** Words before the waiting barriers will not be committed. */
  refuseBarriers(code: BarrierRefusal): void {
    for (const { n } of this.#barriers.splice(0)) this.#refuse(n, code);
  }

  #refuse(n: number, code: BarrierRefusal): void {
    this.ports.onRefusal(code);
    this.send(frameOf(encodeRefused(n, code)));
  }

  /** More of it waits for the committer; past a limit its socket is not read (R12). */
  addWaiting(bytes: number): void {
    const before = this.waitingBytes;
    const { pauseBytes } = this.ports.limits;
    this.waitingBytes += bytes;
    if (before <= pauseBytes && this.waitingBytes > pauseBytes) this.hold();
  }

  /** So much of it waits no longer. */
  freeWaiting(bytes: number): void {
    const before = this.waitingBytes;
    const { pauseBytes } = this.ports.limits;
    this.waitingBytes -= bytes;
    if (before > pauseBytes && this.waitingBytes <= pauseBytes) this.release();
  }

  /**
   * Stops reading the socket while `holds` are on it: while it joins, while a message of it waits for
   * the database, while too much of it waits for the committer (R12).
   */
  hold(): void {
    this.#holds += 1;
    if (this.#holds === 1) {
      this.#paused = true;
      this.ws.pause();
    }
  }

  release(): void {
    this.#holds -= 1;
    if (this.#holds > 0) return;
    this.#paused = false;
    // Pongs could not be read meanwhile (R15).
    this.missedPings = 0;
    this.ws.resume();
  }

  /** Closes with a code that says why; its room is told by whoever listens to the socket. */
  close(code: CloseCode): void {
    if (this.state.kind === "leaving") return;
    this.ports.onClose(code);
    this.leave();
    this.ws.close(code, CLOSE_REASONS[code]);
    // A paused socket would never read the other side's answer.
    this.ws.resume();
  }

  /** Takes it out of its room. */
  leave(): void {
    const { room } = this;
    if (this.state.kind === "leaving") return;
    this.state = { kind: "leaving", since: this.ports.ticks() };
    room?.remove(this);
  }

  /** Whether its first sync takes too long to leave the socket (R13). */
  isSyncOverdue(now: number): boolean {
    return this.isSyncing && now - this.#syncStartedAt > this.ports.limits.firstSyncMs;
  }

  #checkBacklog(): void {
    const drained = this.#given - this.socket.writableLength;
    const relayed = this.#given - Math.max(drained, this.#syncEnd);
    if (relayed > this.ports.limits.relayedBytes) this.close(1013);
  }
}
