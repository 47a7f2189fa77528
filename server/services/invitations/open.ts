import { hashSecret } from "#server/auth/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/**
 * The invitation that a link's secret opens at that moment, or null: used, revoked, expired and
 * invented ones can't be told apart.
 */
export async function openInvitation(
  client: PrismaClient | Transaction,
  secret: string,
  now: Date,
) {
  const invitation = await client.invitation.findUnique({
    where: { tokenHash: hashSecret(secret) },
    include: { organization: true },
  });
  if (!invitation || invitation.acceptedAt || invitation.revokedAt) return null;
  return invitation.expiresAt.getTime() > now.getTime() ? invitation : null;
}

export type OpenInvitation = NonNullable<Awaited<ReturnType<typeof openInvitation>>>;
