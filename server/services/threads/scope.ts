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

/** The organization whose people alone read a thread; null for everybody of the parties. */
export type ThreadReaders = string | null;

/**
 * Threads that all of these readers see: those of everybody, and of the one organization whose people they
 * are. What is told to all of them may have words of no others (M2).
 */
export function threadsReadBy(readers: ThreadReaders): Prisma.ThreadWhereInput {
  if (readers === null) return { organizationId: null };
  return { OR: [{ organizationId: null }, { organizationId: readers }] };
}
