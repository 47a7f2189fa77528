import type { Actor } from "#app/domain/actor.ts";
import { setRolesForm } from "#app/domain/forms/organization.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { rolesOf } from "#server/auth/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import { isLastAdmin, writeRoles } from "#server/services/people/membership.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";

/**
 * Gives a member these roles and no others. Refuses to demote the last administrator. Their open
 * sockets decide afresh within a second (R5).
 */
export async function setRoles(
  { database, clock, rooms }: Resources,
  actor: Actor,
  organizationId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const permitted = may(actor, "organization.manage-people", { organizationId });
  if (!permitted.ok) return permitted;
  const form = readForm(setRolesForm, sent);
  if (!form.ok) return form;
  const { userId, roles } = form.value;
  const set = await database.write(async (tx): Promise<Outcome<void>> => {
    const still = await reauthorize(tx, actor, "organization.manage-people", { organizationId });
    if (!still.ok) return still;
    const membership = await tx.membership.findUnique({
      where: { userId_organizationId: { userId, organizationId } },
      include: { roles: true },
    });
    if (!membership) return refuse("not-found", "This person is not a member (any more).");
    const before = rolesOf(membership.roles);
    const demotes = before.includes("admin") && !roles.includes("admin");
    if (demotes && (await isLastAdmin(tx, organizationId, userId))) return refuse("last-admin");
    await tx.membershipRole.deleteMany({ where: { membershipId: membership.id } });
    await writeRoles(tx, membership.id, roles);
    await appendEvent(tx, clock(), {
      type: "person.roles-set",
      actorId: actor.userId,
      organizationId,
      details: { userId, before, after: roles },
    });
    return done();
  });
  if (set.ok) rooms.revoke({ userId });
  return set;
}
