import * as decoding from "lib0/decoding";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import {
  encodeReceiptRequest,
  encodeSyncStep1,
  MESSAGE,
  type Message,
  readMessage,
  SYNC,
} from "#app/protocol/messages.ts";
import { encodeSyncStep2, encodeSyncUpdate } from "#tests/support/client-messages.ts";
import { roomAddress } from "#app/protocol/room-address.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import type { Place } from "./room-server.ts";
import { writeParagraph } from "./stock.ts";

/** A message that a raw client received. */
export type Received =
  | { type: "step1"; bytes: Uint8Array }
  | { type: "step2"; bytes: Uint8Array }
  | { type: "update"; bytes: Uint8Array }
  | { type: "awareness"; bytes: Uint8Array }
  | Message;

export interface RawOptions {
  readonly who?: string | null;
  readonly documentId?: string;
  readonly schema?: number;
  readonly generation?: number;
  /** Only hears of the draft (R39). */
  readonly listens?: boolean;
  /** The person whose page it says that it is. */
  readonly person?: string;
  readonly origin?: string | null;
  /** Path and query instead of a room's address. */
  readonly path?: string;
  /** Headers beside cookie and origin. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Ends what is still open when the test ends. It lives outside the client, whose own functions share one
 * scope: a single one that the test kept would keep the client and its document, and some tests open a
 * hundred thousand.
 */
const stillOpen = new Set<WebSocket>();
function endWithTest(ws: WebSocket): void {
  if (stillOpen.size === 0) {
    onTestFinished(() => {
      for (const each of stillOpen) each.terminate();
      stillOpen.clear();
    });
  }
  stillOpen.add(ws);
  ws.once("close", () => stillOpen.delete(ws));
}

/** A client that sends what it is told to, byte by byte, and keeps what it gets. */
export class RawClient {
  readonly received: Received[] = [];
  readonly ws: WebSocket;
  closed: { code: number; reason: string } | null = null;
  /** The status of an upgrade that was refused. */
  refused: number | null = null;
  /** The document that `write` writes into. */
  readonly own = new Y.Doc();
  #n = 0;
  readonly #watchers = new Set<() => void>();

  constructor(roomServer: Place, options: RawOptions = {}) {
    const {
      who = "ana",
      schema = 1,
      generation,
      documentId = roomServer.fixture.documentId,
    } = options;
    const address = roomAddress(documentId, { schema, generation });
    const page = options.person === undefined ? "" : `&person=${options.person}`;
    const path = options.path ?? `${address}${page}${options.listens ? "&notices=1" : ""}`;
    const headers: Record<string, string> = { ...options.headers };
    if (who !== null) headers.Cookie = `who=${who}`;
    const origin = options.origin === undefined ? roomServer.origin : options.origin;
    if (origin !== null) headers.Origin = origin;
    this.ws = new WebSocket(`ws://127.0.0.1:${roomServer.port}${path}`, { headers });
    this.ws.on("message", (data: Buffer) => {
      this.received.push(read(new Uint8Array(data)));
      this.#tell();
    });
    this.ws.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#tell();
    });
    this.ws.on("unexpected-response", (request, response) => {
      this.refused = response.statusCode ?? 0;
      request.destroy();
      this.#tell();
    });
    this.ws.on("error", () => undefined);
    this.ws.on("open", () => this.#tell());
    endWithTest(this.ws);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** Waits until something holds of this client, at most `ms`. */
  async until<T>(
    what: string,
    find: () => T | null | undefined | false,
    ms = PATIENCE_MS,
  ): Promise<T> {
    const found = find();
    if (found) return found;
    return new Promise<T>((resolve, reject) => {
      const done = () => {
        this.#watchers.delete(look);
        clearTimeout(timer);
      };
      const look = () => {
        const value = find();
        if (!value) return;
        done();
        resolve(value);
      };
      const timer = setTimeout(() => {
        done();
        const state = this.closed ? `closed with ${this.closed.code}` : "open";
        reject(new Error(`${what}: not within ${ms} ms (${state})`));
      }, ms);
      this.#watchers.add(look);
    });
  }

  open(ms = PATIENCE_MS): Promise<unknown> {
    const isOpen = () => this.ws.readyState === WebSocket.OPEN || this.closed !== null;
    return this.until("open", isOpen, ms);
  }

  close(): Promise<{ code: number; reason: string }> {
    return this.until("close", () => this.closed);
  }

  /** Opens, asks for everything and answers the server's step 1 with `state`. */
  async join(state: Uint8Array = Uint8Array.of(0, 0), ms = PATIENCE_MS): Promise<Uint8Array> {
    await this.open(ms);
    this.send(encodeSyncStep1(Uint8Array.of(0)));
    const answer = await this.until(
      "step 2",
      () => this.received.find((message) => message.type === "step2"),
      ms,
    );
    await this.until("step 1", () => this.received.find((message) => message.type === "step1"));
    this.send(encodeSyncStep2(state));
    return (answer as { bytes: Uint8Array }).bytes;
  }

  send(bytes: Uint8Array): void {
    this.ws.send(bytes);
  }

  /**
   * Resolves once the server has read all that was sent before, and all that it sent until then is
   * here. The server's socket answers it by itself, in the order of what it reads; one that is not read
   * answers nothing.
   */
  async roundTrip(): Promise<void> {
    let isBack = false;
    this.ws.once("pong", () => {
      isBack = true;
      this.#tell();
    });
    this.ws.ping();
    await this.until("round trip", () => isBack);
  }

  update(update: Uint8Array): void {
    this.send(encodeSyncUpdate(update));
  }

  /** Writes a paragraph in a document of its own, and sends it; answers the update. */
  write(text: string): Uint8Array {
    const updates: Uint8Array[] = [];
    const listen = (update: Uint8Array) => updates.push(update);
    this.own.on("update", listen);
    writeParagraph(this.own, text);
    this.own.off("update", listen);
    for (const update of updates) this.update(update);
    return updates[0] as Uint8Array;
  }

  /** Sends a barrier and waits for its answer: "receipt", or why it was refused. */
  async barrier(ms = PATIENCE_MS): Promise<string> {
    this.#n += 1;
    const n = this.#n;
    this.send(encodeReceiptRequest(n));
    return this.answerTo(n, ms);
  }

  async answerTo(n: number, ms = PATIENCE_MS): Promise<string> {
    const answer = await this.until(
      `answer to barrier ${n}`,
      () =>
        this.received.find(
          (message) =>
            (message.type === "receipt" || message.type === "refused") && message.n === n,
        ),
      ms,
    );
    return answer.type === "refused" ? answer.code : answer.type;
  }

  /** A document of what it has received. */
  doc(): Y.Doc {
    const doc = new Y.Doc();
    for (const message of this.received) {
      if (message.type === "step2" || message.type === "update") Y.applyUpdate(doc, message.bytes);
    }
    return doc;
  }
}

function read(message: Uint8Array): Received {
  const decoder = decoding.createDecoder(message);
  const type = decoding.readVarUint(decoder);
  if (type === MESSAGE.sync) {
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder).slice();
    if (step === SYNC.step1) return { type: "step1", bytes };
    return { type: step === SYNC.step2 ? "step2" : "update", bytes };
  }
  if (type === MESSAGE.awareness) {
    return { type: "awareness", bytes: decoding.readVarUint8Array(decoder).slice() };
  }
  const ours = readMessage(type, decoder);
  if (!ours) throw new Error(`an unknown message ${type}`);
  return ours;
}
