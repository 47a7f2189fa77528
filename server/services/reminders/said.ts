import * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { entryOfSaid, type WaitingEntry } from "#app/domain/deadlines/waiting.ts";
import type { MailTimes } from "#app/domain/mail-preference.ts";
import type { NewJob, TakenJob } from "#server/jobs/index.ts";
import { saidTo } from "#server/services/home/said.ts";
import type { Resources } from "#server/services/resources.ts";

const commentPayload = z.object({ commentId: z.string() });

/** The letters about a comment: ids alone, since what it says stays behind the sign-in. */
export async function tellOfComment(
  { database: { client } }: Resources,
  job: TakenJob,
): Promise<NewJob[]> {
  const { commentId } = commentPayload.parse(job.payload);
  const comment = await client.comment.findUnique({
    where: { id: commentId },
    include: { mentions: true, thread: { include: { comments: true } } },
  });
  if (!comment || comment.removedAt !== null) return [];
  const { authorId, at, mentions, thread, threadId } = comment;
  const before = thread.comments.filter((one) => one.at < at && one.removedAt === null);
  const people = new Set([
    ...mentions.map(({ userId }) => userId),
    ...before.map((one) => one.authorId),
  ]);
  people.delete(authorId);
  return [...people].toSorted().map((userId) => ({
    kind: "mail.reminder",
    key: `mail:said:${commentId}:${userId}`,
    payload: { of: "said", userId, threadId, commentId },
  }));
}

/** Which choice on the account a said thing falls under. */
export const KIND_OF_SAID = { mentioned: "mentions", answered: "answers" } as const;

/**
 * What a letter about a comment says; null where the person may not see the thread any more, has read it
 * meanwhile, or wants no such letter.
 */
export async function entryOfComment(
  { database: { client } }: Resources,
  actor: Actor,
  times: MailTimes,
  threadId: string,
): Promise<{ readonly entry: WaitingEntry; readonly kind: "mentions" | "answers" } | null> {
  const said = (await saidTo(client, actor)).find((one) => one.threadId === threadId);
  if (!said) return null;
  const kind = KIND_OF_SAID[said.why];
  return times[kind] === "at-once" ? { entry: entryOfSaid(said), kind } : null;
}
