import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { hasApproved } from "#app/domain/sign-off.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { rolesOf } from "#server/auth/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { signOffOf } from "#server/services/reviews/state.ts";
import { invitedRoles } from "#server/services/invitations/roles.ts";
import type { Resources } from "#server/services/resources.ts";
import type { InvitationView } from "#server/services/invitations/views.ts";
import type { OrganizationPeopleView } from "./views.ts";
import { organizationView } from "./tag.ts";

/** The members of an organization with their roles and, for its administrators, open invitations. */
export async function showPeople(
  resources: Resources,
  actor: Actor,
  organizationId: string,
): Promise<Outcome<OrganizationPeopleView>> {
  const permitted = may(actor, "organization.view", { organizationId });
  if (!permitted.ok) return permitted;
  const organization = await resources.database.client.organization.findUnique({
    where: { id: organizationId },
    include: {
      memberships: {
        include: { user: true, roles: true },
        orderBy: [{ user: { name: "asc" } }, { id: "asc" }],
      },
    },
  });
  if (!organization) return refuse("not-found");
  const managePeople = may(actor, "organization.manage-people", { organizationId }).ok;
  const reviewers = organization.memberships.filter(({ roles }) =>
    rolesOf(roles).includes("reviewer"),
  );
  const waiting =
    managePeople && reviewers.length === 1
      ? await titlesToSign(resources.database.client, organizationId)
      : [];
  const admins = organization.memberships.filter(({ roles }) => rolesOf(roles).includes("admin"));
  return done({
    organization: organizationView(organization),
    people: organization.memberships.map(({ user, roles, createdAt }) => ({
      userId: user.id,
      name: user.name,
      unconfirmed: user.unconfirmed,
      email: user.email,
      roles: rolesOf(roles),
      joinedAt: createdAt.toISOString(),
      you: user.id === actor.userId,
      waitsFor: reviewers[0]?.userId === user.id ? waiting : [],
      lastAdmin: admins.length === 1 && admins[0]?.userId === user.id,
    })),
    invitations: managePeople ? await openInvitations(resources, organizationId) : [],
    may: { managePeople },
  });
}

/** The titles of versions under review that the organization has to sign, and has not. */
async function titlesToSign(client: PrismaClient, organizationId: string): Promise<string[]> {
  const rows = await client.document.findMany({
    where: { status: "in_review", requirements: { some: { organizationId } } },
    include: { signOffs: true, versions: { select: { id: true, hash: true } } },
    orderBy: [{ title: "asc" }, { id: "asc" }],
  });
  return rows.flatMap(({ title, pinnedVersionId, versions, signOffs }) => {
    const version = versions.find(({ id }) => id === pinnedVersionId);
    if (!version) return [];
    const pinned = { versionId: version.id, hash: version.hash };
    return hasApproved(signOffs.map(signOffOf), pinned, organizationId) ? [] : [title];
  });
}

/** Neither accepted nor revoked; expired ones stay in the list, so that they can be resent. */
async function openInvitations(
  { database, clock }: Resources,
  organizationId: string,
): Promise<InvitationView[]> {
  const rows = await database.client.invitation.findMany({
    where: { organizationId, acceptedAt: null, revokedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const inviters = await database.client.user.findMany({
    where: { id: { in: rows.map(({ invitedById }) => invitedById) } },
    select: { id: true, name: true, unconfirmed: true },
  });
  const nameOf = (userId: string) => {
    const inviter = inviters.find(({ id }) => id === userId);
    return inviter ? shownName(inviter) : null;
  };
  const now = clock().getTime();
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    roles: invitedRoles(row.roles),
    invitedBy: nameOf(row.invitedById),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt.getTime() <= now,
  }));
}
