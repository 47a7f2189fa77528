import type { Actor } from "../../../app/domain/actor";
import { setRolesForm } from "../../../app/domain/forms/organization";
import { may } from "../../../app/domain/permissions";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { rolesOf } from "../../auth";
import { appendEvent } from "../audit/append";
import { readForm } from "../form";
import { isLastAdmin, writeRoles } from "../people/membership";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";

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
    const still = await stillMay(tx, actor, "organization.manage-people", { organizationId });
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
