import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/root.ts";
import { encodeReceiptRequest, encodeSyncStep1, MESSAGE, SYNC } from "#app/protocol/messages.ts";
import { encodeSyncStep2, encodeSyncUpdate } from "#tests/support/client-messages.ts";
import { roomAddress } from "#app/protocol/room-address.ts";

/** Deliveries to the people of a bench, and their times, from here. */
export class Deliveries {
  /** Milliseconds from each keystroke to each other person who saw it. */
  seen: number[] = [];
  /** Milliseconds from each keystroke to its receipt. */
  saved: number[] = [];

  reset(): void {
    this.seen = [];
    this.saved = [];
  }
}

/** A draft with one person who types, and others who are sent it. */
export class Room {
  readonly #doc = new Y.Doc();
  readonly clientId = this.#doc.clientID;
  readonly #text = flowRoot(this.#doc);
  /** When each clock of the writer was sent; a key is one clock. */
  readonly sentAt: number[] = [];
  readonly people: Sitter[] = [];
  #last: { bytes: Uint8Array; clock: number } | null = null;
  #update: Uint8Array = Uint8Array.of(0, 0);

  constructor(
    readonly draft: string,
    readonly deliveries: Deliveries,
  ) {
    this.#doc.on("update", (update: Uint8Array) => (this.#update = update));
  }

  get writer(): Sitter {
    return this.people[0]!;
  }

  /** The first paragraph. */
  begin(): void {
    this.#text.insertEmbed(0, new Y.XmlElement("block"));
    this.#sent();
    this.writer.type(this.#update);
  }

  press(): void {
    this.#text.insert(this.#text.length, "e");
    this.#sent();
    this.writer.type(this.#update);
  }

  get whole(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc);
  }

  /** How far the writer's words go that this update has; all people of the room are sent the same. */
  clockIn(update: Uint8Array): number {
    if (!this.#last || Buffer.compare(this.#last.bytes, update) !== 0) {
      const clock = Y.parseUpdateMeta(update).to.get(this.clientId) ?? 0;
      this.#last = { bytes: Uint8Array.from(update), clock };
    }
    return this.#last.clock;
  }

  get clock(): number {
    return this.sentAt.length;
  }

  #sent(): void {
    const clock = Y.getState(this.#doc.store, this.clientId);
    const now = performance.now();
    while (this.sentAt.length < clock) this.sentAt.push(now);
  }
}

const RECONNECT_MS = 200;

/** Somebody at a draft, who comes back when the connection breaks. */
export class Sitter {
  #ws: WebSocket | null = null;
  /** Up to which clock it was sent the writer's words. */
  seenUpTo = 0;
  #awarenessClock = 0;
  #isOver = false;
  #barriers: number[] = [];
  #asked = 0;
  /** Up to which clock everything has its receipt. */
  savedUpTo = 0;
  isIn = false;
  /** When it was last let in, by performance.now(). */
  joinedAt = 0;
  /** In the closed loop: what happens at each receipt. */
  onSaved: (() => void) | null = null;

  constructor(
    private readonly room: Room,
    private readonly url: string,
    private readonly page: { readonly cookie: string; readonly schema: number },
  ) {
    this.#connect();
  }

  type(update: Uint8Array): void {
    if (!this.isIn) return;
    this.#ws?.send(encodeSyncUpdate(update));
    this.#ws?.send(this.#caret());
    this.#ask();
  }

  close(): void {
    this.#isOver = true;
    this.#ws?.terminate();
  }

  #connect(): void {
    const address = roomAddress(this.room.draft, { schema: this.page.schema });
    const ws = new WebSocket(`${this.url.replace("http", "ws")}${address}`, {
      headers: { Origin: this.url, Cookie: this.page.cookie },
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    this.#ws = ws;
    this.#barriers = [];
    this.#asked = 0;
    ws.on("open", () => ws.send(encodeSyncStep1(Uint8Array.of(0))));
    ws.on("message", (message: Buffer) => this.#receive(ws, message));
    ws.on("error", () => undefined);
    ws.on("close", () => {
      this.isIn = false;
      if (!this.#isOver) setTimeout(() => !this.#isOver && this.#connect(), RECONNECT_MS);
    });
  }

  #receive(ws: WebSocket, message: Buffer): void {
    if (message[0] === MESSAGE.receipt) return this.#receipt(numberAt(message, 1));
    if (message[0] !== MESSAGE.sync) return;
    if (message[1] === SYNC.step1) {
      // The server may lack all that the writer has; the others have nothing of their own.
      const isWriter = this.room.writer === this;
      ws.send(encodeSyncStep2(isWriter ? this.room.whole : Uint8Array.of(0, 0)));
      this.isIn = true;
      this.joinedAt = performance.now();
      if (isWriter && this.room.clock > 0) this.#ask();
      return;
    }
    if (this.room.writer !== this) this.#see(updateOf(message));
  }

  #see(update: Uint8Array): void {
    const clock = this.room.clockIn(update);
    const now = performance.now();
    for (; this.seenUpTo < clock; this.seenUpTo += 1) {
      this.room.deliveries.seen.push(now - (this.room.sentAt[this.seenUpTo] ?? now));
    }
  }

  #ask(): void {
    this.#asked += 1;
    this.#barriers.push(this.room.clock);
    this.#ws?.send(encodeReceiptRequest(this.#asked));
  }

  #receipt(n: number): void {
    const upTo = this.#barriers[n - 1] ?? 0;
    const now = performance.now();
    for (; this.savedUpTo < upTo; this.savedUpTo += 1) {
      this.room.deliveries.saved.push(now - (this.room.sentAt[this.savedUpTo] ?? now));
    }
    this.onSaved?.();
  }

  /** A caret moves with each key, as a page's does. */
  #caret(): Uint8Array {
    this.#awarenessClock += 1;
    const state = JSON.stringify({
      cursor: { anchor: { client: this.room.clientId, clock: this.room.clock }, head: null },
    });
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, MESSAGE.awareness);
      encoding.writeVarUint8Array(
        encoder,
        encoding.encode((inner) => {
          encoding.writeVarUint(inner, 1);
          encoding.writeVarUint(inner, this.room.clientId);
          encoding.writeVarUint(inner, this.#awarenessClock);
          encoding.writeVarString(inner, state);
        }),
      );
    });
  }
}

function numberAt(message: Buffer, from: number): number {
  let number = 0;
  for (let at = from, scale = 1; ; at += 1, scale *= 128) {
    const byte = message[at] ?? 0;
    number += (byte & 127) * scale;
    if (byte < 128) return number;
  }
}

/** The update of a sync message: behind two numbers of one byte and its own length. */
function updateOf(message: Buffer): Uint8Array {
  let at = 2;
  while ((message[at] ?? 0) >= 128) at += 1;
  return message.subarray(at + 1);
}
