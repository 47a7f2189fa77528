import type { Actor } from "#app/domain/actor.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import { threadOrganizations } from "#app/domain/permissions.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";

/**
 * The threads of a matter's documents that the actor may see (M2), as a condition of every query for
 * threads: those of everybody, and those of the actor's own organizations while these are parties.
 */
export function visibleThreads(actor: Actor, matter: MatterSubject): Prisma.ThreadWhereInput {
  return {
    OR: [{ organizationId: null }, { organizationId: { in: threadOrganizations(actor, matter) } }],
  };
}
