import * as decoding from "lib0/decoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { subtractIds } from "#app/protocol/id-ranges.ts";
import {
  encodeReceiptRequest,
  encodeSyncStep1,
  MESSAGE,
  readMessage,
  SYNC,
} from "#app/protocol/messages.ts";
import { encodeSyncStep2, encodeSyncUpdate } from "#tests/support/client-messages.ts";
import { roomAddress } from "#app/protocol/room-address.ts";
import { IdSet } from "#server/rooms/update/id-set.ts";
import { readState } from "#server/rooms/update/accepted-update.ts";

/** Everything that somebody was promised or shown: clocks by client, and deleted ids. */
export class Promised {
  readonly clocks = new Map<number, number>();
  readonly deleted = new IdSet();

  add(clocks: ReadonlyMap<number, number>, deleted: ReturnType<typeof readState>["deleted"]): void {
    for (const [client, clock] of clocks) {
      this.clocks.set(client, Math.max(clock, this.clocks.get(client) ?? 0));
    }
    for (const [client, list] of deleted) {
      for (const range of list) this.deleted.add(client, range.clock, range.length);
    }
  }

  /** The parts of it that are not in the update; empty where nothing is missing. */
  missingIn(update: Uint8Array): string[] {
    const kept = readState(update);
    const missing: string[] = [];
    for (const [client, clock] of this.clocks) {
      const has = kept.clocks.get(client) ?? 0;
      if (has < clock) missing.push(`client ${client}: ${clock} promised, ${has} kept`);
    }
    for (const [client, list] of subtractIds(this.deleted.toRanges(), kept.deleted)) {
      missing.push(`client ${client}: deletions ${JSON.stringify(list)} undone`);
    }
    return missing;
  }
}

export interface WitnessPage {
  readonly cookie: string;
  readonly schema: number;
  /** Where the page came from; the address of the socket, where that is the same. */
  readonly origin?: string;
}

/**
 * A client with a document that remembers what the server promised it (receipts) and showed it
 * (others' words). It keeps its document over a reconnect, as a page does.
 */
export class Witness {
  readonly doc = new Y.Doc();
  /** Words of its own that have a receipt. */
  readonly receipted = new Promised();
  /** Words that it was shown. */
  readonly shown = new Promised();
  closed: number | null = null;
  notices: string[] = [];
  refusals: string[] = [];
  isSynced = false;
  #ws: WebSocket | null = null;
  #n = 0;
  readonly #asked = new Map<number, Uint8Array>();

  constructor(
    readonly who: string,
    /** Sent by its page; by itself what the processes of these tests ask for. */
    readonly page: WitnessPage = { cookie: `who=${who}`, schema: 1 },
  ) {
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "server") return;
      this.#send(encodeSyncUpdate(update));
      this.barrier();
    });
  }

  connect(origin: string, documentId = "draft-1"): void {
    const address = roomAddress(documentId, { schema: this.page.schema });
    const ws = new WebSocket(`${origin.replace("http", "ws")}${address}`, {
      headers: { Origin: this.page.origin ?? origin, Cookie: this.page.cookie },
    });
    this.#ws = ws;
    this.#n = 0;
    this.#asked.clear();
    this.closed = null;
    this.isSynced = false;
    ws.on("open", () => this.#send(encodeSyncStep1(Y.encodeStateVector(this.doc))));
    ws.on("message", (data: Buffer) => {
      if (this.#ws === ws) this.#receive(new Uint8Array(data));
    });
    ws.on("error", () => undefined);
    ws.on("close", (code) => {
      if (this.#ws !== ws) return;
      this.closed = code;
      this.isSynced = false;
    });
  }

  disconnect(): void {
    this.#ws?.terminate();
    this.#ws = null;
  }

  get isOpen(): boolean {
    return this.#ws?.readyState === WebSocket.OPEN;
  }

  /** Whether everything that it wrote has its receipt. */
  get isSettled(): boolean {
    return this.isSynced && this.#asked.size === 0;
  }

  barrier(): void {
    if (!this.isSynced) return;
    this.#n += 1;
    this.#asked.set(this.#n, this.#own());
    this.#send(encodeReceiptRequest(this.#n));
  }

  /** Its own words and deletions as of now. */
  #own(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc);
  }

  #send(bytes: Uint8Array): void {
    if (this.isOpen) this.#ws?.send(bytes);
  }

  #receive(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.sync) this.#sync(decoder);
    const ours = readMessage(type, decoder);
    if (ours?.type === "notice") this.notices.push(ours.notice.kind);
    if (ours?.type === "refused") {
      this.refusals.push(ours.code);
      this.#asked.delete(ours.n);
    }
    if (ours?.type !== "receipt") return;
    const state = this.#asked.get(ours.n);
    this.#asked.delete(ours.n);
    if (!state) throw new Error(`a receipt ${ours.n} that was not asked for`);
    const { clocks, deleted } = readState(state);
    this.receipted.add(clocks, deleted);
  }

  #sync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === SYNC.step1) {
      this.#send(encodeSyncStep2(Y.encodeStateAsUpdate(this.doc, bytes)));
      this.isSynced = true;
      this.barrier();
      return;
    }
    const { clocks, deleted } = readState(bytes);
    this.shown.add(clocks, deleted);
    Y.applyUpdate(this.doc, bytes, "server");
    if (this.doc.store.pendingStructs) throw new Error("the server relayed words with a gap");
  }
}
