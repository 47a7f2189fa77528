import { endSessions } from "#server/auth/index.ts";
import type { UnitOfWork } from "#server/services/transaction.ts";

/** Removes the address from an unconfirmed account; returns its sessions, which end. */
export async function releaseAddress(
  { tx, at, append }: Pick<UnitOfWork, "tx" | "at" | "append">,
  userId: string,
): Promise<readonly string[]> {
  // A name that can't be an address (RFC 2606), and is unique.
  await tx.user.update({ where: { id: userId }, data: { email: `${userId}@given-up.invalid` } });
  await append({
    type: "person.address-given-up",
    actorId: null,
    details: { userId },
  });
  return endSessions(tx, userId, at);
}
