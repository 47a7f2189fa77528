import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { addMembership } from "#server/services/people/membership.ts";
import type { DemoPerson } from "./people.ts";

/**
 * Adds a person with their membership; returns whether they were missing. An account with the
 * address is left unchanged, even if it was removed from the organization.
 */
export async function addPerson(
  tx: Transaction,
  {
    person,
    organizationId,
    passwordHash,
    at,
  }: { person: DemoPerson; organizationId: string; passwordHash: string; at: Date },
): Promise<boolean> {
  const { id, email, name, workspaceAdmin, roles } = person;
  if ((await tx.user.count({ where: { email } })) > 0) return false;
  await tx.user.create({
    data: { id, email, name, passwordHash, workspaceAdmin, createdAt: at },
  });
  await addMembership(tx, { id: `${id}-membership`, userId: id, organizationId, roles, at });
  await appendEvent(tx, at, {
    type: "person.roles-set",
    actorId: null,
    organizationId,
    details: { userId: id, before: [], after: roles, by: "demonstration" },
  });
  return true;
}
