import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationTag, organizationView } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { AskedMatter, OrganizationMattersView } from "./views.ts";
import { subjectOfMatter, WITH_PARTIES } from "./load.ts";
import { papersNaming } from "./papers-naming.ts";

/**
 * The matters of one organization: those that it is party to and, for its administrators, its
 * invitations.
 */
export async function mattersOfOrganization(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  organizationId: string,
): Promise<Outcome<OrganizationMattersView>> {
  const permitted = may(actor, "organization.view", { organizationId });
  if (!permitted.ok) return permitted;
  const organization = await client.organization.findUnique({ where: { id: organizationId } });
  if (!organization) return refuse("not-found");
  const answer = may(actor, "matter.accept", { organizationId }).ok;
  const rows = await client.matter.findMany({
    where: { parties: { some: { organizationId } } },
    include: { ...WITH_PARTIES, lead: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const leaving = rows.filter(
    (row) => may(actor, "matter.leave", { matter: subjectOfMatter(row), organizationId }).ok,
  );
  const matterIds = leaving.map(({ id }) => id);
  const naming = await papersNaming(client, { matterIds, organizationIds: [organizationId] });
  return done({
    organization: organizationView(organization),
    asked: answer ? await askedOf(client, [organizationId]) : [],
    matters: rows.flatMap((row) => {
      const matter = subjectOfMatter(row);
      if (!may(actor, "matter.view", { matter }).ok) return [];
      const { id, slug, title, lead } = row;
      return [
        {
          id,
          slug,
          title,
          lead: organizationTag(lead),
          leads: lead.id === organizationId,
          mayLeave: matterIds.includes(id),
          isArchived: matter.isArchived,
          naming: naming(id, organizationId),
        },
      ];
    }),
    may: { answer },
  });
}

/** The invitations of the organizations that the actor administers, latest first. */
export function askedForActor(client: PrismaClient, actor: Actor): Promise<AskedMatter[]> {
  const administered = actor.memberships
    .map(({ organizationId }) => organizationId)
    .filter((organizationId) => may(actor, "matter.accept", { organizationId }).ok);
  return askedOf(client, administered);
}

/**
 * Questions to an organization wait while a matter is put away, and return once it is back.
 * The title, the lead and the inviter: everything shown of a matter before acceptance; offers of a lead first.
 */
async function askedOf(
  client: PrismaClient,
  organizationIds: readonly string[],
): Promise<AskedMatter[]> {
  if (organizationIds.length === 0) return [];
  const rows = await client.partyInvitation.findMany({
    where: { organizationId: { in: [...organizationIds] }, matter: { archivedAt: null } },
    include: { organization: true, matter: { select: { title: true, lead: true } } },
    orderBy: [{ invitedAt: "desc" }, { matterId: "asc" }],
  });
  const offers = await client.matter.findMany({
    where: { leadOfferedToId: { in: [...organizationIds] }, archivedAt: null },
    include: { lead: true },
    orderBy: [{ leadOfferedAt: "desc" }, { id: "asc" }],
  });
  const asked = await client.organization.findMany({
    where: { id: { in: offers.flatMap(({ leadOfferedToId }) => leadOfferedToId ?? []) } },
  });
  const inviters = await client.user.findMany({
    where: {
      id: {
        in: [
          ...rows.map(({ invitedById }) => invitedById),
          ...offers.flatMap(({ leadOfferedById }) => leadOfferedById ?? []),
        ],
      },
    },
    select: { id: true, name: true, unconfirmed: true },
  });
  const nameOf = (userId: string | null) => {
    const inviter = inviters.find(({ id }) => id === userId);
    return inviter ? shownName(inviter) : null;
  };
  const leads = offers.flatMap((matter): AskedMatter[] => {
    const { id, title, lead, leadOfferedToId, leadOfferedById, leadOfferedAt } = matter;
    const organization = asked.find((one) => one.id === leadOfferedToId);
    if (!organization || leadOfferedAt === null) return [];
    return [
      {
        part: "lead",
        matterId: id,
        title,
        lead: organizationTag(lead),
        organization: organizationTag(organization),
        invitedBy: nameOf(leadOfferedById),
        invitedAt: leadOfferedAt.toISOString(),
      },
    ];
  });
  const parts = rows.map(({ matterId, matter, organization, invitedById, invitedAt }) => ({
    part: "party" as const,
    matterId,
    title: matter.title,
    lead: organizationTag(matter.lead),
    organization: organizationTag(organization),
    invitedBy: nameOf(invitedById),
    invitedAt: invitedAt.toISOString(),
  }));
  return [...leads, ...parts];
}
