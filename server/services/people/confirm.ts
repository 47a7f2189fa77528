import type { Actor } from "#app/domain/actor.ts";
import { removePersonForm } from "#app/domain/forms/organization.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import type { UnconfirmedPerson } from "#server/services/views.ts";

/**
 * Records that an account belongs to whom its address names, as the workspace's administrator has
 * found out. Refuses `stale` where it is confirmed already or gone.
 */
export async function confirmPerson(
  { database, clock, rooms }: Resources,
  actor: Actor,
  userId: string,
): Promise<Outcome<void>> {
  const permitted = may(actor, "person.confirm", {});
  if (!permitted.ok) return permitted;
  const form = readForm(removePersonForm, { userId });
  if (!form.ok) return form;
  const confirmed = await database.write(async (tx): Promise<Outcome<void>> => {
    const still = await reauthorize(tx, actor, "person.confirm", {});
    if (!still.ok) return still;
    const { count } = await tx.user.updateMany({
      where: { id: userId, unconfirmed: true },
      data: { unconfirmed: false },
    });
    if (count === 0) return refuse("stale");
    await appendEvent(tx, clock(), {
      type: "person.confirmed",
      actorId: actor.userId,
      details: { userId },
    });
    return done();
  });
  // In the drafts that they have open their name changes too.
  if (confirmed.ok) rooms.revoke({ userId });
  return confirmed;
}

/** Accounts that nobody has confirmed, the latest first. */
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
