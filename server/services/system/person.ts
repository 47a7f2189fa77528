import type { Role } from "#app/domain/actor.ts";
import { passwordWeakness } from "#app/domain/forms/password.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { addMembership } from "#server/services/people/membership.ts";
import type { SystemResources } from "./resources.ts";

/** Refuses a password that the person's name or address makes easy to guess. */
export function checkPassword(person: {
  readonly email: string;
  readonly name?: string;
  readonly password: string;
}): Outcome<void> {
  const weakness = passwordWeakness(person.password, person);
  return weakness ? refuse("bad-input", weakness, { password: weakness }) : done();
}

/** Writes an account with its memberships in the caller's transaction; returns its id. */
export async function writePerson(
  tx: Transaction,
  { clock, ids }: Pick<SystemResources, "clock" | "ids">,
  person: {
    readonly id?: string | undefined;
    readonly name: string;
    readonly email: string;
    readonly passwordHash: string;
    readonly workspaceAdmin: boolean;
    readonly memberships: readonly {
      readonly organizationId: string;
      readonly roles: readonly Role[];
    }[];
  },
): Promise<string> {
  const { memberships, id: userId = ids(), ...account } = person;
  const at = clock();
  await tx.user.create({ data: { ...account, id: userId, createdAt: at } });
  for (const { organizationId, roles } of memberships) {
    await addMembership(tx, { id: ids(), userId, organizationId, roles, at });
    await appendEvent(tx, at, {
      type: "person.joined",
      actorId: null,
      organizationId,
      details: { userId, roles: [...roles] },
    });
  }
  return userId;
}
