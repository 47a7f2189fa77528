import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { rolesOf } from "#server/auth/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { isLastAdmin } from "#server/services/people/membership.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";

/**
 * Ends somebody's membership, and what invitations to it they still hold. Their words and decisions
 * stay. Refuses to remove the last administrator. Their open sockets close within a second (R5).
 */
export async function removePerson(
  { database, clock, rooms }: Resources,
  actor: Actor,
  organizationId: string,
  userId: string,
): Promise<Outcome<void>> {
  const permitted = may(actor, "organization.manage-people", { organizationId });
  if (!permitted.ok) return permitted;
  const removed = await database.write(async (tx): Promise<Outcome<void>> => {
    const still = await reauthorize(tx, actor, "organization.manage-people", { organizationId });
    if (!still.ok) return still;
    const membership = await tx.membership.findUnique({
      where: { userId_organizationId: { userId, organizationId } },
      include: { roles: true, user: { select: { email: true } } },
    });
    if (!membership) return refuse("not-found", "This person is not a member (any more).");
    const roles = rolesOf(membership.roles);
    if (roles.includes("admin") && (await isLastAdmin(tx, organizationId, userId))) {
      return refuse("last-admin");
    }
    const now = clock();
    await tx.membership.delete({ where: { id: membership.id } });
    await tx.invitation.updateMany({
      where: {
        organizationId,
        email: membership.user.email,
        acceptedAt: null,
        revokedAt: null,
      },
      data: { revokedAt: now },
    });
    await appendEvent(tx, now, {
      type: "person.removed",
      actorId: actor.userId,
      organizationId,
      details: { userId, roles },
    });
    return done();
  });
  if (removed.ok) rooms.revoke({ userId });
  return removed;
}
