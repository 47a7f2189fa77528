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

/**
 * Names anew whom comments name that all parties can read from now on: people of the other parties could
 * not be told before (M2, M6). Answers the comments that name somebody new.
 */
export async function writeMentionsOfShared(
  tx: Transaction,
  matter: MatterSubject,
  comments: readonly { readonly id: string; readonly text: string }[],
): Promise<string[]> {
  const naming = comments.filter(({ text }) => text.includes("@"));
  if (naming.length === 0) return [];
  const people = await tx.membership.findMany({
    where: { organizationId: { in: [...matter.partyIds] }, roles: { some: {} } },
    select: { userId: true, user: { select: { name: true } } },
    distinct: ["userId"],
  });
  const named: string[] = [];
  for (const { id: commentId, text } of naming) {
    const known = await tx.mention.findMany({ where: { commentId }, select: { userId: true } });
    const added = people
      .filter(({ user }) => text.includes(`@${user.name}`))
      .filter(({ userId }) => !known.some((one) => one.userId === userId));
    if (added.length === 0) continue;
    await tx.mention.createMany({ data: added.map(({ userId }) => ({ commentId, userId })) });
    named.push(commentId);
  }
  return named;
}
