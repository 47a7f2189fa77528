import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { lastLetIn } from "#server/auth/index.ts";
import { countsFor } from "#server/auth/second-factor/asked-of.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** Decides whether a person's second factor may be changed. */
interface FactorStanding {
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
  /**
   * The organization that let them in again since the code app was set up, where it is the only one that
   * they belong to: an app of that one's may take the place of the lost one. Null otherwise.
   */
  readonly replacedBy: string | null;
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
      memberships: { select: { organizationId: true } },
    },
  });
  if (!user) return null;
  const letInAt = await lastLetIn(client, user);
  const isAtHand = (factor: { readonly via: string | null; readonly createdAt: Date }) =>
    countsFor(factor, user) && (letInAt === null || factor.createdAt > letInAt);
  const passkeys = user.passkeys.filter((passkey) => host === null || passkey.host === host);
  const isLost = letInAt !== null && (user.secondFactor?.createdAt ?? letInAt) <= letInAt;
  // Of somebody of two it keeps the one's administrators out of the other (P8): it stays.
  const isOfThatOneAlone =
    !user.workspaceAdmin &&
    user.memberships.every(({ organizationId }) => organizationId === user.passwordVia);
  return {
    hasPassword: user.passwordHash !== null,
    factor: user.secondFactor,
    recoveryCodesLeft: await client.recoveryCode.count({ where: { userId, usedAt: null } }),
    passkeys: passkeys.length,
    hasFactorAtHand: [...passkeys, ...(user.secondFactor ? [user.secondFactor] : [])].some(
      isAtHand,
    ),
    replacedBy: isLost && isOfThatOneAlone ? user.passwordVia : null,
  };
}

/** The host of a server's keys. */
export function hostOf(appUrl: string | null): string | null {
  return appUrl === null ? null : new URL(appUrl).hostname;
}

/**
 * Whether a session may replace or remove the person's second factor, or make its recovery codes anew: one of their own stays
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

/**
 * Whether a session may set up a code app, in place of one that there is: where its organization let the
 * person in again, also of a lost one. Its recovery codes are not made anew: they would be the person's
 * own in the hands of an administrator.
 */
export function maySetUpFactor(
  actor: Actor,
  standing: Pick<FactorStanding, "hasPassword" | "factor" | "replacedBy">,
): Outcome<void> {
  const { reach } = actor;
  const isLost = reach?.own === false && reach.via !== null && reach.via === standing.replacedBy;
  return isLost && standing.hasPassword ? done() : mayChangeFactor(actor, standing);
}

const NO_PASSWORD =
  "A code app stands beside a password, and your account has none. Nothing was changed; a passkey needs no code.";
const NOT_THIS_SESSION =
  "You are here through one organization alone, and this code app is not of its making. Nothing was changed; sign in with a code of it, or with a passkey of your own, to change it.";
