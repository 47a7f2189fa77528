import { DAY_MS } from "#app/domain/durations.ts";
import type { Role } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, newSecret } from "#server/auth/index.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { UnitOfWork } from "#server/services/transaction.ts";

/** The validity of an invitation's link in days. */
const INVITATION_DAYS = 7;
/** The limit of an organization per day, so that nobody uses the server for mass mails. */
export const INVITATIONS_PER_DAY = 200;

/** The `invitedById` of invitations by the command line or setup. */
const INVITED_BY_SERVER = "server";

/** A new invitation with the secret of its link, which is not stored. */
export interface NewInvitation {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly organizationId: string;
  readonly expiresAt: Date;
  readonly secret: string;
}

interface MakingInvitation extends Pick<UnitOfWork, "at" | "ids"> {
  /** Whether its link is only mailed, to the invited address. */
  readonly mailed: boolean;
}

/**
 * Writes an invitation in an open transaction, replacing an open one for the same address. Refuses
 * `conflict` for a member, and `too-many-tries` above the daily limit. The caller has checked the
 * permission.
 */
export async function makeInvitation(
  tx: Transaction,
  { at: now, ids, mailed }: MakingInvitation,
  invitation: {
    readonly organizationId: string;
    readonly email: string;
    readonly name: string;
    readonly roles: readonly Role[];
    /** Null for the command line. */
    readonly invitedById: string | null;
  },
): Promise<Outcome<NewInvitation>> {
  const { organizationId, email, name, roles, invitedById } = invitation;
  const member = await tx.membership.findFirst({ where: { organizationId, user: { email } } });
  if (member) {
    const sentence = "This person is a member already. Set their roles in the list instead.";
    return refuse("conflict", `${sentence} Nobody was invited.`, { email: sentence });
  }
  const today = await tx.invitation.count({
    where: { organizationId, createdAt: { gt: new Date(now.getTime() - DAY_MS) } },
  });
  if (today >= INVITATIONS_PER_DAY) {
    return refuse(
      "too-many-tries",
      `An organization can send ${INVITATIONS_PER_DAY} invitations a day, and these are used up. Nobody was invited; go on tomorrow.`,
    );
  }
  await tx.invitation.updateMany({
    where: { organizationId, email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  const secret = newSecret();
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
  const id = ids();
  await tx.invitation.create({
    data: {
      id,
      tokenHash: hashSecret(secret),
      email,
      name,
      organizationId,
      roles: roles.join(","),
      invitedById: invitedById ?? INVITED_BY_SERVER,
      createdAt: now,
      expiresAt,
      // Access to the mailbox proves that the address is theirs; a link passed on doesn't.
      confirms: mailed || invitedById === null,
    },
  });
  await appendEvent(tx, now, {
    type: "person.invited",
    actorId: invitedById,
    organizationId,
    details: { invitationId: id, email, name, roles: [...roles] },
  });
  return done({ id, email, name, organizationId, expiresAt, secret });
}
