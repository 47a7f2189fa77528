import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import type { SuggestionState } from "#app/document/margin/thread-view.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { taking, unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { writeCommentFollowUp } from "#server/services/reminders/comment-follow-up.ts";
import { answerThreads } from "./answer.ts";
import type { Transaction } from "#server/database/index.ts";
import { lastFor, lockForWriting, nextInstant, touch, type ThreadRow } from "./load.ts";
import { writeMentionsOfShared } from "./mentions.ts";
import { visibleThreads } from "./scope.ts";
import { authorsShared, hasPart, waitsFor } from "./sharing.ts";

/** Closes a thread; a suggestion is closed by deciding it. */
export const resolveThread = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"resolve">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId }], afterCommit }) {
    const locked = await lockForWriting(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    if (thread.suggestion?.state === "open") return refuse("wrong-status", UNDECIDED);
    if (thread.resolvedAt) return done([threadId]);
    const now = nextInstant(at, thread);
    await touch(tx, actor, thread, now, { resolvedById: actor.userId, resolvedAt: now });
    const { organizationId } = thread;
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

export const reopenThread = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"reopen">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId }], afterCommit }) {
    const locked = await lockForWriting(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    if (!thread.resolvedAt) return done([threadId]);
    // The words of one that was accepted have to go with it: `open-again` does both (M22).
    if (thread.suggestion) {
      return refuse("wrong-status", DECIDED[thread.suggestion.state as SuggestionState]);
    }
    const now = nextInstant(at, thread);
    await touch(tx, actor, thread, now, { resolvedById: null, resolvedAt: null });
    const { organizationId } = thread;
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/**
 * Agrees that all parties may read one's own comments in a thread of one organization. With the last
 * author's act the thread is everybody's; nothing of anybody who did not agree goes with it (M2).
 */
export const shareThread = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"share">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId }], afterCommit }) {
    const documentId = found.row.id;
    const locked = await lockForWriting(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    const { organizationId, comments } = thread;
    if (organizationId === null) return done([threadId]);
    if (!hasPart(thread, actor.userId)) return refuse("forbidden", NO_PART);
    // A closed thread names who closed it.
    const closer = thread.suggestion?.decidedById ?? thread.resolvedById;
    if (closer !== null && !authorsShared(thread).has(closer)) {
      return refuse("conflict", CLOSED_BY_ANOTHER);
    }
    const now = nextInstant(at, thread);
    await tx.comment.updateMany({
      where: { threadId, authorId: actor.userId, sharedAt: null },
      data: { sharedAt: now },
    });
    const isAgreed = waitsFor(thread).every((authorId) => authorId === actor.userId);
    if (isAgreed) {
      // Removed comments have no words, but the name of somebody who did not agree.
      const removed = comments.slice(1).filter(({ removedAt }) => removedAt !== null);
      await tx.comment.deleteMany({ where: { id: { in: removed.map(({ id }) => id) } } });
      await dropUnagreedNames(tx, thread);
      await tx.thread.updateMany({ where: { id: threadId }, data: { organizationId: null } });
      const standing = comments.filter(({ removedAt }) => removedAt === null);
      for (const id of await writeMentionsOfShared(tx, found.subject.matter, standing)) {
        await writeCommentFollowUp(tx, at, id);
      }
      afterCommit(({ jobs }) => jobs.wake());
    }
    await touch(tx, actor, thread, now);
    const readers = isAgreed ? null : organizationId;
    afterCommit(({ rooms }) => rooms.threadsChanged(documentId, [threadId], readers));
    return done([threadId]);
  },
  answer: answerThreads,
});

/** Names of people who did not agree don't go with it: those who agreed with a comment, or gave the thread. */
async function dropUnagreedNames(tx: Transaction, thread: ThreadRow) {
  const { id, comments, assignment } = thread;
  const authors = authorsShared(thread);
  const silent = [...new Set(comments.flatMap(({ agreements }) => agreements))].filter(
    ({ userId }) => !authors.has(userId),
  );
  for (const { commentId, userId } of silent) {
    await tx.agreement.deleteMany({ where: { commentId, userId } });
  }
  const givers = assignment ? [assignment.askedById, assignment.givenById] : [];
  if (givers.some((userId) => !authors.has(userId))) {
    await tx.assignment.deleteMany({ where: { threadId: id } });
  }
}

/** Keeps up to when the actor has read threads (M5); those that they can't see are passed over. */
export const readThread = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"read">]>(),
  async run({ tx, actor, found: { row, subject }, extra: [{ threadIds, seen = {} }] }) {
    const { userId } = actor;
    const threads = await tx.thread.findMany({
      where: {
        documentId: row.id,
        id: { in: threadIds },
        ...visibleThreads(actor, subject.matter),
      },
      select: {
        id: true,
        createdById: true,
        changedAt: true,
        suggestion: { select: { overtakenAt: true } },
        readBy: { where: { userId } },
      },
    });
    const read = threads.flatMap((thread) => {
      const {
        id: threadId,
        changedAt,
        readBy: [before],
      } = thread;
      const upTo = seen[threadId];
      // Never later than the last change: one in the same millisecond stays unread.
      const seenAll = upTo === undefined || new Date(upTo) >= changedAt;
      const at = seenAll ? lastFor(userId, thread) : new Date(upTo);
      return before && before.at >= at ? [] : [{ userId, threadId, at }];
    });
    // Two statements for all of them: others' keystrokes wait for this transaction.
    const threadIdsRead = read.map(({ threadId }) => threadId);
    await tx.threadRead.deleteMany({ where: { userId, threadId: { in: threadIdsRead } } });
    await tx.threadRead.createMany({ data: read });
    return done(threads.map(({ id }) => id));
  },
  answer: answerThreads,
});

const UNDECIDED =
  "This is a suggestion that nobody has decided. Nothing was changed; accept it, reject it, or ask its author to withdraw it.";
const DECIDED: Readonly<Record<SuggestionState, string>> = {
  open: UNDECIDED,
  accepted:
    "This suggestion is accepted. Nothing was changed; a drafter can open it again, which takes its words out of the draft.",
  rejected:
    "This suggestion is rejected. Nothing was changed; a drafter can open it again, so that it is decided anew.",
  withdrawn:
    "Its author has withdrawn this suggestion. Nothing was changed; propose it yourself if it should stand.",
};
const CLOSED_BY_ANOTHER =
  "Somebody who has written nothing here closed this, and the other organizations would read their name. Nothing was shared; open it again first, or have them write here and agree.";
const NO_PART =
  "Only who wrote in this conversation can agree that the other organizations may read it. Nothing was changed; ask its authors.";
