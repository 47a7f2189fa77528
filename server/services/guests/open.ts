import { may } from "#app/domain/permissions.ts";
import { loadActor } from "#server/auth/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { loadDocument } from "#server/services/documents/load.ts";

/** The condition of links that were not ended, and whose day is not over. */
export function openGuestsAt(at: Date) {
  return { endedAt: null, expiresAt: { gt: at } };
}

/**
 * The open link by its id or by the hash of its secret, with the guest and the document; null for one
 * that is ended, expired or unknown, and where its matter was archived or the party that answers for the
 * guest has left: these are indistinguishable.
 */
export async function openGuestLink(
  client: PrismaClient | Transaction,
  which: { readonly id: string } | { readonly tokenHash: string },
  at: Date,
) {
  const link = await client.guestLink.findFirst({ where: { ...which, ...openGuestsAt(at) } });
  if (!link) return null;
  const actor = await loadActor(client, link.userId);
  const document = await loadDocument(client, link.documentId);
  if (!actor?.guest || !document) return null;
  const { guest } = actor;
  const opens = may(actor, "document.view", { document: document.subject });
  return opens.ok ? { link, guest, actor, document } : null;
}

export type OpenGuestLink = NonNullable<Awaited<ReturnType<typeof openGuestLink>>>;

/**
 * Ends the links to a matter's documents, or those of one organization to them: call it in the
 * transaction whose line says why.
 */
export async function endGuestsOf(
  tx: Transaction,
  at: Date,
  { matterId, organizationId }: { readonly matterId: string; readonly organizationId?: string },
): Promise<void> {
  const documents = await tx.document.findMany({ where: { matterId }, select: { id: true } });
  await tx.guestLink.updateMany({
    where: {
      documentId: { in: documents.map(({ id }) => id) },
      endedAt: null,
      ...(organizationId === undefined ? {} : { organizationId }),
    },
    data: { endedAt: at, endedById: null },
  });
}
