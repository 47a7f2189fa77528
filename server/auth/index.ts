import type { Logger } from "pino";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import { countersOn } from "./counters.ts";
import { hashPassword, PasswordCheck } from "./passwords.ts";
import { RefusedSignIns } from "./refused-sign-ins.ts";
import { hashSecret, sessionInRecord } from "./secrets.ts";
import { luciaOn, secretIn, type SessionOptions } from "./sessions.ts";
import { Throttle, THROTTLE_LIMITS, type ThrottleLimits } from "./throttle.ts";

export { loadActor, rolesOf } from "./actor.ts";
export { removeEndedCounts } from "./counters.ts";
export { endSessions } from "./end-sessions.ts";
export { hashSecret, newSecret } from "./secrets.ts";
export { networkOf, THROTTLE_LIMITS, type ThrottleLimits } from "./throttle.ts";

/** The origin of a request: used for throttling, and shown on the account page. */
export interface Origin {
  /** The client's address as the server trusts it (TRUST_PROXY). */
  readonly address: string;
  readonly userAgent?: string | null | undefined;
}

/** The person and session of a cookie. */
interface SignedIn {
  readonly actor: Actor;
  /** Identifies the session (the hash of its secret); can't be used as a cookie. */
  readonly sessionId: string;
  /** A Set-Cookie header to send, if the session was renewed. */
  readonly cookie?: string;
}

interface SessionRecord {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string | null;
}

export interface Auth {
  /** The actor of the session in the Cookie header, with current roles. */
  actorFromCookies(cookieHeader: string | null | undefined): Promise<SignedIn | null>;
  /**
   * Opens a new session and ends the browser's previous one (`replacing`). Refuses with
   * `wrong-credentials`, with the same words and work whether the account exists or not, and with
   * `too-many-tries`. `cookie` is a Set-Cookie header.
   */
  signIn(
    email: string,
    password: string,
    from: Origin,
    replacing?: string | null,
  ): Promise<Outcome<{ cookie: string; userId: string }>>;
  /** Opens a session without a password, for somebody who has just proved their identity. */
  openSession(userId: string, from: Origin): Promise<{ cookie: string }>;
  /** The person's unexpired sessions, newest first. */
  sessions(userId: string): Promise<SessionRecord[]>;
  /**
   * Checks the password of a signed-in person again, before a final act. Throttled per account
   * separately: failed sign-ins from the same address, such as a court's wireless network, keep
   * nobody there from signing off.
   */
  confirmPassword(userId: string, password: string, from: Origin): Promise<Outcome<void>>;
  /** Checks the password of somebody who is signed out, throttled like sign-in. */
  provePassword(userId: string, password: string, from: Origin): Promise<Outcome<void>>;
  /** Triggers closing the sockets of ended sessions (R5). */
  announceEnded(sessionIds: readonly string[]): void;
  /** argon2id as a PHC string; takes some 20 ms of one core, off the event loop. */
  hashPassword(password: string): Promise<string>;
  /** A Set-Cookie header that deletes the session cookie. */
  blankCookie(): string;
  /** Deletes expired sessions; returns their number. */
  deleteExpiredSessions(): Promise<number>;
  /** Stores the counts of refused sign-ins, for the audit record. */
  storeRefusedSignIns(): Promise<void>;
}

interface AuthOptions extends SessionOptions {
  readonly database: Database;
  readonly log: Logger;
  /** The allowed failed tries; default: the usual limits. */
  readonly throttle?: ThrottleLimits | undefined;
  /** Called whenever a signed-in person requests a page or a socket. */
  readonly onActive?: (() => void) | undefined;
  /** Called for each ended session, after the commit, so that its sockets are closed (R5). */
  readonly onSessionEnded?: ((sessionId: string) => void) | undefined;
  /** Called after a sign-in, so that it is recorded. */
  readonly onSignedIn?: (() => void) | undefined;
}

/** In characters; a longer User-Agent is truncated. */
const USER_AGENT_LIMIT = 400;

/** Sign-in, sessions and passwords on the database. */
export function createAuth(options: AuthOptions): Auth {
  const { database, log, clock } = options;
  const limits = options.throttle ?? THROTTLE_LIMITS;
  const counters = countersOn(database);
  const signIns = new Throttle("sign-in", limits, counters);
  const confirmations = new Throttle("confirm", { ...limits, address: Infinity }, counters);
  const refusals = new RefusedSignIns();
  const passwords = new PasswordCheck();
  const lucia = luciaOn(database.client, options);

  const announceEnded = (sessionIds: readonly string[]) => {
    for (const sessionId of sessionIds) options.onSessionEnded?.(sessionId);
  };

  /**
   * Opens a session, with a row that waits for its audit line: a sign-in does not wait for the lock
   * on the chain's head, and none goes unrecorded.
   */
  async function openSession(tx: Transaction, userId: string, from: Origin): Promise<string> {
    const session = await luciaOn(tx, options).createSession(userId, {
      userAgent: from.userAgent?.slice(0, USER_AGENT_LIMIT) ?? null,
    });
    const id = sessionInRecord(hashSecret(session.id));
    await tx.unrecordedSignIn.create({
      data: { id, userId, at: clock(), refused: 0 },
    });
    return lucia.createSessionCookie(session.id).serialize();
  }

  /** The only place where a password is compared; the account may not exist. */
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
        // Checked again inside: a password change during the comparison has ended all sessions, and
        // this one would start after that. The row is locked from here on.
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
    storeRefusedSignIns: () => refusals.store(database),
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
