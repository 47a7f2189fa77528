import * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { entryOfSaid, type WaitingEntry } from "#app/domain/deadlines/waiting.ts";
import type { MailTimes } from "#app/domain/mail-preference.ts";
import type { NewJob, TakenJob } from "#server/jobs/index.ts";
import { subjectOfDocument, FOR_SUBJECT } from "#server/services/documents/load.ts";
import { givenTo } from "#server/services/home/given.ts";
import { jobsForGuests } from "#server/services/guests/answered.ts";
import { saidIn, withoutGiven } from "#server/services/home/said.ts";
import type { Resources } from "#server/services/resources.ts";
import { threadNewsFor } from "#server/services/threads/news.ts";
import { readersAmong } from "#server/services/threads/readers.ts";

const commentPayload = z.object({ commentId: z.string() });

/** The letters about a comment: ids alone, since what it says stays behind the sign-in. */
export async function tellOfComment(
  { database: { client }, clock }: Resources,
  job: TakenJob,
): Promise<NewJob[]> {
  const { commentId } = commentPayload.parse(job.payload);
  const comment = await client.comment.findUnique({
    where: { id: commentId },
    include: {
      mentions: true,
      thread: { include: { comments: true, document: { include: FOR_SUBJECT } } },
    },
  });
  if (!comment || comment.removedAt !== null) return [];
  const { authorId, at, mentions, thread, threadId } = comment;
  const before = thread.comments.filter((one) => one.at < at && one.removedAt === null);
  const people = new Set([
    ...mentions.map(({ userId }) => userId),
    ...before.map((one) => one.authorId),
  ]);
  people.delete(authorId);
  const followers = await client.documentFollow.findMany({
    where: {
      documentId: thread.documentId,
      how: "follow",
      userId: { notIn: [authorId, ...people] },
    },
    orderBy: { userId: "asc" },
  });
  const { matter } = subjectOfDocument(thread.document);
  const followerIds = followers.map(({ userId }) => userId);
  const mayRead = await readersAmong(client, matter, followerIds);
  const wrote = before.map((one) => one.authorId).filter((userId) => userId !== authorId);
  return [
    ...(await jobsForGuests(client, clock(), { commentId, userIds: wrote })),
    ...[...people].toSorted().map((userId) => ({
      kind: "mail.reminder",
      key: `mail:said:${commentId}:${userId}`,
      payload: { of: "said", userId, threadId, commentId },
    })),
    ...followers
      .filter(({ userId }) => mayRead(userId, thread.organizationId))
      .map(({ userId, documentId }) => ({
        kind: "mail.reminder",
        key: `mail:followed:${commentId}:${userId}`,
        payload: { of: "followed", userId, documentId, threadId },
      })),
  ];
}

/** Which choice on the account a said thing falls under. */
export const KIND_OF_SAID = {
  mentioned: "mentions",
  answered: "answers",
  done: "answers",
  agreed: "answers",
} as const;

/**
 * The entry of a comment in a letter; null where the person may not see the thread any more, read it
 * meanwhile, or wants no such letter.
 */
export async function entryOfComment(
  { database: { client } }: Resources,
  actor: Actor,
  times: MailTimes,
  threadId: string,
): Promise<{ readonly entry: WaitingEntry; readonly kind: "mentions" | "answers" } | null> {
  const { given } = await givenTo(client, actor);
  const said = withoutGiven(saidIn(await threadNewsFor(client, actor)), given).find(
    (one) => one.threadId === threadId,
  );
  // That somebody agrees is no letter of its own.
  if (!said || said.why === "agreed") return null;
  const kind = KIND_OF_SAID[said.why];
  return times[kind] === "at-once" ? { entry: entryOfSaid(said), kind } : null;
}
