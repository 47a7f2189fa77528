import { may } from "#app/domain/permissions.ts";
import { scopeOfPartners } from "#server/services/search/source.ts";
import { subjectOfMatter, FOR_MATTER_SUBJECT } from "#server/services/matters/load.ts";
import { peopleAs } from "./people.ts";

/**
 * The other parties of one's matters and their people, as the matters' pages show them: by name and
 * organization, and by nothing else.
 */
export const partners = peopleAs({
  name: "partner",
  scopeOf: scopeOfPartners,
  textsOfMember: ({ organization }) => [organization.name, organization.shortName],
  textsOfOrganization: ({ shortName, city }) => [shortName, city],
  async pathsOf({ database: { client } }, actor, organizationIds) {
    const own = actor.memberships.map(({ organizationId }) => organizationId);
    const paths = new Map<string, string>();
    for (const organizationId of organizationIds) {
      // The newest that they share.
      const rows = await client.matter.findMany({
        where: {
          AND: [
            { parties: { some: { organizationId } } },
            { parties: { some: { organizationId: { in: own } } } },
          ],
        },
        select: { ...FOR_MATTER_SUBJECT, slug: true },
        orderBy: [{ archivedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }],
        take: MOST_MATTERS,
      });
      const seen = rows.find(
        (row) => may(actor, "matter.view", { matter: subjectOfMatter(row) }).ok,
      );
      if (seen) paths.set(organizationId, `/matters/${seen.slug}`);
    }
    return (organizationId, userId) => {
      const path = paths.get(organizationId);
      if (path === undefined) return null;
      return `${path}#${userId === null ? `party-${organizationId}` : `person-${organizationId}-${userId}`}`;
    };
  },
});

/** Matters that are looked through for one that the reader sees, such as with the roles of this sign-in. */
const MOST_MATTERS = 50;
