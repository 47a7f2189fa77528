import { hashSecret } from "#server/auth/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/**
 * The open invitation for a link's secret at that time; null for a used, revoked, expired or
 * unknown one, which are indistinguishable.
 */
export function openInvitation(client: PrismaClient | Transaction, secret: string, now: Date) {
  return openInvitationOf(client, { tokenHash: hashSecret(secret) }, now);
}

/** The same of an invitation that was found open before. */
export async function openInvitationOf(
  client: PrismaClient | Transaction,
  where: { readonly tokenHash: string } | { readonly id: string },
  now: Date,
) {
  const invitation = await client.invitation.findUnique({
    where,
    include: { organization: { include: { provider: true } } },
  });
  if (!invitation || invitation.acceptedAt || invitation.revokedAt) return null;
  return invitation.expiresAt.getTime() > now.getTime() ? invitation : null;
}

export type OpenInvitation = NonNullable<Awaited<ReturnType<typeof openInvitation>>>;
