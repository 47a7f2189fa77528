import { isGuestAddress } from "#app/domain/guest.ts";
import { shownName } from "#app/domain/shown-name.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { organizationTag, type OrganizationTag } from "#server/services/organizations/tag.ts";

/** A person by name, with the organization shown beside it: one that is party to the matter. */
export interface PersonTag {
  readonly userId: string;
  readonly name: string;
  readonly organization: OrganizationTag | null;
  /** Left out for the people of organizations. */
  readonly isGuest?: true;
}

/**
 * People by id with the organization shown beside them in a matter: the first of `partyIds` that
 * they belong to; none once they have left.
 */
export async function personTags(
  client: PrismaClient | Transaction,
  userIds: readonly string[],
  partyIds: ReadonlySet<string>,
): Promise<Map<string, PersonTag>> {
  const rows = await client.user.findMany({
    where: { id: { in: [...new Set(userIds)] } },
    include: {
      memberships: {
        include: { organization: true },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      },
    },
  });
  return new Map(
    rows.map((row) => {
      const place = row.memberships.find(({ organizationId }) => partyIds.has(organizationId));
      const organization = place ? organizationTag(place.organization) : null;
      const guest = isGuestAddress(row.email) ? ({ isGuest: true } as const) : {};
      return [row.id, { userId: row.id, name: shownName(row), organization, ...guest }];
    }),
  );
}
