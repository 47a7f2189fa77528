import type { Logger } from "pino";
import type { Actor, SignInReach } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Database, Transaction } from "#server/database/index.ts";
import { actorFrom, reachOf } from "./actor.ts";
import { ceremoniesOn, type Ceremonies } from "./ceremonies.ts";
import { countersOn } from "./counters.ts";
import { freshProofsOn, type FreshProofs } from "./fresh-proof.ts";
import type { BrowserAt, Passkeys } from "./passkeys/index.ts";
import { lazyPasskeys } from "./passkeys/lazy.ts";
import { lastUses } from "./last-use.ts";
import { passwordChecksOn } from "./password-checks.ts";
import { hashPassword } from "./passwords.ts";
import { RefusedSignIns } from "./refused-sign-ins.ts";
import { mustEnroll } from "./required-factor.ts";
import { countsFor } from "./second-factor/asked-of.ts";
import { codeStepOn, type CodeStep } from "./second-factor/code-step.ts";
import { hashSecret, sessionInRecord } from "./secrets.ts";
import {
  luciaOn,
  secretIn,
  type SessionAttributes,
  type SessionOptions,
  type SignInMethod,
} from "./sessions.ts";
import { Throttle, THROTTLE_LIMITS, type ThrottleLimits } from "./throttle.ts";

export { loadActor, rolesOf } from "./actor.ts";
export { removeEndedCounts } from "./counters.ts";
export { endEnrolling } from "./enrolling.ts";
export { endSessions } from "./end-sessions.ts";
export { lastLetIn } from "./second-factor/awaited-code.ts";
export { hashSecret, newSecret, sessionInRecord } from "./secrets.ts";
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

interface SessionRecord extends Readonly<SessionAttributes> {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** How somebody has proved who they are, and how far that reaches. */
export interface SignInProof extends Pick<SignInReach, "own" | "via"> {
  readonly method: SignInMethod;
}

/** A session that was opened. */
interface OpenedSession {
  /** A Set-Cookie header. */
  readonly cookie: string;
  /** Whether the person has to set up a factor before they go on: it opens nothing else. */
  readonly enrolling: boolean;
}

/** Follows a right password: a session, or the question for a code of the second factor. */
interface PasswordSignIn extends OpenedSession {
  readonly userId: string;
  /** Whether a code is asked before a session is opened: then the cookie is that of this step. */
  readonly awaitsCode: boolean;
}

export interface Auth {
  /** The actor of the session in the Cookie header, with current roles. */
  actorFromCookies(cookieHeader: string | null | undefined): Promise<SignedIn | null>;
  /** The same of a session that opens nothing but the setting up of a factor. */
  enrolleeFromCookies(cookieHeader: string | null | undefined): Promise<SignedIn | null>;
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
  ): Promise<Outcome<PasswordSignIn>>;
  /** The same for somebody who has given their password elsewhere, as with an invitation. */
  signInByPassword(
    userId: string,
    from: Origin,
    replacing?: string | null,
  ): Promise<Outcome<PasswordSignIn>>;
  /** Its second step, where a code is asked. */
  readonly codeStep: CodeStep<[from: Origin, replacing?: string | null], OpenedSession>;
  /** Counts a refused sign-in, for the audit record. */
  refusedSignIn(userId: string): void;
  /**
   * Opens a session for somebody who has just proved who they are, and ends the browser's previous one
   * (`replacing`).
   */
  openSession(
    userId: string,
    from: Origin,
    proof: SignInProof,
    replacing?: string | null,
  ): Promise<OpenedSession>;
  readonly ceremonies: Ceremonies;
  /** That somebody has shown a moment ago that it is them. */
  readonly freshProofs: FreshProofs;
  passkeys(): Promise<Omit<Passkeys<OpenedSession>, "signIn">>;
  /** Opens a session for whose key has signed, as `signIn` does. @param sent the browser's answer as JSON. */
  signInByPasskey(
    sent: string,
    browser: BrowserAt,
    from: Origin,
    replacing?: string | null,
  ): Promise<Outcome<OpenedSession>>;
  /** Whether browsers reach the server by https: the attribute of its cookies. */
  readonly secureCookies: boolean;
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
  /** Whether another letter may be asked for, by who is perhaps nobody: throttled like sign-in. */
  admitsLetter(account: string, from: Origin): Promise<boolean>;
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
/** In characters: the longest IPv6 address with its zone. */
const ADDRESS_LIMIT = 64;

/** Sign-in, sessions and passwords on the database. */
export function createAuth(options: AuthOptions): Auth {
  const { database, log, clock, throttle: limits = THROTTLE_LIMITS } = options;
  const counters = countersOn(database);
  const letters = new Throttle("letter", limits, counters);
  const refusals = new RefusedSignIns();
  const passwords = passwordChecksOn({ database, counters, limits, refusals, clock, log });
  const lucia = luciaOn(database.client, options);
  const ceremonies = ceremoniesOn(database, clock);
  const { secureCookies: isSecure } = options;
  const passkeys = lazyPasskeys<OpenedSession>({
    database,
    ceremonies,
    counters,
    limits,
    clock,
    isSecure,
    log,
    onRefused: (userId) => refusals.add(userId, clock()),
  });
  const noteUse = lastUses(database, clock, log);
  const announceEnded = (sessionIds: readonly string[]) => {
    for (const sessionId of sessionIds) options.onSessionEnded?.(sessionId);
  };

  /**
   * Opens a session, with a row that waits for its audit line: a sign-in does not wait for the lock
   * on the chain's head, and none goes unrecorded.
   */
  async function openSession(
    tx: Transaction,
    userId: string,
    from: Origin,
    { method, own, via }: SignInProof,
    replacing: string | null | undefined,
  ): Promise<OpenedSession> {
    await tx.session.deleteMany({ where: { userId, expiresAt: { lte: clock() } } });
    if (replacing) await tx.session.deleteMany({ where: { id: replacing } });
    const enrolling = await mustEnroll(tx, userId, method);
    const session = await luciaOn(tx, options).createSession(userId, {
      userAgent: from.userAgent?.slice(0, USER_AGENT_LIMIT) ?? null,
      address: from.address.slice(0, ADDRESS_LIMIT),
      method,
      own,
      via,
      enrolling,
      lastUsedAt: clock(),
    });
    const id = sessionInRecord(hashSecret(session.id));
    await tx.unrecordedSignIn.create({
      data: { id, userId, at: clock(), refused: 0, method, own, via, enrolling },
    });
    return { cookie: lucia.createSessionCookie(session.id).serialize(), enrolling };
  }

  const codeStep = codeStepOn<[from: Origin, replacing?: string | null], OpenedSession>({
    database,
    ceremonies,
    counters,
    isSecure,
    open: (tx, userId, proof, from, replacing) => openSession(tx, userId, from, proof, replacing),
  });

  function opened<T extends OpenedSession>(session: T, replacing: string | null | undefined): T {
    if (replacing) announceEnded([replacing]);
    options.onSignedIn?.();
    return session;
  }

  async function signedInFrom(cookieHeader: string | null | undefined, enrolling: boolean) {
    const secret = secretIn(cookieHeader ?? "", lucia.sessionCookieName);
    if (!secret) return null;
    const { session, user } = await lucia.validateSession(secret);
    if (!session || session.enrolling !== enrolling) return null;
    options.onActive?.();
    noteUse(session);
    const signedIn = { actor: actorFrom(user.row, reachOf(session)), sessionId: session.id };
    if (!session.fresh) return signedIn;
    return { ...signedIn, cookie: lucia.createSessionCookie(secret).serialize() };
  }

  /** Opens a session by a password that was right, or asks for a code of the second factor. */
  async function afterPassword(
    user: { readonly id: string; readonly passwordHash: string | null },
    from: Origin,
    replacing: string | null | undefined,
  ): Promise<Outcome<PasswordSignIn>> {
    const session = await database.writeUnaudited(user.id, async (tx) => {
      // Checked again inside: a password change during the comparison has ended all sessions, and
      // this one would start after that. The row is locked from here on.
      const now = await tx.user.findUnique({
        where: { id: user.id },
        include: { secondFactor: { select: { via: true } } },
      });
      if (!now?.passwordHash || now.passwordHash !== user.passwordHash) return null;
      if (now.secondFactor && countsFor(now.secondFactor, now)) return now.passwordHash;
      const via = now.passwordVia;
      const proof = { method: "password", own: via === null, via } as const;
      return openSession(tx, user.id, from, proof, replacing);
    });
    if (session === null) return refuse("wrong-credentials");
    if (typeof session === "string") {
      const cookie = await codeStep.begin(user.id, session);
      return done({ cookie, enrolling: false, awaitsCode: true, userId: user.id });
    }
    return done(opened({ ...session, awaitsCode: false, userId: user.id }, replacing));
  }

  return {
    actorFromCookies: (cookieHeader) => signedInFrom(cookieHeader, false),
    enrolleeFromCookies: (cookieHeader) => signedInFrom(cookieHeader, true),

    async signIn(email, password, from, replacing) {
      const account = email.trim().toLowerCase();
      const user = await database.client.user.findUnique({ where: { email: account } });
      const checked = await passwords.forSignIn(user, account, password, from.address);
      if (!checked.ok) return checked;
      return user ? afterPassword(user, from, replacing) : refuse("wrong-credentials");
    },

    async signInByPassword(userId, from, replacing) {
      const user = await database.client.user.findUnique({ where: { id: userId } });
      return user ? afterPassword(user, from, replacing) : refuse("not-signed-in");
    },

    codeStep: {
      ...codeStep,
      async end(cookieHeader, proved, from, replacing) {
        const session = await codeStep.end(cookieHeader, proved, from, replacing);
        return session && opened(session, replacing);
      },
    },
    refusedSignIn: (userId) => refusals.add(userId, clock()),

    async openSession(userId, from, proof, replacing) {
      const session = await database.writeUnaudited(userId, (tx) =>
        openSession(tx, userId, from, proof, replacing),
      );
      return opened(session, replacing);
    },

    async signInByPasskey(sent, browser, from, replacing) {
      const { signIn } = await passkeys();
      const session = await signIn(sent, browser, (tx, { userId, via }) =>
        openSession(tx, userId, from, { method: "passkey", own: via === null, via }, replacing),
      );
      return session.ok ? done(opened(session.value, replacing)) : session;
    },

    ceremonies,
    freshProofs: freshProofsOn({ database, ceremonies, clock, isSecure }),
    passkeys,
    secureCookies: options.secureCookies,

    sessions(userId) {
      return database.client.session.findMany({
        where: { userId, expiresAt: { gt: clock() } },
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      });
    },

    confirmPassword: (userId, password, { address }) =>
      passwords.ofPerson("confirm", userId, password, address),
    provePassword: (userId, password, { address }) =>
      passwords.ofPerson("sign-in", userId, password, address),

    admitsLetter: (account, { address }) => letters.admits(account, address),

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
