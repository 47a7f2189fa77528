import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { taking, unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { writeCommentFollowUp } from "#server/services/reminders/comment-follow-up.ts";
import { answerThreads } from "./answer.ts";
import { TAKEN } from "./begin.ts";
import {
  lockForWriting,
  lockThread,
  nextInstant,
  standingInThread,
  touch,
  type ThreadRow,
} from "./load.ts";
import { readerGivenTo, RESOLVED, writeAssignment } from "./give.ts";
import type { ReplyByMail } from "./reply-by-mail.ts";
import { writeMentions } from "./mentions.ts";

/** Answers in a thread. Sent again with the same id by the same person, it is kept once. */
export const reply = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ReplyByMail]>(),
  async run({ tx, at, ids, actor, found, extra: [change], afterCommit }) {
    const { threadId, commentId, text, mentions, give, byMail } = change;
    const locked = await lockForWriting(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    const { organizationId, comments } = thread;
    const same = await tx.comment.findUnique({ where: { id: commentId } });
    if (same) {
      return same.threadId === threadId && same.authorId === actor.userId
        ? done([threadId])
        : refuse("conflict", TAKEN);
    }
    const fits = fitsReaders(thread, change.organizationId);
    if (!fits.ok) return fits;
    if (comments.length >= MARGIN_LIMITS.commentsOfThread || !hasRoom(thread, text)) {
      return refuse("too-large", FULL);
    }
    // An answer is taken there; nobody would hear that it was given to them.
    if (give && thread.resolvedAt) return refuse("wrong-status", RESOLVED);
    const givable = await readerGivenTo(tx, found.subject.matter, organizationId, give);
    if (!givable.ok) return givable;
    const now = nextInstant(at, thread);
    await tx.comment.create({
      data: {
        id: commentId,
        threadId,
        authorId: actor.userId,
        organizationId: standingInThread(actor, found, organizationId).organizationId,
        text,
        salt: ids(),
        at: now,
      },
    });
    if (byMail) await tx.mailedComment.create({ data: { commentId, wasCut: byMail.wasCut } });
    await writeMentions(tx, found.subject.matter, { id: commentId, organizationId, mentions });
    await touch(tx, actor, thread, now);
    if (give) {
      const { userId } = actor;
      await writeAssignment(tx, now, { threadId, userId, give, before: thread.assignment });
    }
    await writeCommentFollowUp(tx, at, commentId);
    afterCommit(({ jobs }) => jobs.wake());
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/** Changes one's own comment; what was there before is not kept (M1). */
export const editComment = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"edit">]>(),
  async run({ tx, at, actor, found, extra: [change], afterCommit }) {
    const { threadId, commentId, text, mentions } = change;
    const locked = await lockForWriting(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    const { organizationId } = thread;
    const comment = thread.comments.find(({ id }) => id === commentId);
    if (!comment) return refuse("not-found", NO_COMMENT);
    if (comment.authorId !== actor.userId) return refuse("forbidden", NOT_YOURS);
    if (comment.removedAt) return refuse("wrong-status", REMOVED);
    const fits = fitsReaders(thread, change.organizationId);
    if (!fits.ok) return fits;
    if (!hasRoom(thread, text)) return refuse("too-large", FULL);
    const now = nextInstant(at, thread);
    await tx.comment.updateMany({
      where: { id: commentId },
      // Other words than the author agreed to share have to be agreed to again (M2).
      data: { text, editedAt: now, sharedAt: organizationId === null ? comment.sharedAt : null },
    });
    await tx.mention.deleteMany({ where: { commentId } });
    // Nobody agreed with other words than those that stood there.
    await tx.agreement.deleteMany({ where: { commentId } });
    await writeMentions(tx, found.subject.matter, { id: commentId, organizationId, mentions });
    await touch(tx, actor, thread, now);
    await writeCommentFollowUp(tx, at, commentId);
    afterCommit(({ jobs }) => jobs.wake());
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/**
 * Empties one's own comment; the thread keeps that it was removed (M1). Needs no role: one's own words
 * can be taken back by whoever still sees them.
 */
export const removeComment = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"remove">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId, commentId }], afterCommit }) {
    const locked = await lockThread(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    const comment = thread.comments.find(({ id }) => id === commentId);
    if (!comment) return refuse("not-found", NO_COMMENT);
    if (comment.authorId !== actor.userId) return refuse("forbidden", NOT_YOURS);
    if (comment.removedAt) return done([threadId]);
    const now = nextInstant(at, thread);
    await tx.comment.updateMany({
      where: { id: commentId },
      data: { text: "", salt: "", editedAt: null, removedAt: now },
    });
    await tx.mention.deleteMany({ where: { commentId } });
    await tx.agreement.deleteMany({ where: { commentId } });
    await touch(tx, actor, thread, now);
    const { organizationId } = thread;
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/**
 * Words written for one organization never reach all parties because the thread was shared while they
 * were on their way, such as from a device that was offline (M2).
 */
function fitsReaders(
  { organizationId }: ThreadRow,
  written: string | null | undefined,
): Outcome<void> {
  return written === undefined || written === organizationId
    ? done()
    : refuse("conflict", OTHER_READERS);
}

function hasRoom({ comments }: ThreadRow, text: string): boolean {
  const characters = comments.reduce((sum, comment) => sum + comment.text.length, 0);
  return characters + text.length <= MARGIN_LIMITS.thread;
}

const NO_COMMENT =
  "This comment is not there any more. Nothing was changed; load the page again to see what is.";
const NOT_YOURS =
  "Only who wrote a comment may change or remove it. Nothing was changed; answer it instead.";
const REMOVED = "You have removed this comment. Nothing was changed; write a new one instead.";
const OTHER_READERS =
  "Other people can read this conversation now than when you wrote. Your words were not sent and are still here; look who reads it, and send them again.";
const FULL =
  "This conversation is full. Nothing was lost; copy your words and begin a new comment with them.";
