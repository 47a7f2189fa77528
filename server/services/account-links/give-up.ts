import type { Transaction } from "#server/database/index.ts";
import { openAt } from "./open.ts";

/**
 * Gives up what somebody may have begun with the former password: other links, a change of address,
 * and a sign-in that awaits its code.
 */
export async function giveUpPending(tx: Transaction, userId: string, at: Date): Promise<void> {
  await tx.accountLink.updateMany({
    where: { userId, ...openAt(at) },
    data: { revokedAt: at },
  });
  await tx.addressChange.updateMany({ where: { userId, endedAt: null }, data: { endedAt: at } });
  await tx.ceremony.deleteMany({ where: { userId } });
}
