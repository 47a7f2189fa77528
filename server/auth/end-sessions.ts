import type { Transaction } from "#server/database/index.ts";

/**
 * Ends all sessions of the person except one, the addresses under which their answers by e-mail are
 * taken, and all tokens of their programs, which somebody else may have made; in the caller's
 * transaction. Returns the sessions' ids, for `announceEnded` after the commit.
 */
export async function endSessions(
  tx: Transaction,
  userId: string,
  exceptSessionId?: string,
): Promise<string[]> {
  const others = { userId, ...(exceptSessionId ? { id: { not: exceptSessionId } } : {}) };
  const rows = await tx.session.findMany({ where: others, select: { id: true } });
  await tx.session.deleteMany({ where: others });
  await tx.replyAddress.deleteMany({ where: { userId } });
  await tx.apiToken.deleteMany({ where: { userId } });
  return rows.map(({ id }) => id);
}
