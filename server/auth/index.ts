import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import { hashPassword, PasswordCheck } from "./passwords.ts";
import { RefusedSignIns } from "./refused-sign-ins.ts";
import { luciaOn, secretIn, type SessionOptions } from "./sessions.ts";
import { Throttle, THROTTLE_LIMITS, type ThrottleLimits } from "./throttle.ts";

export { loadActor, rolesOf } from "./actor.ts";
export { endSessions } from "./end-sessions.ts";
export { hashSecret, newSecret } from "./secrets.ts";
export { hashPassword } from "./passwords.ts";
export { networkOf, THROTTLE_LIMITS, type ThrottleLimits } from "./throttle.ts";

/** Where a try comes from: what throttling counts by, and what the account page shows. */
export interface Origin {
  /** The client's address, as the server trusts it (TRUST_PROXY). */
  readonly address: string;
  readonly userAgent?: string | null | undefined;
}

/** Who a cookie belongs to. */
export interface SignedIn {
  readonly actor: Actor;
  /** Names the session (it is the hash of the secret); it can't be used as a cookie. */
  readonly sessionId: string;
  /** A Set-Cookie header to send, when the session was renewed. */
  readonly cookie?: string;
}

export interface SessionRecord {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string | null;
}

export interface Auth {
  /** The person whose session the Cookie header names, with their roles of this moment. */
  actorFromCookies(cookieHeader: string | null | undefined): Promise<SignedIn | null>;
  /**
   * Opens a new session; the one that the browser held before (`replacing`) ends. Refuses with
   * `wrong-credentials` in the same words and after the same work whether the account exists or not,
   * and with `too-many-tries`. `cookie` is a Set-Cookie header.
   */
  signIn(
    email: string,
    password: string,
    from: Origin,
    replacing?: string | null,
  ): Promise<Outcome<{ cookie: string; userId: string }>>;
  /** Opens a session without a password, for who has just proved who they are. */
  openSession(userId: string, from: Origin): Promise<{ cookie: string }>;
  /** The person's sessions that have not expired, the newest first. */
  sessions(userId: string): Promise<SessionRecord[]>;
  /**
   * Checks the password of somebody who is signed in again, before a final act. Throttled for the
   * account by itself: who fails to sign in at the same address, a court's wireless network, say, keeps
   * nobody there from signing off.
   */
  confirmPassword(userId: string, password: string, from: Origin): Promise<Outcome<void>>;
  /** Checks the password of somebody who is not signed in, throttled like signing in. */
  provePassword(userId: string, password: string, from: Origin): Promise<Outcome<void>>;
  /** Has the sockets of ended sessions closed (R5). */
  announceEnded(sessionIds: readonly string[]): void;
  /** argon2id as a PHC string; some 20 ms of one core, off the event loop. */
  hashPassword(password: string): Promise<string>;
  /** A Set-Cookie header that makes the browser forget the session. */
  blankCookie(): string;
  /** Deletes sessions that have expired; answers how many. */
  deleteExpiredSessions(): Promise<number>;
  /** Has what was counted of refused sign-ins stored, for their line in the record. */
  handInRefusals(): Promise<void>;
}

export interface AuthOptions extends SessionOptions {
  readonly database: Database;
  readonly log: Logger;
  /** How many failed tries are let through; the usual limits where it is left out. */
  readonly throttle?: ThrottleLimits | undefined;
  /** Told whenever somebody who is signed in asks for a page or a socket. */
  readonly onActive?: (() => void) | undefined;
  /** Told of each session that was ended, after the commit, so that its sockets close (R5). */
  readonly onSessionEnded?: ((sessionId: string) => void) | undefined;
  /** Told after somebody signed in, so that it is recorded. */
  readonly onSignedIn?: (() => void) | undefined;
}

/** In characters; a longer name of a browser is cut. */
const USER_AGENT_LIMIT = 400;

/** Sign-in, sessions and passwords on the database. */
export function createAuth(options: AuthOptions): Auth {
  const { database, log, clock } = options;
  const limits = options.throttle ?? THROTTLE_LIMITS;
  const signIns = new Throttle(limits);
  const confirmations = new Throttle({ ...limits, address: Number.MAX_SAFE_INTEGER });
  const refusals = new RefusedSignIns();
  const passwords = new PasswordCheck();
  const lucia = luciaOn(database.client, options);

  const announceEnded = (sessionIds: readonly string[]) => {
    for (const sessionId of sessionIds) options.onSessionEnded?.(sessionId);
  };

  /**
   * Opens a session with a row that waits for its line in the record: whoever signs in does not wait
   * for the record's head, and no sign-in goes unrecorded.
   */
  async function openSession(tx: Transaction, userId: string, from: Origin): Promise<string> {
    const session = await luciaOn(tx, options).createSession(userId, {
      userAgent: from.userAgent?.slice(0, USER_AGENT_LIMIT) ?? null,
    });
    await tx.unrecordedSignIn.create({
      data: { id: randomUUID(), userId, at: clock(), refused: 0 },
    });
    return lucia.createSessionCookie(session.id).serialize();
  }

  /** The one place where a password is compared, for an account that may not exist. */
  async function checkPassword(
    throttle: Throttle,
    user: { id: string; passwordHash: string } | null,
    account: string,
    password: string,
    { address }: Origin,
  ): Promise<Outcome<void>> {
    const refused = () => {
      if (user && throttle === signIns) refusals.add(user.id, clock());
    };
    if (!(await throttle.admits(account, address))) {
      refused();
      log.warn({ userId: user?.id, address }, "password not checked: too many tries");
      return refuse("too-many-tries");
    }
    if (!(await passwords.matches(user?.passwordHash ?? null, password))) {
      refused();
      log.info({ userId: user?.id, address }, "password does not match");
      return refuse("wrong-credentials");
    }
    await throttle.succeeded(account, address);
    return done();
  }

  async function confirm(throttle: Throttle, userId: string, password: string, from: Origin) {
    const user = await database.client.user.findUnique({ where: { id: userId } });
    if (!user) return refuse("not-signed-in");
    const checked = await checkPassword(throttle, user, user.email, password, from);
    if (checked.ok || checked.refusal.code !== "wrong-credentials") return checked;
    return refuse(
      "wrong-credentials",
      "That is not your password. Nothing was changed; try again.",
    );
  }

  return {
    async actorFromCookies(cookieHeader) {
      const secret = secretIn(cookieHeader ?? "", lucia.sessionCookieName);
      if (!secret) return null;
      const { session, user } = await lucia.validateSession(secret);
      if (!session) return null;
      options.onActive?.();
      const signedIn = { actor: user.actor, sessionId: session.id };
      if (!session.fresh) return signedIn;
      return { ...signedIn, cookie: lucia.createSessionCookie(secret).serialize() };
    },

    async signIn(email, password, from, replacing) {
      const account = email.trim().toLowerCase();
      const user = await database.client.user.findUnique({ where: { email: account } });
      const checked = await checkPassword(signIns, user, account, password, from);
      if (!checked.ok) return checked;
      if (!user) return refuse("wrong-credentials");
      const cookie = await database.writeUnaudited(user.id, async (tx) => {
        // Again, inside: a password that was changed while this one was being compared has ended all
        // sessions, and this one would come to life after that. The row is locked from here on.
        const now = await tx.user.findUnique({ where: { id: user.id } });
        if (now?.passwordHash !== user.passwordHash) return null;
        await tx.session.deleteMany({ where: { userId: user.id, expiresAt: { lte: clock() } } });
        if (replacing) await tx.session.deleteMany({ where: { id: replacing } });
        return openSession(tx, user.id, from);
      });
      if (cookie === null) return refuse("wrong-credentials");
      if (replacing) announceEnded([replacing]);
      options.onSignedIn?.();
      return done({ cookie, userId: user.id });
    },

    async openSession(userId, from) {
      const cookie = await database.writeUnaudited(userId, (tx) => openSession(tx, userId, from));
      options.onSignedIn?.();
      return { cookie };
    },

    sessions(userId) {
      return database.client.session.findMany({
        where: { userId, expiresAt: { gt: clock() } },
        select: { id: true, createdAt: true, expiresAt: true, userAgent: true },
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      });
    },

    confirmPassword: (userId, password, from) => confirm(confirmations, userId, password, from),
    provePassword: (userId, password, from) => confirm(signIns, userId, password, from),

    announceEnded,
    handInRefusals: () => refusals.handIn(database),
    hashPassword,
    blankCookie: () => lucia.createBlankSessionCookie().serialize(),

    async deleteExpiredSessions() {
      const { count } = await database.write((tx) =>
        tx.session.deleteMany({ where: { expiresAt: { lte: clock() } } }),
      );
      return count;
    },
  };
}
