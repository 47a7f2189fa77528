import { CLOSE } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import type { RoomsLog, RoomsPorts } from "#server/rooms/ports.ts";
import { Outage } from "#server/outage.ts";
import type { Room } from "#server/rooms/room/room.ts";
import type { SyncSession } from "#server/rooms/session/sync-session.ts";

/** The default interval of the process's sweep, in milliseconds. */
export const SWEEP_MS = 500;

/** Milliseconds after which a socket that does not answer its close frame is terminated. */
const LEAVING_MS = 2_000;

/** Milliseconds between renewals: clients forget whom they have not heard of for 30 s. */
const RENEW_MS = 12_000;

/** Milliseconds for which an answer is kept for others who ask the same. */
const ANSWERS_MS = 5_000;

/** The default interval for keeping used sessions alive, in milliseconds. */
export const SESSIONS_MS = 60_000;

/** Milliseconds between retries of full drafts. */
const FULL_MS = 10_000;

const NOT_LOOKED_UP =
  "ended sign-ins could not be looked up; they are looked up again until they can be";

/** Handles every time-out of the rooms (R1, R13, R15, R20) in one timer. */
export class Sweep {
  #sessionsAt: number;
  #fullAt: number;
  #isLooking = false;
  readonly #outage: Outage;

  constructor(
    readonly ports: {
      readonly limits: Limits;
      readonly everyMs: number;
      readonly sessionsMs: number;
      readonly monotonicNow: () => number;
      readonly sessions: ReadonlySet<SyncSession>;
      readonly rooms: () => Iterable<Room>;
      readonly logger: RoomsLog;
      readonly ports: Pick<RoomsPorts, "endedSessions" | "identify">;
      /** The room is empty and has nothing pending: it may be unloaded. */
      readonly onIdleRoom: (room: Room) => void;
    },
  ) {
    this.#outage = new Outage(ports.logger, NOT_LOOKED_UP);
    this.#sessionsAt = ports.monotonicNow();
    this.#fullAt = ports.monotonicNow();
  }

  run(): void {
    const now = this.ports.monotonicNow();
    for (const session of this.ports.sessions) this.#session(session, now);
    for (const room of this.ports.rooms()) this.#room(room, now);
    void this.#closeEnded();
    if (now - this.#sessionsAt >= this.ports.sessionsMs) {
      this.#sessionsAt = now;
      void this.#keepAlive();
    }
    if (now - this.#fullAt >= FULL_MS) this.#fullAt = now;
  }

  #session(session: SyncSession, now: number): void {
    const { state, socket } = session;
    const isJoiningTooLong = now - session.openedAt > this.ports.limits.joinMs;
    switch (state.kind) {
      case "joining":
        if (isJoiningTooLong) session.close(CLOSE.comeBack);
        return;
      case "leaving":
        if (now - state.since > LEAVING_MS) socket.terminate();
        return;
      case "live":
      case "read-only":
      case "listening":
        if (!state.isSynced && isJoiningTooLong) session.close(CLOSE.comeBack);
        else if (socket.isSyncOverdue(now)) session.close(CLOSE.comeBack);
        else this.#liveness(session, now);
        return;
      case "revoked":
        // The revocation itself closes it.
        return;
    }
  }

  #liveness(session: SyncSession, now: number): void {
    if (!session.socket.keepAlive(now, this.ports.everyMs)) {
      session.leave();
      session.socket.terminate();
      return;
    }
    if (now - this.#fullAt >= FULL_MS) session.offerAgain();
  }

  #room(room: Room, now: number): void {
    room.forgetAnswers(now - ANSWERS_MS);
    if (room.members.size > 0) {
      if (room.members.size > 1 || room.awareness.size > 1) room.awareness.renew(RENEW_MS);
      return;
    }
    if (room.pending.length > 0) return;
    if (room.isGone || now - room.emptySince >= this.ports.limits.unloadMs) {
      this.ports.onIdleRoom(room);
    }
  }

  /** Closes the sessions here whose sign-in ended, in this process or in another (R5). */
  async #closeEnded(): Promise<void> {
    const sessions = this.#bySignIn();
    // Only one query at a time, while the database does not answer.
    if (sessions.size === 0 || this.#isLooking) return;
    this.#isLooking = true;
    try {
      for (const ended of await this.ports.ports.endedSessions([...sessions.keys()])) {
        for (const session of sessions.get(ended) ?? []) session.close(CLOSE.signInAgain);
      }
      this.#outage.worked();
    } catch (error) {
      this.#outage.failed(error);
    } finally {
      this.#isLooking = false;
    }
  }

  /** Using a socket keeps a sign-in alive as using a page does (R3). */
  async #keepAlive(): Promise<void> {
    for (const sessions of this.#bySignIn().values()) {
      const [used] = sessions.filter((session) => session.takeUse());
      // Where the database is unavailable, the sign-in lasts long enough for the next time.
      if (used) await this.ports.ports.identify(used.cookieHeader).catch(() => null);
    }
  }

  /** The sessions in rooms by the id of their sign-in. */
  #bySignIn(): Map<string, SyncSession[]> {
    const bySignIn = new Map<string, SyncSession[]>();
    for (const session of this.ports.sessions) {
      const sessionId = session.seat?.identity.sessionId;
      if (sessionId === undefined) continue;
      const others = bySignIn.get(sessionId);
      if (others) others.push(session);
      else bySignIn.set(sessionId, [session]);
    }
    return bySignIn;
  }
}
