import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { addMembership } from "#server/services/people/membership.ts";
import type { DemoPerson } from "./people.ts";

/**
 * Adds the person with their membership, and answers whether they were missing. Somebody who has the
 * address already is left as they are, removed from the organisation or not.
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
