import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";

export const WITHOUT_REVIEWER = {
  memberships: { none: { roles: { some: { role: "reviewer" } } } },
} satisfies Prisma.OrganizationWhereInput;

/** Those of the organizations that have a reviewer. */
export async function organizationsWithReviewer(
  client: PrismaClient | Transaction,
  organizationIds: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const places = await client.membership.findMany({
    where: {
      organizationId: { in: [...organizationIds] },
      roles: { some: { role: "reviewer" } },
    },
    select: { organizationId: true },
  });
  return new Set(places.map(({ organizationId }) => organizationId));
}
