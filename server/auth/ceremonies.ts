import canonicalize from "canonicalize";
import type { AuditValue } from "#app/domain/audit-event.ts";
import type { Database } from "#server/database/index.ts";
import { hashSecret, newSecret } from "./secrets.ts";

/** The steps that a browser can begin; each is ended by its own kind alone. */
const CEREMONY_KINDS = [
  // Passkeys: a key is made, somebody signs in, confirms an act, or signs off.
  "passkey-made",
  "passkey-sign-in",
  "passkey-confirm",
  "passkey-sign-off",
  // The password was right, and a code of the second factor is awaited.
  "code",
  // A second factor is being set up: its secret waits for the first code.
  "second-factor",
  // Somebody has shown again, a moment ago, that it is them.
  "proved-again",
  // Somebody is at their organization's identity provider.
  "identity-provider",
  // A new workspace is set up by whoever reads the server's log.
  "set-up",
  // A link was mailed that proves a factor of one's own in the session that asked for it.
  "own-factor-link",
  // A guest was mailed the code that opens their link in the browser that asked for it, and reads by it.
  "guest-code",
  "guest",
] as const;
export type CeremonyKind = (typeof CEREMONY_KINDS)[number];

interface BeginCeremony {
  /** Its person; null where nobody is known yet. */
  readonly userId: string | null;
  readonly details: Readonly<Record<string, AuditValue>>;
  readonly minutes: number;
  /** The secret that the browser holds, where it is not a new one. */
  readonly secret?: string;
}

interface Ceremony {
  readonly userId: string | null;
  readonly details: Readonly<Record<string, AuditValue>>;
  readonly createdAt: Date;
}

/** Steps that a browser has begun, on the database, so that any process can end them. */
export interface Ceremonies {
  /** Returns the secret that the browser holds; the database has its hash. */
  begin(kind: CeremonyKind, ceremony: BeginCeremony): Promise<string>;
  /** The ceremony of that secret, unless it is over; it stays. */
  look(kind: CeremonyKind, secret: string): Promise<Ceremony | null>;
  /** The same, and ends it: of several that ask at once, one gets it. */
  take(kind: CeremonyKind, secret: string): Promise<Ceremony | null>;
  /** Deletes those that are over; returns their number. */
  deleteEnded(): Promise<number>;
}

/** @param database the unaudited writes of it: a ceremony is no act yet. */
export function ceremoniesOn(
  { client, writeUnaudited }: Pick<Database, "client" | "writeUnaudited">,
  clock: () => Date,
): Ceremonies {
  const look = async (kind: CeremonyKind, secret: string): Promise<Ceremony | null> => {
    const row = await client.ceremony.findUnique({ where: { id: hashSecret(secret) } });
    if (row?.kind !== kind || row.expiresAt <= clock()) return null;
    // Written by `begin` alone.
    const details = JSON.parse(row.details) as Ceremony["details"];
    return { userId: row.userId, details, createdAt: row.createdAt };
  };
  return {
    async begin(kind, { userId, details, minutes, secret = newSecret() }) {
      const now = clock();
      const id = hashSecret(secret);
      await writeUnaudited(id, (tx) =>
        tx.ceremony.create({
          data: {
            id,
            kind,
            userId,
            details: canonicalize(details) ?? "{}",
            createdAt: now,
            expiresAt: new Date(now.getTime() + minutes * 60_000),
          },
        }),
      );
      return secret;
    },
    look,
    async take(kind, secret) {
      const found = await look(kind, secret);
      if (!found) return null;
      const id = hashSecret(secret);
      const { count } = await writeUnaudited(id, (tx) =>
        tx.ceremony.deleteMany({ where: { id, kind } }),
      );
      return count === 1 ? found : null;
    },
    async deleteEnded() {
      const ended = { where: { expiresAt: { lte: clock() } } };
      if (!(await client.ceremony.findFirst({ ...ended, select: { id: true } }))) return 0;
      const { count } = await writeUnaudited("ceremonies", (tx) => tx.ceremony.deleteMany(ended));
      return count;
    },
  };
}

/**
 * A Set-Cookie header for the secret of a ceremony: it goes with requests that begin at our own pages
 * or are led back to them, and no script reads it.
 */
export function ceremonyCookie(
  kind: CeremonyKind,
  secret: string,
  { isSecure, minutes }: { readonly isSecure: boolean; readonly minutes: number },
): string {
  const secure = isSecure ? "; Secure" : "";
  return `${ceremonyCookieName(kind, isSecure)}=${secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${minutes * 60}${secure}`;
}

/** With its prefix, browsers accept the cookie only from this host over TLS. */
function ceremonyCookieName(kind: CeremonyKind, isSecure: boolean): string {
  return isSecure ? `__Host-${kind}` : kind;
}

/** The secret of a ceremony in a Cookie header, or null. */
export function ceremonySecretIn(
  cookieHeader: string | null | undefined,
  kind: CeremonyKind,
  isSecure: boolean,
): string | null {
  const name = `${ceremonyCookieName(kind, isSecure)}=`;
  for (const part of (cookieHeader ?? "").split(";", 200)) {
    const cookie = part.trim();
    if (cookie.startsWith(name)) {
      const secret = cookie.slice(name.length);
      return /^[\w-]{43}$/u.test(secret) ? secret : null;
    }
  }
  return null;
}
