import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { taking, unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { answerThreads } from "./answer.ts";
import { lockThread, nextInstant, touchFor } from "./load.ts";

/**
 * Agrees with a comment of somebody else, or takes that back (M27): a word in the conversation, which
 * whoever may comment there has. Its author alone has news.
 */
export const agreeWithComment = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"agree">]>(),
  async run({ tx, at, actor, found, extra: [change], afterCommit }) {
    const { threadId, commentId, agrees } = change;
    const { userId } = actor;
    const locked = await lockThread(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    const { organizationId } = thread;
    const comment = thread.comments.find(({ id }) => id === commentId);
    if (!comment || comment.removedAt) return refuse("not-found", NO_COMMENT);
    if (comment.authorId === userId) return refuse("forbidden", OWN);
    // One's own word can be taken back by whoever still sees it.
    const allowed = agrees ? mayComment(actor, found.subject, organizationId) : done();
    if (!allowed.ok) return allowed;
    if (comment.agreements.some((one) => one.userId === userId) === agrees) return done([threadId]);
    const now = nextInstant(at, thread);
    if (agrees) await tx.agreement.create({ data: { commentId, userId, at: now } });
    else await tx.agreement.deleteMany({ where: { commentId, userId } });
    await touchFor(tx, thread, now, agrees ? [comment.authorId] : []);
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

const NO_COMMENT =
  "This comment is not there any more. Nothing was changed; load the page again to see what is.";
const OWN = "Nobody agrees with their own comment. Nothing was changed.";
