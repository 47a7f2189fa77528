import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** Of these organizations, those that let their own threads go along in an archive of the workspace. */
export async function organizationsThatConsent(
  _client: PrismaClient | Transaction,
  _organizationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set();
}
