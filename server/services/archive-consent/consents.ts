import type { PrismaClient, Transaction } from "#server/database/index.ts";

/**
 * Of these organizations, those that consented to archives of the workspace holding what their own
 * people alone read. Without a recorded consent none may.
 */
export async function organizationsThatConsent(
  client: PrismaClient | Transaction,
  organizationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const given = await client.archiveConsent.findMany({ select: { organizationId: true } });
  const consenting = new Set(given.map(({ organizationId }) => organizationId));
  return new Set(organizationIds.filter((id) => consenting.has(id)));
}
