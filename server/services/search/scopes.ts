import type { Actor } from "#app/domain/actor.ts";
import { may, threadOrganizations } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { factsOfMatter } from "#server/services/matters/load.ts";
import { scopeOfMatter, scopeOfOrganization, scopeWithin } from "./source.ts";

/** The scope of everybody who is signed in. */
export const FOR_ALL = "all";

/**
 * The scopes whose things the actor may read now, as their sign-in reaches (P8): the matters that they
 * may see, in each what their own organizations say among themselves, and their organizations.
 */
export async function scopesOf(client: PrismaClient, actor: Actor): Promise<string[]> {
  const organizationIds = actor.memberships.map(({ organizationId }) => organizationId);
  const matters = await client.matter.findMany({
    where: { parties: { some: { organizationId: { in: organizationIds } } } },
    include: { parties: { select: { organizationId: true } } },
    omit: { narrative: true, sharedFacts: true },
  });
  const ofMatters = matters.map(factsOfMatter).flatMap((matter) => {
    if (!may(actor, "matter.view", { matter }).ok) return [];
    const within = threadOrganizations(actor, matter);
    return [
      scopeOfMatter(matter.matterId),
      ...within.map((organizationId) => scopeWithin(matter.matterId, organizationId)),
    ];
  });
  const ofOrganizations = organizationIds
    .filter((organizationId) => may(actor, "organization.view", { organizationId }).ok)
    .map(scopeOfOrganization);
  return [FOR_ALL, ...ofOrganizations, ...ofMatters];
}
