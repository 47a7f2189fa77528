import { hashSecret } from "#server/auth/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The condition of links that were neither used nor revoked, and whose time is not over. */
export function openAt(at: Date) {
  return { usedAt: null, revokedAt: null, expiresAt: { gt: at } };
}

/**
 * The open link for a secret, with its person; null for a used, revoked, expired or unknown one, which
 * are indistinguishable, and for one of an organization that the person has left meanwhile.
 */
export async function openLink(client: PrismaClient | Transaction, secret: string, at: Date) {
  const link = await client.accountLink.findFirst({
    where: { tokenHash: hashSecret(secret), ...openAt(at) },
    include: { user: { include: { memberships: { include: { organization: true } } } } },
  });
  if (!link) return null;
  const { user, organizationId, kind } = link;
  const through = user.memberships.find((place) => place.organizationId === organizationId);
  if (kind !== "forgotten" && !through) return null;
  return { ...link, organization: through?.organization ?? null };
}
