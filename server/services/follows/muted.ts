import type { Actor } from "#app/domain/actor.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The documents of which the actor hears nothing but what names them. */
export async function mutedBy(
  client: PrismaClient | Transaction,
  { userId }: Actor,
): Promise<ReadonlySet<string>> {
  const rows = await client.documentFollow.findMany({
    where: { userId, how: "mute" },
    select: { documentId: true },
  });
  return new Set(rows.map(({ documentId }) => documentId));
}
