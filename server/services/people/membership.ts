import type { Role } from "#app/domain/actor.ts";
import type { Transaction } from "#server/database/index.ts";

/** Makes somebody a member with these roles; an existing member gains the missing ones. */
export async function addMembership(
  tx: Transaction,
  membership: {
    readonly id: string;
    readonly userId: string;
    readonly organizationId: string;
    readonly roles: readonly Role[];
    readonly at: Date;
  },
): Promise<void> {
  const { id, userId, organizationId, roles, at } = membership;
  const existing = await tx.membership.findUnique({
    where: { userId_organizationId: { userId, organizationId } },
    include: { roles: true },
  });
  if (!existing) {
    await tx.membership.create({ data: { id, userId, organizationId, createdAt: at } });
  }
  const held = existing?.roles.map(({ role }) => role) ?? [];
  await writeRoles(
    tx,
    existing?.id ?? id,
    roles.filter((role) => !held.includes(role)),
  );
}

/** Adds the roles of a membership; none may exist yet. */
export async function writeRoles(
  tx: Transaction,
  membershipId: string,
  roles: readonly Role[],
): Promise<void> {
  if (roles.length === 0) return;
  await tx.membershipRole.createMany({ data: roles.map((role) => ({ membershipId, role })) });
}

/** Whether this is the only administrator of the organization. */
export async function isLastAdmin(
  tx: Transaction,
  organizationId: string,
  userId: string,
): Promise<boolean> {
  const others = await tx.membership.count({
    where: { organizationId, userId: { not: userId }, roles: { some: { role: "admin" } } },
  });
  return others === 0;
}
