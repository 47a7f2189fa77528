import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The number of the last line of the record about a matter; 0 for none. */
export async function lastLineOf(
  client: PrismaClient | Transaction,
  matterId: string,
): Promise<number> {
  const last = await client.auditEvent.aggregate({
    where: { matterId },
    _max: { sequence: true },
  });
  return last._max.sequence ?? 0;
}
