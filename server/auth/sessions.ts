import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from "lucia";
import type { Database, PrismaClient, Transaction } from "#server/database/index.ts";
import type { PersonRows } from "./actor.ts";
import { hashSecret } from "./secrets.ts";
import { readSession } from "./session-rows.ts";

/** A session ends after this many days without use; it is prolonged once half of them are over. */
const SESSION_DAYS = 14;

/** How somebody proved who they are. */
export const SIGN_IN_METHODS = [
  "password",
  "password-and-code",
  "passkey",
  "identity-provider",
  "invitation",
  "link",
] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** A session as it is stored, beside its person and its end. */
export interface SessionAttributes {
  userAgent: string | null;
  /** The address from which it was opened. */
  address: string | null;
  method: string;
  /** With `via`: its reach (SignInReach). */
  own: boolean;
  via: string | null;
  /** Whether a factor has to be set up first: it opens nothing else. */
  enrolling: boolean;
  lastUsedAt: Date | null;
}

declare module "lucia" {
  interface Register {
    Lucia: Lucia<SessionAttributes, { row: PersonRows }>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: { row: PersonRows };
  }
}

export interface SessionOptions {
  readonly database: Pick<Database, "query">;
  readonly clock: () => Date;
  /** Whether browsers reach the server by https. */
  readonly secureCookies: boolean;
}

/** 25 random bytes in base 32, as Lucia generates them. */
const SECRET = "[a-z2-7]{40}";

/**
 * The secret in a Cookie header, if it has the form of Lucia's. Lucia's own parser is not used
 * because it throws when a cookie of another program on the host is malformed.
 */
export function secretIn(cookieHeader: string, cookieName: string): string | null {
  return new RegExp(`(?:^|;) *${cookieName}=(${SECRET}) *(?:;|$)`).exec(cookieHeader)?.[1] ?? null;
}

/** Lucia on our tables. Only server/auth uses it. */
export function luciaOn(client: PrismaClient | Transaction, options: SessionOptions) {
  return new Lucia(adapterOn(client, options), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, "d"),
    sessionCookie: {
      // With this prefix, browsers accept the cookie only from this host over TLS.
      name: options.secureCookies ? "__Host-session" : "session",
      // The row decides when a session ends. The cookie lasts longer, since using a socket prolongs
      // the session but can't set a cookie.
      expires: false,
      attributes: { secure: options.secureCookies, sameSite: "lax", path: "/" },
    },
    getUserAttributes: ({ row }) => ({ row }),
    getSessionAttributes: (attributes) => attributes,
  });
}

/**
 * The cookie holds a secret, the table its hash: the two functions that receive the secret hash it,
 * and all others use the hash. Lucia reads the system clock, so instants are shifted by the
 * difference between that clock and ours.
 */
function adapterOn(
  client: PrismaClient | Transaction,
  { database, clock }: SessionOptions,
): Adapter {
  const drift = () => Date.now() - clock().getTime();
  const toLucia = (instant: Date) => new Date(instant.getTime() + drift());
  const fromLucia = (instant: Date) => new Date(instant.getTime() - drift());
  const sessionOf = (
    row: {
      id: string;
      userId: string;
      expiresAt: Date;
    } & SessionAttributes,
  ): DatabaseSession => ({
    id: row.id,
    userId: row.userId,
    expiresAt: toLucia(row.expiresAt),
    attributes: {
      userAgent: row.userAgent,
      address: row.address,
      method: row.method,
      own: row.own,
      via: row.via,
      enrolling: row.enrolling,
      lastUsedAt: row.lastUsedAt,
    },
  });
  return {
    async getSessionAndUser(secret) {
      const row = await readSession(database, hashSecret(secret));
      if (!row) return [null, null];
      return [sessionOf(row), { id: row.userId, attributes: { row: row.person } }];
    },
    async getUserSessions(userId) {
      return (await client.session.findMany({ where: { userId } })).map(sessionOf);
    },
    async setSession({ id: secret, userId, expiresAt, attributes }) {
      await client.session.create({
        data: {
          id: hashSecret(secret),
          userId,
          createdAt: clock(),
          expiresAt: fromLucia(expiresAt),
          ...attributes,
        },
      });
    },
    // updateMany and deleteMany, because another request may just have deleted the row, which is no
    // error.
    async updateSessionExpiration(id, expiresAt) {
      await client.session.updateMany({
        where: { id },
        data: { expiresAt: fromLucia(expiresAt) },
      });
    },
    async deleteSession(id) {
      await client.session.deleteMany({ where: { id } });
    },
    async deleteUserSessions(userId) {
      await client.session.deleteMany({ where: { userId } });
    },
    async deleteExpiredSessions() {
      await client.session.deleteMany({ where: { expiresAt: { lte: clock() } } });
    },
  };
}
