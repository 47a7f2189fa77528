import { thousands } from "#app/domain/thousands.ts";
import canonicalize from "canonicalize";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { taking, unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { writeCommentFollowUp } from "#server/services/reminders/comment-follow-up.ts";
import type { KeptSuggestion, ReadBeginning } from "#server/workers/margin/index.ts";
import { answerThreads } from "./answer.ts";
import { standingInThread } from "./load.ts";
import { writeMentions } from "./mentions.ts";
import { readerGivenTo, writeAssignment } from "./give.ts";
import { checkVersionPlace } from "./version-place.ts";

/**
 * Begins a thread, with a suggestion or without (M1, M7). Sent again with the same ids by the same
 * person, it is kept once.
 */
export const beginThread = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ReadBeginning]>(),
  permission:
    ({ found: { subject }, extra: [{ organizationId }] }) =>
    (actor) =>
      mayComment(actor, subject, organizationId),
  async prepare({ resources, key: [documentId], extra: [{ text, place, suggestion }] }) {
    if (!suggestion && text === "") return refuse("bad-input", NOTHING_WRITTEN);
    if (place.in === "version") {
      const checked = await checkVersionPlace(resources, documentId, place);
      if (!checked.ok) return checked;
    }
    return done();
  },
  async run({ tx, at, ids, actor, found, extra: [change], afterCommit }) {
    const { row, subject } = found;
    const { threadId, commentId, organizationId, place, text, mentions, suggestion, give } = change;
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
    const among = { documentId, organizationId };
    const room = await roomFor(tx, among, suggestion, FOR_ALL);
    if (!room.ok) return room;
    // Threads from Word have a bound of their own, and take nobody's share.
    const own = { ...among, createdById: actor.userId, wordReturnId: null };
    const share = await roomFor(tx, own, suggestion, FOR_EACH);
    if (!share.ok) return share;
    const givable = await readerGivenTo(tx, subject.matter, organizationId, give);
    if (!givable.ok) return givable;
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
        ...(suggestion && { suggestion: { create: { ...suggestion, state: "open" } } }),
        comments: {
          create: {
            id: commentId,
            authorId: actor.userId,
            organizationId: standingInThread(actor, found, organizationId).organizationId,
            text,
            salt: ids(),
            at,
          },
        },
      },
    });
    await writeMentions(tx, subject.matter, { id: commentId, organizationId, mentions });
    if (give) await writeAssignment(tx, at, { threadId, userId: actor.userId, give, before: null });
    await writeCommentFollowUp(tx, at, commentId);
    afterCommit(({ jobs }) => jobs.wake());
    afterCommit(({ rooms }) => rooms.threadsChanged(documentId, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/**
 * Whether one more suggestion fits beside a document, within who sees it (M2): the list of open ones stays
 * as small as people can decide, and all of them as small as a disk can keep (M29). Asked of one person's
 * too, who could fill both for everybody otherwise.
 */
async function roomFor(
  tx: Transaction,
  among: {
    readonly documentId: string;
    readonly organizationId: string | null;
    readonly createdById?: string;
    readonly wordReturnId?: null;
  },
  suggestion: KeptSuggestion | null,
  most: SuggestionRoom,
): Promise<Outcome<void>> {
  if (!suggestion) return done();
  const sums = await tx.suggestion.groupBy({
    by: ["state"],
    where: { thread: among },
    _sum: { bytes: true },
    _count: true,
  });
  const open = sums.find(({ state }) => state === "open");
  const openBytes = (open?._sum.bytes ?? 0) + suggestion.bytes;
  const allBytes = sums.reduce((sum, { _sum }) => sum + (_sum.bytes ?? 0), suggestion.bytes);
  if ((open?._count ?? 0) >= most.open) return refuse("too-large", most.tooManyOpen);
  if (openBytes > most.openBytes) return refuse("too-large", most.tooMuchOpen);
  return allBytes > most.allBytes ? refuse("too-large", most.tooMuch) : done();
}

/** How many suggestions fit, how many bytes of them, and the sentences for one that does not. */
interface SuggestionRoom {
  readonly open: number;
  readonly openBytes: number;
  readonly allBytes: number;
  readonly tooManyOpen: string;
  readonly tooMuchOpen: string;
  readonly tooMuch: string;
}

const NOTHING_WRITTEN = "Write something first.";
export const TAKEN =
  "This was sent before, as something else. Nothing was changed; copy your words, load the page again, and send them from there.";
const tooMany = () =>
  `There are ${thousands(MARGIN_LIMITS.threadsOfDocument)} comments beside this text, which is as many as it can have. Nothing was lost; answer one of them instead.`;
const FOR_ALL: SuggestionRoom = {
  open: MARGIN_LIMITS.openSuggestions,
  openBytes: MARGIN_LIMITS.openSuggestionBytes,
  allBytes: MARGIN_LIMITS.allSuggestionBytes,
  tooManyOpen: `There are ${MARGIN_LIMITS.openSuggestions} open suggestions beside this text, which is as many as it can have. Nothing was lost: your words are still here; propose them once some of the others are decided.`,
  tooMuchOpen:
    "The open suggestions beside this text are as long as they may be, taken together. Nothing was lost: your words are still here; propose them once some of the others are decided.",
  tooMuch:
    "All that was ever suggested beside this text is as long as it may be, taken together. Nothing was lost: your words are still here; write them as a comment.",
};
const FOR_EACH: SuggestionRoom = {
  open: MARGIN_LIMITS.openSuggestionsEach,
  openBytes: MARGIN_LIMITS.openSuggestionBytesEach,
  allBytes: MARGIN_LIMITS.allSuggestionBytesEach,
  tooManyOpen: `You have ${MARGIN_LIMITS.openSuggestionsEach} open suggestions beside this text, which is as many as one person can have. Nothing was lost: your words are still here; propose them once some of yours are decided or withdrawn.`,
  tooMuchOpen:
    "Your open suggestions beside this text are as long as one person’s may be, taken together. Nothing was lost: your words are still here; propose them once some of yours are decided or withdrawn.",
  tooMuch:
    "All that you ever suggested beside this text is as long as one person’s may be, taken together. Nothing was lost: your words are still here; write them as a comment.",
};
