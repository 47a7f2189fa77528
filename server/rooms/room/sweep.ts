import { CLOSE } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import { SIGN_OF_LIFE } from "./awareness.ts";
import type { Connection } from "#server/rooms/session/connection.ts";
import type { RoomsPorts } from "#server/rooms/ports.ts";
import type { Room } from "./room.ts";

/** How often the one sweep of the process runs unless told otherwise, in milliseconds. */
export const SWEEP_MS = 500;

/** A socket that does not answer its close frame is cut off after this. */
const LEAVING_MS = 2_000;

/** Clients forget whom they have not heard of for 30 s. */
const RENEW_MS = 12_000;

/** How long an answer is kept for others who ask the same. */
const ANSWERS_MS = 5_000;

/** How often sessions that are used are kept alive unless told otherwise. */
export const SESSIONS_MS = 60_000;

/** How often full drafts are offered to be written again. */
const FULL_MS = 10_000;

/** Looks after every time-out of the rooms (R1, R13, R15, R20), so that none needs a timer. */
export class Sweep {
  #sessionsAt: number;
  #fullAt: number;
  #isLooking = false;

  constructor(
    readonly ports: {
      readonly limits: Limits;
      readonly everyMs: number;
      readonly sessionsMs: number;
      readonly ticks: () => number;
      readonly connections: ReadonlySet<Connection>;
      readonly rooms: () => Iterable<Room>;
      readonly ports: RoomsPorts;
      /** The room is empty and nothing waits: it may be unloaded. */
      readonly onIdleRoom: (room: Room) => void;
    },
  ) {
    this.#sessionsAt = ports.ticks();
    this.#fullAt = ports.ticks();
  }

  run(): void {
    const now = this.ports.ticks();
    for (const connection of this.ports.connections) this.#connection(connection, now);
    for (const room of this.ports.rooms()) this.#room(room, now);
    void this.#closeEnded();
    if (now - this.#sessionsAt >= this.ports.sessionsMs) {
      this.#sessionsAt = now;
      void this.#keepAlive();
    }
    if (now - this.#fullAt >= FULL_MS) this.#fullAt = now;
  }

  #connection(connection: Connection, now: number): void {
    const { joinMs } = this.ports.limits;
    switch (connection.state.kind) {
      case "joining":
        if (now - connection.openedAt > joinMs) connection.close(CLOSE.comeBack);
        return;
      case "leaving":
        if (now - connection.state.since > LEAVING_MS) connection.ws.terminate();
        return;
      case "live":
      case "read-only":
        if (!connection.synced && now - connection.openedAt > joinMs) {
          connection.close(CLOSE.comeBack);
        } else if (connection.isSyncOverdue(now)) connection.close(CLOSE.comeBack);
        else this.#liveness(connection, now);
    }
  }

  #liveness(connection: Connection, now: number): void {
    const { everyMs, limits } = this.ports;
    const { pingMs, missedPings, silenceMs } = limits;
    if (connection.isPaused) connection.nextPingAt = now + pingMs;
    else if (now >= connection.nextPingAt) {
      if (connection.missedPings >= missedPings) {
        connection.leave();
        connection.ws.terminate();
        return;
      }
      connection.missedPings += 1;
      connection.nextPingAt = now + pingMs;
      connection.ws.ping();
    }
    if (now - connection.sentAt > silenceMs - 3 * everyMs) connection.send(SIGN_OF_LIFE);
    const { refusal, room } = connection;
    // A draft that was full may be compacted by now; the client's step 2 finds out.
    if (refusal === "draft-full" && now - this.#fullAt >= FULL_MS) room?.askForMore(connection);
  }

  #room(room: Room, now: number): void {
    room.forgetAnswers(now - ANSWERS_MS);
    if (room.connections.size > 0) {
      if (room.connections.size > 1) room.awareness.renew(RENEW_MS);
      return;
    }
    if (room.waiting > 0) return;
    if (room.isGone || now - room.emptySince >= this.ports.limits.unloadMs) {
      this.ports.onIdleRoom(room);
    }
  }

  /** Sessions that ended, in this process or in another, close their connections (R5). */
  async #closeEnded(): Promise<void> {
    const sessions = this.#sessions();
    // While the database does not answer, it is not asked again and again.
    if (sessions.size === 0 || this.#isLooking) return;
    this.#isLooking = true;
    try {
      for (const ended of await this.ports.ports.endedSessions([...sessions.keys()])) {
        const connections = sessions.get(ended) ?? [];
        for (const connection of connections) connection.close(CLOSE.signInAgain);
      }
    } catch {
      // The database is away; a session that has ended is found out next time.
    } finally {
      this.#isLooking = false;
    }
  }

  /** Socket use keeps a session alive as page use does (R3). */
  async #keepAlive(): Promise<void> {
    for (const connections of this.#sessions().values()) {
      const used = connections.find((connection) => connection.used);
      for (const connection of connections) connection.used = false;
      // Where the database is away, the session lasts long enough for the next time.
      if (used) await this.ports.ports.identify(used.cookieHeader).catch(() => null);
    }
  }

  #sessions(): Map<string, Connection[]> {
    const bySession = new Map<string, Connection[]>();
    for (const connection of this.ports.connections) {
      const sessionId = connection.room ? connection.identity?.sessionId : undefined;
      if (sessionId === undefined) continue;
      const others = bySession.get(sessionId);
      if (others) others.push(connection);
      else bySession.set(sessionId, [connection]);
    }
    return bySession;
  }
}
