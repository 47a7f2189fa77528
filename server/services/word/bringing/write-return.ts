import canonicalize from "canonicalize";
import type { Actor } from "#app/domain/actor.ts";
import { mayComment } from "#app/domain/permissions.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { draftPlaceSchema, type DraftPlace } from "#app/domain/margin/place.ts";
import { WORD_AUTHOR_LIMIT, type WordClaim } from "#app/domain/word-return.ts";
import type { Transaction } from "#server/database/index.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import { writeCommentFollowUp } from "#server/services/reminders/comment-follow-up.ts";
import {
  latestInstant,
  lockThreads,
  standingInThread,
  touchAll,
} from "#server/services/threads/load.ts";
import type {
  PlannedChange,
  PlannedComment,
  PlannedPlace,
  PlannedTalk,
  WordPlan,
} from "#server/word/bring/planned.ts";

/** What is written of one file, in the caller's transaction. */
export interface ReturnToWrite {
  readonly changes: readonly PlannedChange[];
  readonly talk: readonly PlannedTalk[];
  readonly fates: WordPlan["fates"];
  /** The organization whose people alone see new threads; null for everybody of the parties (M2). */
  readonly organizationId: string | null;
}

/** A change that an act brought, and the suggestion that it became: what a return's row keeps (W10). */
export interface BroughtChange {
  readonly identity: string;
  readonly threadId: string;
}

interface WordReturnRow {
  readonly id: string;
  readonly exportId: string | null;
  readonly how: "draft" | "return";
  readonly fileName: string;
  readonly fileHash: string;
  readonly summary: string;
}

/** What an act wrote, for its line and its notices. */
export interface WrittenReturn {
  readonly threads: readonly { readonly id: string; readonly organizationId: string | null }[];
  readonly suggestions: number;
  readonly comments: number;
  readonly answers: number;
}

/**
 * Writes all that a file brings: suggestions and threads of the person who brings it in, each with who wrote
 * it in Word as a claim beside it; answers in our own threads; what became of our suggestions there. The
 * caller has checked rights and room.
 */
export async function writeReturn(
  tx: Transaction,
  at: Date,
  {
    ids,
    actor,
    document,
    row,
    write,
  }: {
    readonly ids: () => string;
    readonly actor: Actor;
    readonly document: LoadedDocument;
    readonly row: WordReturnRow;
    readonly write: ReturnToWrite;
  },
): Promise<WrittenReturn> {
  const { organizationId } = write;
  const documentId = document.row.id;
  const standing = standingInThread(actor, document, organizationId).organizationId;
  const beginning = { tx, at, ids, actor, document, returnId: row.id, organizationId, standing };
  const begun = [
    ...write.changes.map((change) => suggestionRows(change)),
    ...write.talk.filter(({ threadId }) => threadId === null).map((talk) => talkRows(talk)),
  ].map((rows, index) => begunThread(beginning, rows, index));
  const brought = write.changes.map(({ identity }, index): BroughtChange => {
    return { identity, threadId: begun[index]?.thread.id ?? "" };
  });
  await tx.wordReturn.create({
    data: {
      ...row,
      documentId,
      broughtById: actor.userId,
      at,
      brought: JSON.stringify(brought),
    },
  });
  await writeThreads(tx, begun);
  const comments = write.talk
    .filter(({ threadId }) => threadId === null)
    .reduce((sum, talk) => sum + talk.comments.length, 0);
  const answered = await answerThreads(beginning, write.talk);
  await tx.wordFate.createMany({
    data: await knownFates(beginning, write.fates),
  });
  return {
    threads: [...begun.map(({ thread }) => thread), ...answered.threads],
    suggestions: write.changes.length,
    comments,
    answers: answered.comments,
  };
}

interface ActOfBringing {
  readonly tx: Transaction;
  readonly at: Date;
  readonly ids: () => string;
  readonly actor: Actor;
  readonly document: LoadedDocument;
  readonly returnId: string;
  readonly organizationId: string | null;
  readonly standing: string;
}

/** What a thread begins with. */
interface ThreadBeginning {
  readonly claim: WordClaim;
  readonly place: PlannedPlace | null;
  readonly comments: readonly PlannedComment[];
  readonly suggestion: PlannedChange["suggestion"] | null;
  readonly isDone: boolean;
}

function suggestionRows(change: PlannedChange): ThreadBeginning {
  const { author, at, place, suggestion } = change;
  // A suggestion needs no words of its own.
  const comments = [{ author, at, text: "" }];
  return { claim: change, place, comments, suggestion, isDone: false };
}

function talkRows({ comments, place, isDone }: PlannedTalk): ThreadBeginning {
  const [claim = { author: null, at: null }] = comments;
  return { claim, place, comments, suggestion: null, isDone };
}

/** The rows of one thread; each begins a moment after the one before, so that they stand in order. */
function begunThread(
  { at, ids, actor, document, returnId, organizationId, standing }: ActOfBringing,
  { claim, place, comments, suggestion, isDone }: ThreadBeginning,
  index: number,
) {
  const kept = place && placeInDraft(place, document.row.generation);
  const threadId = ids();
  const createdAt = new Date(at.getTime() + index);
  const last = new Date(createdAt.getTime() + Math.max(0, comments.length - 1));
  const { userId } = actor;
  return {
    thread: {
      id: threadId,
      documentId: document.row.id,
      organizationId,
      placeKind: kept ? "draft" : "document",
      versionId: null,
      place: kept && (canonicalize(kept) ?? null),
      createdById: userId,
      createdAt,
      changedAt: last,
      resolvedById: isDone ? userId : null,
      resolvedAt: isDone ? last : null,
      ...claimed(returnId, claim),
    },
    read: { threadId, userId, at: last },
    suggestion: suggestion && { ...suggestion, threadId, state: "open" },
    comments: comments.map((comment, after) => ({
      id: ids(),
      threadId,
      authorId: userId,
      organizationId: standing,
      text: comment.text.slice(0, MARGIN_LIMITS.comment),
      salt: ids(),
      // In their order, which their times in Word may not tell.
      at: new Date(createdAt.getTime() + after),
      ...claimed(returnId, comment),
    })),
  };
}

/** Threads that are written in one statement each for their tables. */
const AT_ONCE = 50;

/** Hundreds of threads, while everybody else who writes waits. */
async function writeThreads(
  tx: Transaction,
  begun: readonly ReturnType<typeof begunThread>[],
): Promise<void> {
  for (let from = 0; from < begun.length; from += AT_ONCE) {
    const some = begun.slice(from, from + AT_ONCE);
    await tx.thread.createMany({ data: some.map(({ thread }) => thread) });
    await tx.threadRead.createMany({ data: some.map(({ read }) => read) });
    await tx.comment.createMany({ data: some.flatMap(({ comments }) => comments) });
    await tx.suggestion.createMany({
      data: some.flatMap(({ suggestion }) => suggestion ?? []),
    });
  }
}

function claimed(wordReturnId: string, { author, at }: WordClaim) {
  return {
    wordReturnId,
    wordAuthor: author === null ? null : author.slice(0, WORD_AUTHOR_LIMIT),
    wordAt: instantOf(at),
  };
}

/** What a file claims may be no instant. */
function instantOf(at: string | null): Date | null {
  const instant = new Date(at ?? Number.NaN);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/**
 * A place without positions of its own: the editor finds it by its words, as those whose letters were cut
 * and pasted (M4).
 */
function placeInDraft(place: PlannedPlace, generation: number): DraftPlace {
  const { quote, around } = MARGIN_LIMITS;
  return draftPlaceSchema.parse({
    in: "draft",
    generation,
    from: {},
    to: {},
    blockId: place.blockId,
    fromOffset: place.fromOffset,
    toOffset: place.toOffset,
    toBlockId: null,
    quote: place.quote.slice(0, quote),
    before: place.before.slice(-around),
    after: place.after.slice(0, around),
  });
}

/** Answers in threads of ours that the actor sees and may write in. */
async function answerThreads(beginning: ActOfBringing, talk: readonly PlannedTalk[]) {
  const { tx, at, ids, actor, document, returnId } = beginning;
  const answers = talk.filter(({ threadId }) => threadId !== null);
  const wanted = answers.flatMap(({ threadId }) => threadId ?? []);
  const threads = await lockThreads(tx, actor, document, wanted);
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  let comments = 0;
  for (const { threadId, comments: said } of answers) {
    const thread = byId.get(threadId ?? "");
    if (!thread || !mayComment(actor, document.facts, thread.organizationId).ok) continue;
    const now = latestInstant(at, [thread]);
    for (const [index, comment] of said.entries()) {
      const commentId = ids();
      await tx.comment.create({
        data: {
          id: commentId,
          threadId: thread.id,
          authorId: actor.userId,
          organizationId: standingInThread(actor, document, thread.organizationId).organizationId,
          text: comment.text.slice(0, MARGIN_LIMITS.comment),
          salt: ids(),
          at: new Date(now.getTime() + index),
          ...claimed(returnId, comment),
        },
      });
      comments += 1;
      await writeCommentFollowUp(tx, at, commentId);
    }
    await touchAll(tx, actor, [thread], new Date(now.getTime() + said.length - 1));
  }
  return { threads, comments };
}

/** Fates of threads that the actor sees: a file may name others. */
async function knownFates(
  { tx, actor, document, returnId }: ActOfBringing,
  fates: WordPlan["fates"],
) {
  const wanted = fates.map(({ threadId }) => threadId);
  const threads = await lockThreads(tx, actor, document, wanted);
  const seen = new Set(threads.map(({ id }) => id));
  return [...new Map(fates.map((fate) => [fate.threadId, fate])).values()]
    .filter(({ threadId }) => seen.has(threadId))
    .map(({ threadId, fate, author, at }) => ({
      returnId,
      threadId,
      fate,
      wordAuthor: author === null ? null : author.slice(0, WORD_AUTHOR_LIMIT),
      wordAt: instantOf(at),
    }));
}
