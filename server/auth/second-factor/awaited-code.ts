import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { ceremonySecretIn, type Ceremonies } from "#server/auth/ceremonies.ts";
import { hashSecret } from "#server/auth/secrets.ts";

/** How long somebody may look for their code, in minutes. */
const MINUTES = 10;

/** Somebody whose password was right, and whose code of the second factor is awaited. */
export interface AwaitedCode {
  readonly userId: string;
  /** The organization that let them in again, where the password is of its making. */
  readonly passwordVia: string | null;
  /** Whether they may go on without a code: they were let in again after the factor was set up. */
  readonly mayGoWithout: boolean;
  /** The step of this browser, as stored. */
  readonly ceremonyId: string;
  /** Tells whether the password is still the one that was given. */
  readonly password: string;
}

/** Begins the step; returns the secret for the browser. */
export async function awaitCode(
  ceremonies: Ceremonies,
  userId: string,
  passwordHash: string,
): Promise<{ readonly secret: string; readonly minutes: number }> {
  const secret = await ceremonies.begin("code", {
    userId,
    details: { password: hashSecret(passwordHash) },
    minutes: MINUTES,
  });
  return { secret, minutes: MINUTES };
}

/** The step that a browser is at; null where it is over. */
export async function readAwaitedCode(
  client: PrismaClient,
  ceremonies: Ceremonies,
  from: { readonly cookieHeader: string | null | undefined; readonly isSecure: boolean },
): Promise<AwaitedCode | null> {
  const secret = ceremonySecretIn(from.cookieHeader, "code", from.isSecure);
  const begun = secret === null ? null : await ceremonies.look("code", secret);
  const password = begun?.details["password"];
  if (secret === null || !begun?.userId || typeof password !== "string") return null;
  const { userId } = begun;
  const user = await client.user.findUnique({
    where: { id: userId },
    include: { secondFactor: { select: { createdAt: true } } },
  });
  if (!user?.passwordHash || hashSecret(user.passwordHash) !== password) return null;
  const letInAt = await lastLetIn(client, user);
  const madeAt = user.secondFactor?.createdAt ?? null;
  return {
    userId,
    passwordVia: user.passwordVia,
    mayGoWithout: letInAt !== null && madeAt !== null && madeAt <= letInAt,
    ceremonyId: hashSecret(secret),
    password,
  };
}

/**
 * Ends the step, in the transaction that opens the session. Returns the organization that the password
 * is of, or null; undefined where another request ended it, or the password is another one by now.
 */
export async function takeAwaitedCode(
  tx: Transaction,
  { userId, ceremonyId, password }: AwaitedCode,
): Promise<string | null | undefined> {
  const { count } = await tx.ceremony.deleteMany({ where: { id: ceremonyId, kind: "code" } });
  const user = await tx.user.findUnique({ where: { id: userId } });
  if (count === 0 || !user?.passwordHash) return undefined;
  return hashSecret(user.passwordHash) === password ? user.passwordVia : undefined;
}

/**
 * When the person was last let in again by the organization that their password is of: they had lost
 * what they had before. Null where the password is their own.
 */
export async function lastLetIn(
  client: PrismaClient | Transaction,
  user: { readonly id: string; readonly passwordVia: string | null },
): Promise<Date | null> {
  if (user.passwordVia === null) return null;
  const link = await client.accountLink.findFirst({
    where: {
      userId: user.id,
      kind: "let-in",
      organizationId: user.passwordVia,
      usedAt: { not: null },
    },
    orderBy: { usedAt: "desc" },
    select: { usedAt: true },
  });
  return link?.usedAt ?? null;
}
