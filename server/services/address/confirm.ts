import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret } from "#server/auth/index.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { openAt } from "#server/services/account-links/open.ts";
import { releaseAddress } from "#server/services/people/release-address.ts";
import type { Resources } from "#server/services/resources.ts";
import { auditedTransaction } from "#server/services/transaction.ts";
import type { AddressLinkView } from "./views.ts";

const TAKEN =
  "Somebody else has this address by now, so yours was not changed. Choose another one under Account.";

/** The open change that a link's secret confirms, and at which of its addresses; null for any other. */
async function changeOf(client: PrismaClient | Transaction, secret: string, at: Date) {
  const hash = hashSecret(secret);
  const change = await client.addressChange.findFirst({
    where: {
      OR: [{ beforeHash: hash }, { afterHash: hash }],
      endedAt: null,
      expiresAt: { gt: at },
    },
    include: { user: true },
  });
  // Given up silently where the address was changed otherwise.
  if (!change || change.user.email !== change.before) return null;
  const side = change.beforeHash === hash ? ("before" as const) : ("after" as const);
  return { ...change, side };
}

/** Shows an open link; refuses `expired-link` for any other. Writes nothing. */
export async function showAddressLink(
  { database, clock }: Resources,
  token: string,
): Promise<Outcome<AddressLinkView>> {
  const change = await changeOf(database.client, token, clock());
  if (!change) return refuse("expired-link");
  const { user, before, after, side, expiresAt } = change;
  return done({
    name: user.name,
    before,
    after,
    side,
    confirmed: { before: change.beforeAt !== null, after: change.afterAt !== null },
    expiresAt: expiresAt.toISOString(),
  });
}

/**
 * Confirms a change at the address to which the link was mailed. The second of the two makes it; where
 * an unconfirmed account has the new address, that one loses it, as to an invitation.
 */
export async function confirmAddress(
  resources: Resources,
  token: string,
): Promise<Outcome<{ readonly changed: boolean; readonly after: string }>> {
  return auditedTransaction(resources, async (unit) => {
    const { tx, at, append, afterCommit } = unit;
    const change = await changeOf(tx, token, at);
    if (!change) return refuse("expired-link");
    const { id, userId, side, before, after } = change;
    const beforeAt = side === "before" ? at : change.beforeAt;
    const afterAt = side === "after" ? at : change.afterAt;
    const changed = beforeAt !== null && afterAt !== null;
    await tx.addressChange.update({
      where: { id },
      data: { beforeAt, afterAt, endedAt: changed ? at : null },
    });
    if (!changed) return done({ changed, after });
    const holder = await tx.user.findUnique({ where: { email: after } });
    if (holder && !holder.unconfirmed) return refuse("conflict", TAKEN);
    const ended = holder ? await releaseAddress(unit, holder.id) : [];
    await tx.user.update({ where: { id: userId }, data: { email: after } });
    // Whoever reads the former mailbox from now on is not let in by what was sent to it.
    await tx.accountLink.updateMany({
      where: { userId, kind: "forgotten", ...openAt(at) },
      data: { revokedAt: at },
    });
    await append({
      type: "person.address-changed",
      actorId: userId,
      details: { changeId: id, before, after },
    });
    afterCommit(({ auth }) => auth.announceEnded(ended));
    return done({ changed, after });
  });
}

/** Stops a change, by either of its links. */
export async function stopAddressByLink(
  resources: Resources,
  token: string,
): Promise<Outcome<{ readonly changed: false }>> {
  return auditedTransaction(resources, async ({ tx, at, append }) => {
    const change = await changeOf(tx, token, at);
    if (!change) return refuse("expired-link");
    const { id, userId, side } = change;
    await tx.addressChange.update({ where: { id }, data: { endedAt: at } });
    await append({
      type: "person.address-change-stopped",
      actorId: null,
      details: { userId, changeId: id, at: side },
    });
    return done({ changed: false });
  });
}
