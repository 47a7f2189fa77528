import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";

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

/** Whether a line tells that somebody is a reviewer of its organization no more. */
export function losesReviewer(type: string, details: Readonly<Record<string, unknown>>): boolean {
  const { roles, before, after } = details;
  return type === "person.removed"
    ? isReviewer(roles)
    : type === "person.roles-set" && isReviewer(before) && !isReviewer(after);
}

function isReviewer(roles: unknown): boolean {
  return Array.isArray(roles) && roles.includes("reviewer");
}

/** By organization: the last time that it lost a reviewer. */
export async function reviewerLostAt(
  client: PrismaClient,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (organizationIds.length === 0) return new Map();
  const lines = await client.auditEvent.findMany({
    where: {
      organizationId: { in: [...organizationIds] },
      type: { in: ["person.removed", "person.roles-set"] },
      AND: [{ details: { contains: "reviewer" } }, NOT_BROUGHT],
    },
    select: { organizationId: true, type: true, details: true, at: true },
    orderBy: { sequence: "asc" },
  });
  return new Map(
    lines.flatMap(({ organizationId, type, details, at }) =>
      organizationId !== null && losesReviewer(type, JSON.parse(details) as Record<string, unknown>)
        ? [[organizationId, at] as const]
        : [],
    ),
  );
}
