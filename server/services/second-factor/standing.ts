import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { lastLetIn } from "#server/auth/index.ts";
import { countsFor } from "#server/auth/second-factor/asked-of.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** Decides whether a person's second factor may be changed. */
export interface FactorStanding {
  readonly hasPassword: boolean;
  readonly factor: { readonly via: string | null; readonly createdAt: Date } | null;
  readonly recoveryCodesLeft: number;
  /** Those that work at this server's address. */
  readonly passkeys: number;
  /**
   * Whether they have something better than a password, which nobody says they have lost: whoever let
   * them in again said so of what they had before. What another organization than that had a hand in
   * is none.
   */
  readonly hasFactorAtHand: boolean;
}

/** @param host of the keys that work here; null where that is not known. */
export async function factorStanding(
  client: PrismaClient | Transaction,
  userId: string,
  host: string | null,
): Promise<FactorStanding | null> {
  const user = await client.user.findUnique({
    where: { id: userId },
    include: {
      secondFactor: { select: { via: true, createdAt: true } },
      passkeys: { select: { host: true, via: true, createdAt: true } },
    },
  });
  if (!user) return null;
  const letInAt = await lastLetIn(client, user);
  const isAtHand = (factor: { readonly via: string | null; readonly createdAt: Date }) =>
    countsFor(factor, user) && (letInAt === null || factor.createdAt > letInAt);
  const passkeys = user.passkeys.filter((passkey) => host === null || passkey.host === host);
  return {
    hasPassword: user.passwordHash !== null,
    factor: user.secondFactor,
    recoveryCodesLeft: await client.recoveryCode.count({ where: { userId, usedAt: null } }),
    passkeys: passkeys.length,
    hasFactorAtHand: [...passkeys, ...(user.secondFactor ? [user.secondFactor] : [])].some(
      isAtHand,
    ),
  };
}

/** The host of a server's keys. */
export function hostOf(appUrl: string | null): string | null {
  return appUrl === null ? null : new URL(appUrl).hostname;
}

/**
 * Whether a session may set up, replace or remove the person's second factor: one of their own stays
 * out of reach of whoever came in through an organization, and so of its administrators (P8).
 */
export function mayChangeFactor(
  { reach }: Actor,
  { hasPassword, factor }: Pick<FactorStanding, "hasPassword" | "factor">,
): Outcome<void> {
  if (!hasPassword) return refuse("forbidden", NO_PASSWORD);
  if (!factor || !reach || reach.own || factor.via === reach.via) return done();
  return refuse("forbidden", NOT_THIS_SESSION);
}

const NO_PASSWORD =
  "A code app stands beside a password, and your account has none. Nothing was changed; a passkey needs no code.";
const NOT_THIS_SESSION =
  "You are here through one organization alone, and this code app is not of its making. Nothing was changed; sign in with a code of it, or with a passkey of your own, to change it.";
