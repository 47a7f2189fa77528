import canonicalize from "canonicalize";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { taking, unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { writeCommentFollowUp } from "#server/services/reminders/comment-follow-up.ts";
import { answerThreads } from "./answer.ts";
import { standingInThread } from "./load.ts";
import { writeMentions } from "./mentions.ts";
import { keptBlocks } from "./suggested-blocks.ts";
import { checkVersionPlace } from "./version-place.ts";

/**
 * Begins a thread, with a suggestion or without (M1, M7). Sent again with the same ids by the same
 * person, it is kept once.
 */
export const beginThread = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"begin">]>(),
  permission:
    ({ found: { facts }, extra: [{ organizationId }] }) =>
    (actor) =>
      mayComment(actor, facts, organizationId),
  async prepare({ resources, key: [documentId], extra: [{ text, place, suggestion }] }) {
    if (!suggestion && text === "") return refuse("bad-input", NO_WORDS);
    if (place.in === "version") {
      const checked = await checkVersionPlace(resources, documentId, place);
      if (!checked.ok) return checked;
    }
    return suggestion ? keptBlocks(suggestion) : done(null);
  },
  async run({ tx, at, actor, found, extra: [change], prepared, afterCommit }) {
    const { row, facts } = found;
    const { threadId, commentId, organizationId, place, text, mentions } = change;
    const documentId = row.id;
    const same = await tx.thread.findUnique({
      where: { id: threadId },
      include: { comments: { where: { id: commentId, authorId: actor.userId } } },
    });
    if (same) {
      return same.documentId === documentId && same.comments.length > 0
        ? done([threadId])
        : refuse("conflict", TAKEN);
    }
    if (await tx.comment.findUnique({ where: { id: commentId }, select: { id: true } })) {
      return refuse("conflict", TAKEN);
    }
    if (place.in === "draft" && place.generation > row.generation) {
      return refuse("generation-differs");
    }
    // Counted within who sees them, so that nobody can tell how many others there are (M2).
    const count = await tx.thread.count({ where: { documentId, organizationId } });
    if (count >= MARGIN_LIMITS.threadsOfDocument) return refuse("too-large", tooMany());
    await tx.thread.create({
      data: {
        id: threadId,
        documentId,
        organizationId,
        placeKind: place.in,
        versionId: place.in === "version" ? place.versionId : null,
        place: place.in === "document" ? null : (canonicalize(place) ?? null),
        createdById: actor.userId,
        createdAt: at,
        changedAt: at,
        readBy: { create: { userId: actor.userId, at } },
        ...(prepared && { suggestion: { create: { ...prepared, state: "open" } } }),
        comments: {
          create: {
            id: commentId,
            authorId: actor.userId,
            organizationId: standingInThread(actor, found, organizationId).organizationId,
            text,
            at,
          },
        },
      },
    });
    await writeMentions(tx, facts.matter, { id: commentId, organizationId, mentions });
    await writeCommentFollowUp(tx, at, { commentId, writtenAt: at });
    afterCommit(({ jobs }) => jobs.wake());
    afterCommit(({ rooms }) => rooms.threadsChanged(documentId, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

const NO_WORDS = "Write something first.";
export const TAKEN =
  "This was sent before, as something else. Nothing was changed; copy your words, load the page again, and send them from there.";
const tooMany = () =>
  `There are ${MARGIN_LIMITS.threadsOfDocument.toLocaleString("en-US")} comments beside this text, which is as many as it can have. Nothing was lost; answer one of them instead.`;
