import type { MatterSubject } from "#app/domain/matter.ts";
import type { Transaction } from "#server/database/index.ts";

/**
 * Keeps whom a comment names: of those asked for, who may see the thread (M6). Others are left out
 * without a word, since somebody may have left while it was written.
 */
export async function writeMentions(
  tx: Transaction,
  matter: MatterSubject,
  comment: {
    readonly id: string;
    readonly organizationId: string | null;
    readonly mentions: readonly string[];
  },
): Promise<void> {
  const { id: commentId, organizationId, mentions } = comment;
  if (mentions.length === 0) return;
  const parties = organizationId === null ? [...matter.partyIds] : [organizationId];
  const members = await tx.membership.findMany({
    where: {
      userId: { in: [...mentions] },
      organizationId: { in: parties },
      roles: { some: {} },
    },
    select: { userId: true },
    distinct: ["userId"],
  });
  if (members.length === 0) return;
  await tx.mention.createMany({ data: members.map(({ userId }) => ({ commentId, userId })) });
}
