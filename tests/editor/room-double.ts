import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import {
  type BarrierRefusal,
  encodeNotice,
  encodeReceipt,
  encodeRefused,
  encodeSyncStep1,
  MESSAGE,
  SYNC,
} from "#app/protocol/messages.ts";
import { encodeSyncStep2, encodeSyncUpdate } from "#tests/support/client-messages.ts";
import type { Notice } from "#app/protocol/notices.ts";

/**
 * A room in memory for tests of the page's side: it holds one draft, commits only when told to, and
 * keeps what each socket sent. It judges nothing; the real rooms have their own tests.
 */
export class RoomDouble {
  readonly doc = new Y.Doc();
  readonly sockets: SocketDouble[] = [];
  reachable = true;
  /** Whether it says anything before it closes. */
  greets = true;
  /** Whether anything arrives of what it says, as on a line that looks open and is dead. */
  arrives = true;
  /** Whether updates are taken at once, or wait for `commit`. */
  commitsAtOnce = true;

  /** The class to hand to the provider in place of WebSocket. */
  get WebSocket(): typeof WebSocket {
    // oxlint-disable-next-line typescript/no-this-alias -- the class below has a `this` of its own
    const room = this;
    const made = class extends SocketDouble {
      constructor(url: string) {
        super(url, room);
      }
    };
    return made as unknown as typeof WebSocket;
  }

  /** The socket that is open now. */
  get socket(): SocketDouble {
    const open = this.sockets.find((socket) => socket.readyState === 1);
    if (!open) throw new Error("no socket is open");
    return open;
  }

  get text(): string {
    return this.doc.getText("default").toString();
  }
}

export class SocketDouble {
  static readonly OPEN = 1;
  readonly OPEN = 1;
  readyState = 0;
  binaryType = "arraybuffer";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  /** The types of the messages that came, in order; sync messages as "step1", "step2", "update". */
  readonly heard: string[] = [];
  readonly barriers: number[] = [];
  private waiting: Uint8Array[] = [];

  constructor(
    readonly url: string,
    private readonly room: RoomDouble,
  ) {
    room.sockets.push(this);
    setTimeout(() => {
      if (this.readyState !== 0) return;
      if (!room.reachable) return this.end(1006);
      this.readyState = 1;
      this.onopen?.();
      if (room.greets) this.deliver(encodeSyncStep1(Y.encodeStateVector(room.doc)));
    });
  }

  send(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.receiptRequest) {
      this.heard.push("barrier");
      this.barriers.push(decoding.readVarUint(decoder));
      if (this.room.commitsAtOnce) this.commit();
    } else if (type === MESSAGE.awareness) {
      this.heard.push("awareness");
    } else if (type === MESSAGE.sync) {
      this.takeSync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
    }
  }

  private takeSync(step: number, bytes: Uint8Array): void {
    this.heard.push(step === SYNC.step1 ? "step1" : step === SYNC.step2 ? "step2" : "update");
    if (!this.room.greets) return;
    if (step === SYNC.step1) {
      this.deliver(encodeSyncStep2(Y.encodeStateAsUpdate(this.room.doc, bytes)));
    } else {
      this.waiting.push(bytes);
    }
  }

  /** Commits what waits and answers every barrier. */
  commit(): void {
    for (const bytes of this.waiting) Y.applyUpdate(this.room.doc, bytes);
    this.waiting = [];
    for (const n of this.barriers.splice(0)) this.deliver(encodeReceipt(n));
  }

  /** Commits the first update that waits, and answers nothing yet. */
  commitFirst(): void {
    const first = this.waiting.shift();
    if (first) Y.applyUpdate(this.room.doc, first);
  }

  /** Refuses what waits. */
  refuse(code: BarrierRefusal): void {
    this.waiting = [];
    for (const n of this.barriers.splice(0)) this.deliver(encodeRefused(n, code));
  }

  askForTheRest(): void {
    this.deliver(encodeSyncStep1(Y.encodeStateVector(this.room.doc)));
  }

  relay(update: Uint8Array): void {
    this.deliver(encodeSyncUpdate(update));
  }

  notice(notice: Notice): void {
    this.deliver(encodeNotice(notice));
  }

  /** Closes from the server's side. */
  end(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code, reason: "" });
  }

  close(): void {
    this.readyState = 3;
  }

  private deliver(bytes: Uint8Array): void {
    if (!this.room.arrives) return;
    this.onmessage?.({ data: bytes.slice().buffer });
  }
}
