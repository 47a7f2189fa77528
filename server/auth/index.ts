import type { Actor } from "../../app/domain/actor";
import type { Outcome } from "../../app/domain/refusal";

/** Where a try comes from: what throttling counts by, and what the account page shows. */
export interface Origin {
  /** The client's address, as the server trusts it (TRUST_PROXY). */
  readonly address: string;
  readonly userAgent?: string | undefined;
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
   * Opens a new session; `replacing` (the session the browser held before) ends. Refuses with
   * `wrong-credentials` in the same words and after the same work whether the account exists or not,
   * and with `too-many-tries`.
   */
  signIn(
    email: string,
    password: string,
    from: Origin,
    replacing?: string | null,
  ): Promise<Outcome<{ cookie: string; userId: string }>>;
  /** Opens a session without a password, for who has just proved who they are. */
  openSession(userId: string, from: Origin): Promise<{ cookie: string; sessionId: string }>;
  signOut(sessionId: string): Promise<void>;
  signOutEverywhere(userId: string): Promise<void>;
  /** Ends one of the person's sessions; refuses `not-found` for any other. */
  endSession(userId: string, sessionId: string): Promise<Outcome<void>>;
  sessions(userId: string): Promise<SessionRecord[]>;
  /** Checks a password again before a final act; throttled like signing in. */
  confirmPassword(userId: string, password: string, from: Origin): Promise<Outcome<void>>;
  /** Changes the password and ends all sessions but `keepSessionId`. */
  changePassword(
    userId: string,
    change: { currentPassword: string; newPassword: string },
    from: Origin,
    keepSessionId: string,
  ): Promise<Outcome<void>>;
  /** argon2id of a password, as a PHC string; about 20 ms of one core. */
  hashPassword(password: string): Promise<string>;
  /** A Set-Cookie header that makes the browser forget the session. */
  blankCookie(): string;
  /** Deletes sessions that have expired; answers how many. */
  deleteExpiredSessions(): Promise<number>;
}
