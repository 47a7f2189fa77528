import type { PrismaClient, Transaction } from "#server/database/index.ts";

/**
 * The parties of a matter in its order, and after them the organizations that were and left: a
 * paper that was filed then was filed in their name.
 */
export async function organizationsEver(client: PrismaClient | Transaction, matterId: string) {
  const parties = await client.matterParty.findMany({
    where: { matterId },
    include: { organization: true },
    orderBy: { position: "asc" },
  });
  const lines = await client.auditEvent.findMany({
    where: { matterId, type: { in: ["matter.party-left", "matter.party-removed"] } },
    select: { organizationId: true },
  });
  const isParty = new Set(parties.map(({ organizationId }) => organizationId));
  const gone = lines.flatMap(({ organizationId }) =>
    organizationId === null || isParty.has(organizationId) ? [] : [organizationId],
  );
  const left = await client.organization.findMany({
    where: { id: { in: gone } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return [
    ...parties.map(({ organization }) => ({ ...organization, hasLeft: false })),
    ...left.map((organization) => ({ ...organization, hasLeft: true })),
  ];
}

/** Those of them that are here: whom a paper that is brought in by itself may have been filed for. */
export async function organizationsHereEver(client: PrismaClient | Transaction, matterId: string) {
  const ever = await organizationsEver(client, matterId);
  return ever.filter(({ broughtFrom }) => broughtFrom === null);
}
