import { sessionInRecord } from "#server/auth/secrets.ts";
import { appendSignInsOf } from "#server/services/audit/record-sign-ins.ts";
import type { UnitOfWork } from "#server/services/transaction.ts";

/** By which factor of their own somebody lets a session reach further. */
export type OwnFactor = "password" | "passkey" | "code" | "recovery-code" | "link";

/**
 * Lets a session reach all of the person's organizations, once a factor of their own was proved in it
 * (P8): one that no organization had a hand in, which the caller has checked. Returns false, and
 * records nothing, where it has ended or reached them before.
 */
export async function proveOwnFactor(
  { tx, append, afterCommit }: Pick<UnitOfWork, "tx" | "append" | "afterCommit">,
  { userId, sessionId, by }: { userId: string; sessionId: string; by: OwnFactor },
): Promise<boolean> {
  const where = { id: sessionId, userId, own: false };
  const { count } = await tx.session.updateMany({ where, data: { own: true } });
  if (count === 0) return false;
  // So that a session's start is recorded before its further reach.
  await appendSignInsOf(tx, userId);
  await append({
    type: "session.own-factor-proved",
    actorId: userId,
    details: { session: sessionInRecord(sessionId), by },
  });
  // Open drafts ask anew what they may.
  afterCommit(({ rooms }) => rooms.revoke({ sessionId }));
  return true;
}
