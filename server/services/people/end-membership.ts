import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { rolesOf } from "#server/auth/index.ts";
import { openAt } from "#server/services/account-links/open.ts";
import { breakGlassStays, isBreakGlass } from "#server/services/identity-providers/break-glass.ts";
import type { UnitOfWork } from "#server/services/transaction.ts";
import { isLastAdmin } from "./membership.ts";

interface Place {
  readonly organizationId: string;
  readonly userId: string;
}

type Unit = Pick<UnitOfWork, "tx" | "at" | "append">;

/**
 * Ends a membership with all that opens the organization by it: the link with its provider, tokens and
 * calendar addresses that were made through it, invitations to the person, and what they made for others
 * as its administrator. Their text and decisions stay. Refuses `last-admin`, and for whoever comes in when
 * the provider fails. The caller closes their sockets after the commit (R5).
 */
export async function endMembership(
  unit: Unit,
  place: Place,
  {
    by,
    details = {},
  }: { readonly by: string; readonly details?: Readonly<Record<string, string>> },
): Promise<Outcome<void>> {
  const { tx, at, append } = unit;
  const { organizationId, userId } = place;
  const membership = await tx.membership.findUnique({
    where: { userId_organizationId: { userId, organizationId } },
    include: { roles: true, user: { select: { email: true } } },
  });
  if (!membership) return refuse("not-found", "This person is not a member (any more).");
  const roles = rolesOf(membership.roles);
  if (roles.includes("admin") && (await isLastAdmin(tx, organizationId, userId))) {
    return refuse("last-admin");
  }
  if (await isBreakGlass(tx, organizationId, userId)) return breakGlassStays();
  await tx.identityLink.deleteMany({ where: { organizationId, userId } });
  await tx.membership.delete({ where: { id: membership.id } });
  // Whoever comes back one day makes new ones.
  const isGone = (await tx.membership.count({ where: { userId } })) === 0;
  const made = { userId, ...(isGone ? {} : { via: organizationId }) };
  await tx.apiToken.deleteMany({ where: made });
  await tx.calendarFeed.updateMany({
    where: { ...made, revokedAt: null },
    data: { revokedAt: at },
  });
  await tx.invitation.updateMany({
    where: { organizationId, email: membership.user.email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: at },
  });
  await append({
    type: "person.removed",
    actorId: by,
    organizationId,
    details: { userId, roles, ...details },
  });
  await withdrawMadeBy(unit, place, by);
  return done();
}

/**
 * Withdraws what somebody made for others as an administrator of the organization, each with its line:
 * invitations that wait, and links by which members are let in again. They know the secrets of both.
 */
export async function withdrawMadeBy(
  { tx, at, append }: Unit,
  { organizationId, userId }: Place,
  by: string,
): Promise<void> {
  const invited = await tx.invitation.findMany({
    where: {
      organizationId,
      invitedById: userId,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: at },
    },
    select: { id: true, email: true },
    orderBy: { id: "asc" },
  });
  const links = await tx.accountLink.findMany({
    where: { organizationId, madeById: userId, kind: "let-in", ...openAt(at) },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const idsOf = (rows: readonly { readonly id: string }[]) => ({
    id: { in: rows.map(({ id }) => id) },
  });
  await tx.invitation.updateMany({ where: idsOf(invited), data: { revokedAt: at } });
  await tx.accountLink.updateMany({ where: idsOf(links), data: { revokedAt: at } });
  for (const { id: invitationId, email } of invited) {
    await append({
      type: "invitation.revoked",
      actorId: by,
      organizationId,
      details: { invitationId, email },
    });
  }
  for (const { id: linkId } of links) {
    await append({
      type: "person.let-in-revoked",
      actorId: by,
      organizationId,
      details: { linkId },
    });
  }
}
