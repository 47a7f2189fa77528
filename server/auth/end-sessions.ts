import type { Transaction } from "#server/database/index.ts";

/**
 * Ends all sessions of the person except one, the addresses under which their answers by e-mail are
 * taken, and all tokens of their programs and their calendar's address, which somebody else may have
 * made; in the caller's transaction. Returns the sessions' ids, for `announceEnded` after the commit. The addresses are known
 * for a while after that, so that whoever answers an e-mail of before is told why nothing came of it.
 */
export async function endSessions(
  tx: Transaction,
  userId: string,
  at: Date,
  exceptSessionId?: string,
): Promise<string[]> {
  const others = { userId, ...(exceptSessionId ? { id: { not: exceptSessionId } } : {}) };
  const rows = await tx.session.findMany({ where: others, select: { id: true } });
  await tx.session.deleteMany({ where: others });
  await tx.replyAddress.updateMany({
    where: { userId, expiresAt: { gt: at } },
    data: { expiresAt: at },
  });
  await tx.apiToken.deleteMany({ where: { userId } });
  await tx.calendarFeed.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: at },
  });
  return rows.map(({ id }) => id);
}
