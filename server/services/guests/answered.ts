import type { NewJob } from "#server/jobs/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { openGuestsAt } from "./open.ts";

/** The letters to guests among those who wrote in a thread before: ids alone. */
export async function jobsForGuests(
  client: PrismaClient,
  at: Date,
  { commentId, userIds }: { readonly commentId: string; readonly userIds: readonly string[] },
): Promise<NewJob[]> {
  const links = await client.guestLink.findMany({
    where: { userId: { in: [...userIds] }, mayComment: true, ...openGuestsAt(at) },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return links.map(({ id: linkId }) => ({
    kind: "guests.answered",
    key: `guests.answered:${commentId}:${linkId}`,
    payload: { linkId, commentId },
  }));
}
