import type { Actor } from "#app/domain/actor.ts";
import type { TurnOfEvents } from "#app/domain/deadlines/turn.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { personTags } from "#server/services/people/tag.ts";
import { turnKey } from "./turn-key.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";

const GONE = ["matter.party-left", "matter.party-removed"] as const;

/**
 * Tells the people of an organization that another one of them left a matter for it, or that it was removed
 * (M30): its pages answer "not found" to them since. They read no more of it than they knew.
 * @param since the earliest instant that is told.
 */
export async function outOfMatters(
  client: PrismaClient,
  { userId, memberships }: Actor,
  since: Date,
): Promise<TurnOfEvents[]> {
  const own = memberships
    .filter(({ roles }) => [...roles].some((role) => role !== "observer"))
    .map(({ organizationId }) => organizationId);
  if (own.length === 0) return [];
  const lines = await client.auditEvent.findMany({
    where: {
      organizationId: { in: own },
      type: { in: [...GONE] },
      at: { gt: since },
      actorId: { not: userId },
      ...NOT_BROUGHT,
    },
    orderBy: { sequence: "desc" },
  });
  const turns = await Promise.all(
    lines.map(async (line): Promise<TurnOfEvents[]> => {
      const { type, at, actorId, matterId, organizationId, sequence } = line;
      if (matterId === null || organizationId === null || actorId === null) return [];
      const matter = await client.matter.findUnique({
        where: { id: matterId },
        include: { parties: { where: { organizationId: { in: own } } } },
      });
      const organization = await client.organization.findUnique({ where: { id: organizationId } });
      // Whoever is in it still, or again, is told as a party of it.
      if (!matter || !organization || matter.parties.length > 0) return [];
      const edits = await client.auditEvent.count({
        where: { matterId, type: "matter.edited", sequence: { gt: sequence } },
      });
      const person = (await personTags(client, [actorId], new Set())).get(actorId);
      return [
        {
          what: "out-of-matter",
          key: turnKey({ type, matterId, organizationId, at }),
          organization: { id: organizationId, shortName: organization.shortName },
          left: type === "matter.party-left",
          by: person?.name ?? "Somebody",
          // A title only if they knew it; nothing of it is theirs to open.
          matter: { slug: "", title: edits > 0 ? "A matter" : matter.title },
          at: at.toISOString(),
        },
      ];
    }),
  );
  return turns.flat();
}
