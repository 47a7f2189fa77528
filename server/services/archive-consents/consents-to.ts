import type { PrismaClient, Transaction } from "#server/database/index.ts";

/**
 * Whether archives of the workspace may hold what that organization's own people alone read: its own
 * threads, templates and clauses. Without a recorded consent they may not.
 */
export async function consentsTo(
  client: PrismaClient | Transaction,
  organizationId: string,
): Promise<boolean> {
  return (await client.archiveConsent.findUnique({ where: { organizationId } })) !== null;
}
