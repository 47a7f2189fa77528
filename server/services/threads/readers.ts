import type { MatterSubject } from "#app/domain/matter.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/**
 * Of some people, who may read a thread: of one organization that is a party, or of everybody of the
 * parties where null (M2). The one question behind whom a comment names and to whom it is given.
 */
export async function readersAmong(
  client: PrismaClient | Transaction,
  matter: MatterSubject,
  userIds: readonly string[],
): Promise<(userId: string, organizationId: string | null) => boolean> {
  const places =
    userIds.length === 0
      ? []
      : await client.membership.findMany({
          where: {
            userId: { in: [...new Set(userIds)] },
            organizationId: { in: [...matter.partyIds] },
            roles: { some: {} },
          },
          select: { userId: true, organizationId: true },
        });
  return (userId, organizationId) =>
    places.some(
      (place) =>
        place.userId === userId &&
        (organizationId === null || place.organizationId === organizationId),
    );
}
