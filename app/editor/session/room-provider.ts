import * as decoding from "lib0/decoding";
import { ObservableV2 } from "lib0/observable";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { CLOSE, isPermanentClose } from "#app/protocol/close-codes.ts";
import {
  type BarrierRefusal,
  encodeReceiptRequest,
  MESSAGE,
  readMessage,
  SYNC,
} from "#app/protocol/messages.ts";
import type { Notice } from "#app/protocol/notices.ts";
import { roomParameters, type RoomQuery, ROOMS_PATH } from "#app/protocol/room-address.ts";
import { OwnCursor } from "#app/editor/presence/own-cursor.ts";
import { applyFirst } from "./raw-update.ts";
import { Receipts } from "./receipts.ts";
import { endingOf, type RoomState, UNKNOWN_ROOM } from "./room-state.ts";

interface RoomProviderOptions extends RoomQuery {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Such as `wss://desk.example.org/rooms`. */
  readonly serverUrl: string;
  readonly documentId: string;
  /** Changes of an earlier visit that the device keeps and no receipt covers. */
  readonly keptChanges?: number;
  /** Origins of updates that are not local changes, such as the copy on the device. */
  readonly foreignOrigins?: ReadonlySet<unknown>;
  /** Default: the browser's own. */
  readonly WebSocketPolyfill?: typeof WebSocket | undefined;
}

type RoomEvents = {
  change: (state: RoomState) => void;
  notice: (notice: Notice) => void;
  /** A receipt arrived that covers all local changes. */
  saved: () => void;
  /** Others' edits are about to be applied: pending input of this page must be read first. */
  "before-others": () => void;
  /** 4409: this page's client id belongs to someone else (R7). */
  "foreign-client": () => void;
};

/** Milliseconds from a change to its barrier, so that the browser renders a frame first. */
const BARRIER_MS = 20;
/** Milliseconds without an answer after which a barrier counts as late. */
const LATE_MS = 5_000;
/** Milliseconds for a lost connection to return before the page says "Offline". */
const GRACE_MS = 1_500;
/**
 * After a wake or a change of network, the socket must answer within this many milliseconds, or is
 * reopened.
 */
const PROBE_MS = 4_000;
/** Milliseconds between two runs of the timer that checks all of these. */
const SWEEP_MS = 500;
/**
 * A gap between two runs, in milliseconds, that only a sleeping machine or a frozen page explains.
 */
const ASLEEP_MS = 20_000;

/**
 * The client's side of a room, on y-websocket's provider: receipts (R11), notices, permanent
 * refusals (R2), the draft's generation in the address (R17). It never uses the browser's broadcast
 * channel, so that each tab has its own connection to the room.
 */
export class RoomProvider extends ObservableV2<RoomEvents> {
  readonly awareness: Awareness;
  private readonly doc: Y.Doc;
  private readonly socket: WebsocketProvider;
  private readonly receipts: Receipts;
  private readonly foreignOrigins: ReadonlySet<unknown>;
  private current: RoomState;
  private serverVector: Uint8Array | null = null;
  /** The state vectors at the last barrier sent, and at the last one confirmed. */
  private askedVector: Uint8Array | null = null;
  private confirmedVector: Uint8Array | null = null;
  private askedAt = 0;
  private lostAt: number | null = null;
  private probedAt: number | null = null;
  private sweptAt = Date.now();
  private barrierTimer: ReturnType<typeof setTimeout> | null = null;
  private readonly cursor: OwnCursor;
  private readonly sweeper: ReturnType<typeof setInterval>;

  constructor(options: RoomProviderOptions) {
    super();
    this.doc = options.doc;
    this.awareness = options.awareness;
    this.receipts = new Receipts(options.keptChanges);
    this.foreignOrigins = options.foreignOrigins ?? new Set();
    this.current = { ...UNKNOWN_ROOM, unsaved: this.receipts.unsaved };
    this.socket = new WebsocketProvider(options.serverUrl, options.documentId, options.doc, {
      awareness: options.awareness,
      connect: false,
      disableBc: true,
      params: roomParameters(options),
      shouldReconnect: (event) => !isPermanentClose(event.code),
      ...(options.WebSocketPolyfill ? { WebSocketPolyfill: options.WebSocketPolyfill } : {}),
    });
    this.cursor = new OwnCursor(this.socket, options.awareness, (bytes) => this.send(bytes));
    this.addMessages();
    this.socket.on("status", this.onStatus);
    this.socket.on("sync", this.onSync);
    this.socket.on("connection-close", this.onClose);
    // After the provider's own listener, so that a barrier follows the update it covers.
    this.doc.on("update", this.onUpdate);
    this.sweeper = setInterval(this.sweep, SWEEP_MS);
  }

  get state(): RoomState {
    const { unsaved } = this.receipts;
    return unsaved === this.current.unsaved ? this.current : { ...this.current, unsaved };
  }

  /**
   * The state vector up to which changes are known to be on the server: by the last receipt; before
   * the first one, by the server's own state vector. Null before both.
   */
  get savedVector(): Uint8Array | null {
    return this.confirmedVector ?? this.serverVector;
  }

  /** Opens the connection; after a permanent refusal, tries once more. */
  connect(): void {
    if (this.current.connection === "ended") {
      this.change({ connection: "connecting", ending: null });
    }
    this.lostAt = Date.now();
    this.socket.connect();
  }

  /** Checks whether the other side still answers, and connects at once where it does not. */
  wake(): void {
    if (this.current.connection === "ended") return;
    if (this.socket.synced) this.probe();
    else if (!this.socket.wsconnected && this.socket.shouldConnect) this.reopen();
  }

  override destroy(): void {
    clearInterval(this.sweeper);
    if (this.barrierTimer) clearTimeout(this.barrierTimer);
    this.cursor.destroy();
    this.doc.off("update", this.onUpdate);
    this.socket.destroy();
    super.destroy();
  }

  private readonly onStatus = ({ status }: { status: string }): void => {
    if (status === "connected") {
      this.receipts.opened();
      this.probedAt = null;
      const stays = this.current.connection === "offline" && hasNoNetwork();
      this.change({ connection: stays ? "offline" : "connecting" });
    }
  };

  private readonly onSync = (synced: boolean): void => {
    if (!synced) return;
    this.lostAt = null;
    this.change({ connection: "live", everSynced: true, unreachable: false });
  };

  private readonly onClose = (event: CloseEvent | null): void => {
    this.receipts.closed();
    this.probedAt = null;
    if (event && isPermanentClose(event.code)) {
      this.change({ connection: "ended", ending: endingOf(event.code), late: false });
      if (event.code === CLOSE.freshDocument) this.emit("foreign-client", []);
      return;
    }
    this.lostAt ??= Date.now();
    const wasOffline = this.current.connection === "offline";
    this.change({ connection: wasOffline ? "offline" : "connecting", late: false });
    if (!this.current.everSynced) this.change({ unreachable: true });
  };

  private readonly onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.socket || this.foreignOrigins.has(origin)) return;
    this.receipts.changed();
    // Everything else waits until the key has been handled and rendered.
    this.barrierTimer ??= setTimeout(this.onBarrierTimer, BARRIER_MS);
  };

  private readonly onBarrierTimer = (): void => {
    this.barrierTimer = null;
    this.ask();
    this.change({});
  };

  private addMessages(): void {
    const handlers = this.socket.messageHandlers;
    const sync = handlers[MESSAGE.sync];
    if (!sync) throw new Error("y-websocket came without its sync handler");
    handlers[MESSAGE.sync] = (encoder, decoder, provider, emitSynced, type) => {
      const { step, bytes } = syncAhead(decoder);
      if (step !== SYNC.step1) {
        this.emit("before-others", []);
        applyFirst(this.doc, bytes, this.socket, () =>
          sync(encoder, decoder, provider, emitSynced, type),
        );
        return;
      }
      sync(encoder, decoder, provider, emitSynced, type);
      this.serverVector = bytes;
      // Our step 2 is in `encoder` and is sent as soon as this handler returns; the barrier
      // follows.
      queueMicrotask(() => {
        this.receipts.sentWhatTheyLack();
        this.ask();
      });
    };
    for (const number of [MESSAGE.receipt, MESSAGE.refused, MESSAGE.notice]) {
      handlers[number] = (_encoder, decoder, _provider, _emitSynced, type) => {
        this.onMessage(type, decoder);
      };
    }
  }

  private onMessage(type: number, decoder: decoding.Decoder): void {
    const message = readMessage(type, decoder);
    if (message === null) return;
    switch (message.type) {
      case "receipt":
        if (!this.receipts.received(message.n)) return;
        this.probedAt = null;
        this.confirmedVector = this.askedVector;
        this.change({ late: false, refused: null });
        if (this.receipts.unsaved === 0) this.emit("saved", []);
        this.ask();
        return;
      case "refused":
        if (!this.receipts.refused(message.n, message.code)) return;
        this.probedAt = null;
        this.onRefused(message.code);
        return;
      case "notice":
        this.onNotice(message.notice);
        return;
      case "receipt-request":
        return;
    }
  }

  private onRefused(code: BarrierRefusal): void {
    if (code === "resync") {
      // The server's step 1 comes with it, and the next barrier follows our answer.
      return;
    }
    const access = code === "draft-full" ? this.current.access : "read";
    this.change({ refused: code, access, late: false });
    this.ask();
  }

  private onNotice(notice: Notice): void {
    switch (notice.kind) {
      case "status":
        this.change({
          access: notice.access,
          status: notice.status,
          // The first status is what the page knows already; any later one may bring something new.
          changes: this.current.changes + (this.current.status === null ? 0 : 1),
        });
        break;
      case "not-saved-yet":
        this.change({ late: true });
        break;
      case "saving-again":
        this.change({ late: false });
        break;
      case "read-only":
        this.change({ access: "read", refused: "read-only" });
        break;
      case "draft-full":
        this.change({ refused: "draft-full" });
        break;
      case "threads":
        // For who listens to notices: nothing of the connection changes.
        break;
    }
    this.emit("notice", [notice]);
  }

  private ask(): void {
    const n = this.receipts.next();
    if (n !== null) this.sendBarrier(n);
  }

  private probe(): void {
    if (this.probedAt !== null) return;
    this.probedAt = Date.now();
    const n = this.receipts.probe();
    if (n !== null) this.sendBarrier(n);
  }

  private sendBarrier(n: number): void {
    this.askedAt = Date.now();
    this.askedVector = Y.encodeStateVector(this.doc);
    this.send(encodeReceiptRequest(n));
  }

  private send(bytes: Uint8Array<ArrayBuffer>): void {
    const { ws } = this.socket;
    if (ws && ws.readyState === ws.OPEN) ws.send(bytes);
  }

  /** Drops a socket that may be dead without having noticed, and opens another at once. */
  private reopen(): void {
    this.socket.disconnect();
    this.socket.connect();
  }

  private readonly sweep = (): void => {
    const now = Date.now();
    const asleep = now - this.sweptAt > ASLEEP_MS;
    this.sweptAt = now;
    if (asleep) this.wake();
    if (this.probedAt !== null && now - this.probedAt > PROBE_MS) {
      const silent = this.socket.wsLastMessageReceived <= this.probedAt;
      this.probedAt = null;
      if (silent) return this.reopen();
    }
    if (this.receipts.asking && now - this.askedAt > LATE_MS && this.receipts.unsaved > 0) {
      this.change({ late: true });
    }
    const { connection } = this.current;
    if (connection === "connecting" && this.lostAt !== null && now - this.lostAt > GRACE_MS) {
      // A socket that is open and on its way through its first sync is connecting, not lost.
      if (this.isCutOff(now)) this.change({ connection: "offline", unreachable: true });
    }
  };

  /** Without a socket, without a network, or with a socket on which nothing comes: a dead line can look open. */
  private isCutOff(now: number): boolean {
    const { wsconnected, wsLastMessageReceived } = this.socket;
    return !wsconnected || hasNoNetwork() || now - wsLastMessageReceived > PROBE_MS;
  }

  private change(part: Partial<RoomState>): void {
    const next = { ...this.current, ...part, unsaved: this.receipts.unsaved };
    const keys = Object.keys(next) as (keyof RoomState)[];
    if (keys.every((key) => next[key] === this.current[key])) return;
    this.current = next;
    this.emit("change", [next]);
  }
}

/** Whether the browser knows that there is no network; outside of browsers nobody knows. */
function hasNoNetwork(): boolean {
  return typeof navigator !== "undefined" && navigator.onLine === false;
}

/** Where rooms are. */
export function roomsUrl({ protocol, host }: Location): string {
  return `${protocol === "https:" ? "wss" : "ws"}://${host}${ROOMS_PATH}`;
}

/** The sync message that the decoder is about to read: its step, and a state vector or an update. */
function syncAhead(decoder: decoding.Decoder) {
  const ahead = decoding.clone(decoder);
  return { step: decoding.readVarUint(ahead), bytes: decoding.readVarUint8Array(ahead).slice() };
}
