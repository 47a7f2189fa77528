import { removePersonForm } from "#app/domain/forms/organization.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { command, workspaceTo } from "#server/services/command.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { UnconfirmedPerson } from "./views.ts";

/**
 * Records that an account belongs to the person its address names, as the workspace's administrator
 * has found out. Refuses `stale` where it is confirmed already or gone.
 */
export const confirmPerson = command({
  on: workspaceTo("person.confirm"),
  form: removePersonForm,
  async run({ tx, form: { userId }, record, afterCommit }) {
    const { count } = await tx.user.updateMany({
      where: { id: userId, unconfirmed: true },
      data: { unconfirmed: false },
    });
    if (count === 0) return refuse("stale");
    await record({ type: "person.confirmed", details: { userId } });
    // Also updates their name in open drafts.
    afterCommit(({ rooms }) => rooms.revoke({ userId }));
    return done();
  },
});

/** Unconfirmed accounts, the latest first. */
export async function unconfirmedPeople(client: PrismaClient): Promise<UnconfirmedPerson[]> {
  const rows = await client.user.findMany({
    where: { unconfirmed: true },
    include: { memberships: { include: { organization: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const invitations = await client.invitation.findMany({
    where: { email: { in: rows.map(({ email }) => email) }, acceptedAt: { not: null } },
    orderBy: { acceptedAt: "desc" },
  });
  const inviters = await client.user.findMany({
    where: { id: { in: invitations.map(({ invitedById }) => invitedById) } },
    select: { id: true, name: true },
  });
  return rows.map(({ id, name, email, createdAt, memberships }) => {
    const by = invitations.find((invitation) => invitation.email === email)?.invitedById;
    return {
      userId: id,
      name,
      email,
      organizations: memberships.map(({ organization }) => organizationTag(organization)),
      invitedBy: inviters.find((inviter) => inviter.id === by)?.name ?? null,
      createdAt: createdAt.toISOString(),
    };
  });
}
