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

/** The open links of the guests among them, by person. */
export async function guestsAmong(
  client: PrismaClient,
  at: Date,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map();
  const links = await client.guestLink.findMany({
    where: { userId: { in: [...userIds] }, mayComment: true, ...openGuestsAt(at) },
    select: { id: true, userId: true },
    orderBy: { id: "asc" },
  });
  return new Map(links.map(({ id, userId }) => [userId, id]));
}

/** One letter about what was decided within some minutes. What it was is read when it is mailed. */
export function jobForDecidedGuest(
  linkId: string,
  { since, until }: { readonly since: Date; readonly until: Date },
): NewJob {
  return {
    kind: "guests.decided",
    key: `guests.decided:${linkId}:${since.getTime()}`,
    payload: { linkId, since: since.toISOString(), until: until.toISOString() },
    runAt: until,
  };
}
