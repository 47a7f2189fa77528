import type { MatterSubject } from "#app/domain/matter.ts";
import type { Transaction } from "#server/database/index.ts";
import { readersAmong } from "./readers.ts";

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
  const mayRead = await readersAmong(tx, matter, mentions);
  const named = [...new Set(mentions)].filter((userId) => mayRead(userId, organizationId));
  if (named.length === 0) return;
  await tx.mention.createMany({ data: named.map((userId) => ({ commentId, userId })) });
}
