import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MESSAGE } from "#app/protocol/messages.ts";
import type { Connection } from "#server/rooms/session/connection.ts";
import { type Frame, frameOf } from "#server/rooms/session/frames.ts";

/** A person in the room, as the others see them. */
interface Presence {
  readonly connection: Connection;
  /** JSON of the cursor, or `null`. */
  cursor: string;
  /** The next cursor, which may stand at words that wait for their commit. */
  next: { readonly cursor: string; readonly after: number } | null;
  /** Counts up with every change, from the time in milliseconds on (R14). */
  clock: number;
  /** Milliseconds of the monotonic clock when it was last sent. */
  sentAt: number;
}

export interface AwarenessPorts {
  /** Wall-clock milliseconds, where clocks begin. */
  readonly now: () => number;
  readonly ticks: () => number;
  readonly framesPerSecond: number;
  readonly cursorBytes: number;
  readonly connections: ReadonlySet<Connection>;
  /** The room's entries up to this number are committed, or refused (R9). */
  readonly committedThrough: () => number;
  /** Whether the id is somebody else's than the sender's (R7). */
  readonly isAnothers: (clientId: number, connection: Connection) => boolean;
  /** Binds the id to the sender's person; calls back when that is committed. */
  readonly bind: (clientId: number, connection: Connection, bound: () => void) => void;
}

/** An awareness message without a state: a sign of life that every client understands (R15). */
export const SIGN_OF_LIFE: Frame = frameOf(Uint8Array.of(MESSAGE.awareness, 1, 0));

/** The awareness message was not well formed, or its cursor too large. */
export class BadAwareness extends Error {}

/** Who is in the room and where, as the server says it (R14). Nothing of it is stored. */
export class Awareness {
  readonly #ports: AwarenessPorts;
  readonly #states = new Map<number, Presence>();
  readonly #dirty = new Set<number>();
  /** Ids with a next cursor. */
  readonly #held = new Set<number>();
  /** Ids that went away since the last frame, with the clock that says so. */
  readonly #gone = new Map<number, number>();
  #lastClock = 0;
  #flushedAt = -Infinity;
  #timer: NodeJS.Timeout | null = null;

  constructor(ports: AwarenessPorts) {
    this.#ports = ports;
  }

  /**
   * Takes what a client says of itself: its cursor and nothing else. What it says of others is
   * ignored; stock clients repeat every state they receive. Throws BadAwareness.
   */
  receive(connection: Connection, payload: Uint8Array): void {
    const decoder = decoding.createDecoder(payload);
    let entries: number;
    try {
      entries = decoding.readVarUint(decoder);
      for (let index = 0; index < entries; index += 1) {
        const clientId = decoding.readVarUint(decoder);
        decoding.readVarUint(decoder);
        const json = decoding.readVarUint8Array(decoder);
        this.#entry(connection, clientId, json);
      }
    } catch (error) {
      throw error instanceof BadAwareness ? error : new BadAwareness("does not decode");
    }
  }

  #entry(connection: Connection, clientId: number, json: Uint8Array): void {
    if (connection.awarenessId === null) {
      if (this.#states.has(clientId) || isNull(json)) return;
      if (this.#ports.isAnothers(clientId, connection)) return;
      const cursor = this.#cursorIn(json);
      connection.awarenessId = clientId;
      this.#enter(connection, clientId, cursor);
      this.#ports.bind(clientId, connection, () => {
        connection.awarenessIsBound = true;
        if (this.#states.get(clientId)?.connection === connection) this.#touch(clientId);
      });
    } else if (connection.awarenessId === clientId) {
      if (isNull(json)) {
        this.#drop(clientId);
        return;
      }
      const cursor = this.#cursorIn(json);
      const state = this.#states.get(clientId) ?? this.#enter(connection, clientId, cursor);
      if ((state.next?.cursor ?? state.cursor) !== cursor) connection.used = true;
      if (connection.after > this.#ports.committedThrough()) {
        state.next = { cursor, after: connection.after };
        this.#held.add(clientId);
        return;
      }
      state.cursor = cursor;
      this.#release(clientId, state);
      this.#touch(clientId);
    }
  }

  /**
   * Words were committed, or refused: the cursors that were sent behind them follow them out. Sent
   * earlier, a cursor would stand in words that the others lack, and they would see it vanish.
   */
  wordsSettled(): void {
    if (this.#held.size === 0) return;
    const committedThrough = this.#ports.committedThrough();
    for (const clientId of this.#held) {
      const state = this.#states.get(clientId);
      if (state?.next && state.next.after > committedThrough) continue;
      if (state?.next) {
        state.cursor = state.next.cursor;
        this.#dirty.add(clientId);
      }
      this.#release(clientId, state);
    }
    if (this.#dirty.size === 0) return;
    // With the words, so that a page draws both at once.
    if (this.#pause() > 0) this.#schedule();
    else this.#flush();
  }

  #release(clientId: number, state: Presence | undefined): void {
    if (state) state.next = null;
    this.#held.delete(clientId);
  }

  #enter(connection: Connection, clientId: number, cursor: string): Presence {
    const state: Presence = {
      connection,
      cursor,
      next: null,
      clock: this.#nextClock(),
      sentAt: -Infinity,
    };
    this.#states.set(clientId, state);
    return state;
  }

  #cursorIn(json: Uint8Array): string {
    let state: unknown;
    try {
      state = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
    } catch {
      throw new BadAwareness("a state that is no JSON");
    }
    if (typeof state !== "object" || state === null) throw new BadAwareness("a state is no object");
    const cursor = JSON.stringify("cursor" in state ? (state.cursor ?? null) : null);
    if (Buffer.byteLength(cursor) > this.#ports.cursorBytes) {
      throw new BadAwareness("a cursor too large");
    }
    return cursor;
  }

  /** The binding was refused: the id is someone else's after all. */
  unbind(connection: Connection): void {
    this.remove(connection);
    connection.awarenessId = null;
  }

  /** The connection goes, and its state with it. */
  remove(connection: Connection): void {
    const { awarenessId } = connection;
    if (awarenessId !== null && this.#states.get(awarenessId)?.connection === connection) {
      this.#drop(awarenessId);
    }
  }

  #drop(clientId: number): void {
    const state = this.#states.get(clientId);
    if (!state) return;
    this.#states.delete(clientId);
    this.#dirty.delete(clientId);
    this.#held.delete(clientId);
    if (state.sentAt === -Infinity) return;
    this.#gone.set(clientId, this.#nextClock());
    this.#schedule();
  }

  /** Sends the states held to a connection that has just joined. */
  welcome(connection: Connection): void {
    const others = [...this.#states].filter(
      ([, state]) => state.connection.awarenessIsBound && state.connection !== connection,
    );
    if (others.length > 0) connection.send(this.#frame(others, []));
    for (const [, state] of others) state.sentAt = this.#ports.ticks();
  }

  /**
   * Sends again what was last sent `milliseconds` ago: clients forget whom they have not heard of for
   * 30 s, and a page in the background repeats itself too rarely.
   */
  renew(milliseconds: number): void {
    const before = this.#ports.ticks() - milliseconds;
    for (const [clientId, state] of this.#states) {
      if (state.sentAt <= before) this.#touch(clientId);
    }
  }

  /** Sends nothing more. */
  destroy(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#states.clear();
    this.#dirty.clear();
    this.#held.clear();
    this.#gone.clear();
  }

  #touch(clientId: number): void {
    this.#dirty.add(clientId);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => this.#flush(), this.#pause());
    this.#timer.unref();
  }

  /** Milliseconds until the next frame may be sent. */
  #pause(): number {
    const between = 1000 / this.#ports.framesPerSecond;
    return Math.max(0, this.#flushedAt + between - this.#ports.ticks());
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#flushedAt = this.#ports.ticks();
    const changed: [number, Presence][] = [];
    for (const clientId of this.#dirty) {
      const state = this.#states.get(clientId);
      if (!state?.connection.awarenessIsBound) continue;
      state.clock = this.#nextClock();
      state.sentAt = this.#flushedAt;
      changed.push([clientId, state]);
    }
    this.#dirty.clear();
    const gone = [...this.#gone];
    this.#gone.clear();
    if (changed.length + gone.length === 0) return;
    const senders = new Set(changed.map(([, state]) => state.connection));
    let shared: Frame | null = null;
    for (const connection of this.#ports.connections) {
      if (!connection.synced) continue;
      if (!senders.has(connection)) {
        shared ??= this.#frame(changed, gone);
        connection.send(shared);
        continue;
      }
      // Nobody is told of themselves: the client's own state is newer.
      const others = changed.filter(([, state]) => state.connection !== connection);
      if (others.length + gone.length > 0) connection.send(this.#frame(others, gone));
    }
  }

  #frame(states: readonly [number, Presence][], gone: readonly [number, number][]): Frame {
    const payload = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, states.length + gone.length);
      for (const [clientId, { clock, cursor, connection }] of states) {
        encoding.writeVarUint(encoder, clientId);
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarString(encoder, `{"user":${connection.personJson},"cursor":${cursor}}`);
      }
      for (const [clientId, clock] of gone) {
        encoding.writeVarUint(encoder, clientId);
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarString(encoder, "null");
      }
    });
    return frameOf(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.awareness);
        encoding.writeVarUint8Array(encoder, payload);
      }),
    );
  }

  /** Rises always, even when the wall clock jumps back; after a restart it begins above the old. */
  #nextClock(): number {
    this.#lastClock = Math.max(this.#lastClock + 1, this.#ports.now());
    return this.#lastClock;
  }
}

function isNull(json: Uint8Array): boolean {
  // "null"
  return json.length === 4 && json[0] === 0x6e && json[1] === 0x75;
}
