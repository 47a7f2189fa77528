import { setRolesForm } from "#app/domain/forms/organization.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { rolesOf } from "#server/auth/index.ts";
import { command, organizationTo } from "#server/services/command.ts";
import { breakGlassStays, isBreakGlass } from "#server/services/identity-providers/break-glass.ts";
import { withdrawMadeBy } from "#server/services/people/end-membership.ts";
import { isLastAdmin, writeRoles } from "#server/services/people/membership.ts";

/**
 * Gives a member exactly these roles. Refuses to demote the last administrator; what one who is demoted
 * made for others is withdrawn. The access of their open sockets is decided again within a second (R5).
 */
export const setRoles = command({
  on: organizationTo("organization.manage-people"),
  form: setRolesForm,
  async run(inside) {
    const {
      tx,
      actor,
      key: [organizationId],
      form: { userId, roles },
      record,
      afterCommit,
    } = inside;
    const membership = await tx.membership.findUnique({
      where: { userId_organizationId: { userId, organizationId } },
      include: { roles: true },
    });
    if (!membership) return refuse("not-found", "This person is not a member (any more).");
    const before = rolesOf(membership.roles);
    const demotes = before.includes("admin") && !roles.includes("admin");
    if (demotes && (await isLastAdmin(tx, organizationId, userId))) return refuse("last-admin");
    if (!roles.includes("admin") && (await isBreakGlass(tx, organizationId, userId))) {
      return breakGlassStays();
    }
    await tx.membershipRole.deleteMany({ where: { membershipId: membership.id } });
    await writeRoles(tx, membership.id, roles);
    await record({ type: "person.roles-set", details: { userId, before, after: roles } });
    if (demotes) await withdrawMadeBy(inside, { organizationId, userId }, actor.userId);
    afterCommit(({ rooms }) => rooms.revoke({ userId }));
    return done();
  },
});
