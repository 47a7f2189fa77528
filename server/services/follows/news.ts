import type { Actor } from "#app/domain/actor.ts";
import type { Followed } from "#app/domain/deadlines/followed.ts";
import { FOLLOWED_STEPS, isFollowedStep, type FollowedStep } from "#app/domain/follow.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { ThreadNews } from "#server/services/threads/news.ts";
import { followsOf } from "./choose.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";

/** Whoever has not looked for longer hears of this many days. */
const DAYS_MS = 7 * 24 * 60 * 60_000;
/** Steps of all followed documents that are looked through, the latest ones. */
const MOST_STEPS = 500;

/**
 * Others' acts on the documents that the actor follows since they looked; the latest first.
 * @param threads all news of threads for them.
 * @param isTold whether a step of a document is told by itself, and so left out.
 */
export async function followedNews(
  client: PrismaClient,
  actor: Actor,
  now: Date,
  threads: readonly ThreadNews[],
  isTold: (documentId: string, step: FollowedStep) => boolean = () => false,
): Promise<Followed[]> {
  const { userId } = actor;
  const follows = (await followsOf(client, actor, { heardOf: true })).filter(
    ({ how }) => how === "follow",
  );
  if (follows.length === 0) return [];
  const ids = follows.map(({ document }) => document.id);
  const among = { userId, documentId: { in: ids } };
  const [chosen, looked, events] = [
    await client.documentFollow.findMany({ where: among }),
    await client.draftRead.findMany({ where: among, select: { documentId: true, at: true } }),
    await client.auditEvent.findMany({
      where: {
        documentId: { in: ids },
        type: { in: Object.keys(FOLLOWED_STEPS) },
        at: { gt: new Date(now.getTime() - DAYS_MS) },
        AND: [{ NOT: { actorId: userId } }, NOT_BROUGHT],
      },
      select: { documentId: true, type: true, at: true },
      orderBy: { sequence: "desc" },
      take: MOST_STEPS,
    }),
  ];
  return follows
    .flatMap(({ document: { id, title }, matter }): Followed[] => {
      const since = [...chosen, ...looked]
        .filter(({ documentId }) => documentId === id)
        .reduce((latest, { at }) => (at > latest ? at : latest), new Date(0));
      const mine = events.filter(
        ({ documentId, type, at }) =>
          documentId === id && at > since && !(isFollowedStep(type) && isTold(id, type)),
      );
      // A mention of or answer to the reader is told by itself.
      const said = threads.filter(
        ({ document, why, by }) => document.id === id && why === "unread" && by.length > 0,
      );
      const times = [...mine.map(({ at }) => at.toISOString()), ...said.map(({ at }) => at)];
      const [last] = times.toSorted().toReversed();
      if (last === undefined) return [];
      const steps = mine
        .toReversed()
        .flatMap(({ type }) => (isFollowedStep(type) ? [FOLLOWED_STEPS[type]] : []));
      const once = [...new Set(steps)];
      const threadIds = said.map(({ threadId }) => threadId);
      return [{ documentId: id, title, matter, steps: once, threadIds, at: last }];
    })
    .toSorted((one, other) => other.at.localeCompare(one.at));
}
