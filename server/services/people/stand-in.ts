import { STAND_IN_DOMAIN } from "#app/domain/archive/stand-in.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The condition on accounts that they stand for somebody whom an archive names (A3). */
const IS_STAND_IN = { email: { endsWith: STAND_IN_DOMAIN } } as const;

/** Those of the people who stand for somebody whom an archive names. */
export async function standInsAmong(
  client: PrismaClient | Transaction,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await client.user.findMany({
    where: { id: { in: [...new Set(userIds)] }, ...IS_STAND_IN },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
