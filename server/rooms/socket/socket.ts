import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { type CloseCode, closeReason } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import { type Frame, KEEP_ALIVE_FRAME } from "./frames.ts";

interface SocketPorts {
  readonly limits: Limits;
  /** A monotonic clock in milliseconds. */
  readonly monotonicNow: () => number;
}

/** Sends bytes and controls reading. It knows nothing of the protocol. */
export class Socket {
  readonly #stream: Duplex;
  readonly #ws: WebSocket;
  readonly #ports: SocketPorts;
  /** Called when more relayed bytes are queued than allowed (R13); set once by the owner. */
  #onOverflow: () => void = () => undefined;
  /**
   * Bytes given to the stream so far, and up to where they belong to an answer to a sync step 1.
   */
  #given = 0;
  #syncEnd = 0;
  #syncStartedAt = 0;
  #holds = 0;
  #missedPings = 0;
  #nextPingAt: number;
  /** Whether anything was sent since the last sweep, which was at `#sweptAt`. */
  #hasSent = true;
  #sweptAt: number;
  /** A time before which nothing was sent for the last time. */
  #sentAt: number;

  constructor(stream: Duplex, ws: WebSocket, ports: SocketPorts) {
    this.#stream = stream;
    this.#ws = ws;
    this.#ports = ports;
    const now = ports.monotonicNow();
    this.#sentAt = now;
    this.#sweptAt = now;
    this.#nextPingAt = now + ports.limits.pingMs;
    // Ignored: the close event that follows is handled.
    ws.on("error", () => undefined);
    ws.on("pong", () => {
      this.#missedPings = 0;
    });
  }

  onMessage(handle: (data: Buffer, isBinary: boolean) => void): void {
    this.#ws.on("message", handle);
  }

  onClose(handle: () => void): void {
    this.#ws.on("close", handle);
  }

  onOverflow(handle: () => void): void {
    this.#onOverflow = handle;
  }

  send(frame: Frame): void {
    if (this.#ws.readyState !== WebSocket.OPEN) return;
    this.#stream.write(frame);
    this.#given += frame.length;
    // The sweep looks when: a clock read for each recipient would cost more than it tells.
    this.#hasSent = true;
    // Most sockets send everything at once; then there is no backlog to check.
    if (this.#stream.writableLength > 0) this.#checkBacklog();
  }

  /** Sends the answer to a sync step 1, which has separate limits: its size, and a time (R13). */
  sendSync(frame: Frame): void {
    this.#syncStartedAt = this.#ports.monotonicNow();
    this.#syncEnd = this.#given + frame.length;
    this.send(frame);
  }

  /** Whether an answer to a sync step 1 is still being sent. */
  get isSyncing(): boolean {
    return this.#given - this.#stream.writableLength < this.#syncEnd;
  }

  /** Whether that takes too long (R13). */
  isSyncOverdue(now: number): boolean {
    return this.isSyncing && now - this.#syncStartedAt > this.#ports.limits.firstSyncMs;
  }

  /** Whether reading is paused. */
  get isPaused(): boolean {
    return this.#holds > 0;
  }

  /**
   * Pauses reading while there are holds: while it joins, while a message waits for the database,
   * while too many of its bytes are pending (R12).
   */
  hold(): void {
    this.#holds += 1;
    if (this.#holds === 1) this.#ws.pause();
  }

  release(): void {
    this.#holds -= 1;
    if (this.#holds > 0) return;
    // Pongs could not be read meanwhile (R15).
    this.#missedPings = 0;
    this.#ws.resume();
  }

  /**
   * Pings when due, and sends a keep-alive after a long silence (R15). Returns false where too many
   * pings went unanswered. `sweepMs` is the interval between calls.
   */
  keepAlive(now: number, sweepMs: number): boolean {
    const { pingMs, missedPings, silenceMs } = this.#ports.limits;
    if (this.isPaused) this.#nextPingAt = now + pingMs;
    else if (now >= this.#nextPingAt) {
      if (this.#missedPings >= missedPings) return false;
      this.#missedPings += 1;
      this.#nextPingAt = now + pingMs;
      this.#ws.ping();
    }
    if (this.#hasSent) this.#sentAt = this.#sweptAt;
    this.#hasSent = false;
    this.#sweptAt = now;
    if (now - this.#sentAt > silenceMs - 3 * sweepMs) this.send(KEEP_ALIVE_FRAME);
    return true;
  }

  close(code: CloseCode, why?: string): void {
    this.#ws.close(code, closeReason(code, why));
    // A paused socket would never read the other side's close frame.
    this.#ws.resume();
  }

  terminate(): void {
    this.#ws.terminate();
  }

  #checkBacklog(): void {
    const drained = this.#given - this.#stream.writableLength;
    const relayed = this.#given - Math.max(drained, this.#syncEnd);
    if (relayed > this.#ports.limits.relayedBytes) this.#onOverflow();
  }
}
