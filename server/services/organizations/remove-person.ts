import { done, refuse } from "#app/domain/refusal.ts";
import { rolesOf } from "#server/auth/index.ts";
import { command, organizationTo, taking } from "#server/services/command.ts";
import { breakGlassStays, isBreakGlass } from "#server/services/identity-providers/break-glass.ts";
import { isLastAdmin } from "#server/services/people/membership.ts";

/**
 * Ends a membership, and the person's open invitations to it. Their text and decisions stay.
 * Refuses to remove the last administrator. Their open sockets close within a second (R5).
 */
export const removePerson = command({
  on: organizationTo("organization.manage-people"),
  takes: taking<[userId: string]>(),
  async run({ tx, at, key: [organizationId], extra: [userId], record, afterCommit }) {
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
    await tx.apiToken.deleteMany({ where: { userId, ...(isGone ? {} : { via: organizationId }) } });
    await tx.invitation.updateMany({
      where: {
        organizationId,
        email: membership.user.email,
        acceptedAt: null,
        revokedAt: null,
      },
      data: { revokedAt: at },
    });
    await record({ type: "person.removed", details: { userId, roles } });
    afterCommit(({ rooms }) => rooms.revoke({ userId }));
    return done();
  },
});
