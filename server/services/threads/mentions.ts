import type { MatterSubject } from "#app/domain/matter.ts";
import type { Transaction } from "#server/database/index.ts";

/**
 * Keeps whom a comment names: of those asked for, the people of the parties (M6). Others are left out
 * without a word, since somebody may have left while it was written. Who does not see a thread is not
 * told of it before it is opened to all parties (M2).
 */
export async function writeMentions(
  tx: Transaction,
  matter: MatterSubject,
  comment: {
    readonly id: string;
    readonly mentions: readonly string[];
  },
): Promise<void> {
  const { id: commentId, mentions } = comment;
  if (mentions.length === 0) return;
  const members = await tx.membership.findMany({
    where: {
      userId: { in: [...mentions] },
      organizationId: { in: [...matter.partyIds] },
      roles: { some: {} },
    },
    select: { userId: true },
    distinct: ["userId"],
  });
  if (members.length === 0) return;
  await tx.mention.createMany({ data: members.map(({ userId }) => ({ commentId, userId })) });
}
