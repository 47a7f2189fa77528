import type { Actor } from "#app/domain/actor.ts";
import { may, threadOrganizations } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { subjectOfMatter, FOR_MATTER_SUBJECT } from "#server/services/matters/load.ts";
import { scopeOfMatter, scopeOfOrganization, scopeOfPartners, scopeWithin } from "./source.ts";

/** The scope of everybody who is signed in. */
export const FOR_ALL = "all";

/**
 * The scopes whose things the actor may read now, as their sign-in reaches (P8): the matters that they
 * may see, in each what their own organizations say among themselves, their organizations, and the names
 * of the other parties' people.
 */
export async function scopesOf(client: PrismaClient, actor: Actor): Promise<string[]> {
  const organizationIds = actor.memberships.map(({ organizationId }) => organizationId);
  const matters = await client.matter.findMany({
    where: { parties: { some: { organizationId: { in: organizationIds } } } },
    select: FOR_MATTER_SUBJECT,
  });
  const seen = matters
    .map(subjectOfMatter)
    .filter((matter) => may(actor, "matter.view", { matter }).ok);
  const ofMatters = seen.flatMap((matter) => {
    const within = threadOrganizations(actor, matter);
    return [
      scopeOfMatter(matter.matterId),
      ...within.map((organizationId) => scopeWithin(matter.matterId, organizationId)),
    ];
  });
  const own = organizationIds.filter(
    (organizationId) => may(actor, "organization.view", { organizationId }).ok,
  );
  const partners = new Set(seen.flatMap(({ partyIds }) => [...partyIds]));
  for (const organizationId of own) partners.delete(organizationId);
  return [
    FOR_ALL,
    ...own.map(scopeOfOrganization),
    ...[...partners].map(scopeOfPartners),
    ...ofMatters,
  ];
}
