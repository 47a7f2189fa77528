import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { CLOSE_REASONS, type CloseCode } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import { type Frame, SIGN_OF_LIFE } from "./frames.ts";

export interface SocketPorts {
  readonly limits: Limits;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonicNow: () => number;
}

/** Bytes out, and when those of the other side are read. It knows nothing of what they say. */
export class Socket {
  readonly #stream: Duplex;
  readonly #ws: WebSocket;
  readonly #ports: SocketPorts;
  /** More relayed bytes wait in it than may (R13); set once by whoever owns it. */
  #onOverflow: () => void = () => undefined;
  /** Bytes given to the stream so far, and up to where they belong to an answer to a sync step 1. */
  #given = 0;
  #syncEnd = 0;
  #syncStartedAt = 0;
  #holds = 0;
  #missedPings = 0;
  #nextPingAt: number;
  #sentAt: number;

  constructor(stream: Duplex, ws: WebSocket, ports: SocketPorts) {
    this.#stream = stream;
    this.#ws = ws;
    this.#ports = ports;
    const now = ports.monotonicNow();
    this.#sentAt = now;
    this.#nextPingAt = now + ports.limits.pingMs;
    // The close that follows says all; sockets break for a hundred reasons.
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
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    this.#stream.write(frame);
    this.#given += frame.length;
    this.#sentAt = this.#ports.monotonicNow();
    // Most sockets take everything at once; then there is nothing to look at.
    if (this.#stream.writableLength > 0) this.#checkBacklog();
  }

  /** Sends the answer to a sync step 1, which has a limit of its own: its size, and a time (R13). */
  sendSync(frame: Frame): void {
    this.#syncStartedAt = this.#ports.monotonicNow();
    this.#syncEnd = this.#given + frame.length;
    this.send(frame);
  }

  /** Whether an answer to a sync step 1 is still on its way out. */
  get isSyncing(): boolean {
    return this.#given - this.#stream.writableLength < this.#syncEnd;
  }

  /** Whether that takes too long (R13). */
  isSyncOverdue(now: number): boolean {
    return this.isSyncing && now - this.#syncStartedAt > this.#ports.limits.firstSyncMs;
  }

  /** Whether it is read at the moment. */
  get isPaused(): boolean {
    return this.#holds > 0;
  }

  /**
   * Stops reading while there are holds: while it joins, while a message of it waits for the
   * database, while too much of it waits for the committer (R12).
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
   * Pings when it is time to, and says something where nothing was said for long (R15). Answers false
   * where too many pings went without an answer. `sweepMs` is how often it is called.
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
    if (now - this.#sentAt > silenceMs - 3 * sweepMs) this.send(SIGN_OF_LIFE);
    return true;
  }

  close(code: CloseCode): void {
    this.#ws.close(code, CLOSE_REASONS[code]);
    // A paused socket would never read the other side's answer.
    this.#ws.resume();
  }

  /** Cuts it off. */
  terminate(): void {
    this.#ws.terminate();
  }

  #checkBacklog(): void {
    const drained = this.#given - this.#stream.writableLength;
    const relayed = this.#given - Math.max(drained, this.#syncEnd);
    if (relayed > this.#ports.limits.relayedBytes) this.#onOverflow();
  }
}
