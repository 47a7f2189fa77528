import canonicalize from "canonicalize";
import type { Actor } from "#app/domain/actor.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { draftPlaceSchema, type DraftPlace } from "#app/domain/margin/place.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
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
  WordPlan,
} from "#server/word/bring/planned.ts";
import { commentsIn } from "#server/word/bring/bounded.ts";
import { arrangedTalk, type ArrangedAnswer, type ArrangedTalk } from "./answers.ts";
import type { FreshTalk } from "./fresh.ts";

/** Parts of one file to write, in the caller's transaction. */
export interface ReturnToWrite {
  readonly changes: readonly PlannedChange[];
  readonly talk: readonly FreshTalk[];
  readonly fates: WordPlan["fates"];
  /** The organization whose people alone see new threads; null for everybody of the parties (M2). */
  readonly organizationId: string | null;
}

interface WordReturnRow {
  readonly id: string;
  readonly exportId: string | null;
  readonly how: "draft" | "return";
  readonly fileName: string;
  readonly fileHash: string;
  readonly summary: string;
}

interface WrittenCounts {
  readonly suggestions: number;
  readonly comments: number;
  readonly answers: number;
}

/** Results of an act, for its line and its notices. */
interface WrittenReturn extends WrittenCounts {
  readonly threads: readonly { readonly id: string; readonly organizationId: string | null }[];
  /** Of it, what everybody of the parties sees: the record tells of that alone (M2). */
  readonly forAll: WrittenCounts;
}

/**
 * Writes all that a file brings: suggestions and threads of the person who brings it in, each with who wrote
 * it in Word as a claim beside it; answers in our own threads; what became of our suggestions there. The
 * caller has checked rights, and room for the suggestions. Refuses, before anything is written, where there
 * is no room for threads.
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
): Promise<Outcome<WrittenReturn>> {
  const { organizationId } = write;
  const documentId = document.row.id;
  const arranged = await arrangedTalk(tx, actor, document, write.talk, organizationId);
  const beginnings = [
    ...write.changes.map((change) => suggestionRows(change, organizationId)),
    ...arranged.begun.map((one) => talkRows(one)),
  ];
  const room = await roomForThreads(tx, documentId, beginnings);
  if (!room.ok) return room;
  const beginning = { tx, at, ids, actor, document, returnId: row.id };
  const begun = beginnings.map((rows, index) => begunThread(beginning, rows, index));
  await tx.wordReturn.create({
    data: {
      ...row,
      documentId,
      broughtById: actor.userId,
      at,
    },
  });
  await writeThreads(tx, begun);
  await answerThreads(beginning, arranged.answers);
  await tx.wordFate.createMany({
    data: await knownFates(beginning, write.fates),
  });
  const counts = (isCounted: (readers: string | null) => boolean): WrittenCounts => ({
    suggestions: isCounted(organizationId) ? write.changes.length : 0,
    comments: commentsIn(
      arranged.begun.filter((one) => isCounted(one.organizationId)).map(({ talk }) => talk),
    ),
    answers: arranged.answers
      .filter(({ thread }) => isCounted(thread.organizationId))
      .reduce((sum, { comments }) => sum + comments.length, 0),
  });
  return done({
    threads: [
      ...begun.map(({ thread }) => thread),
      ...arranged.answers.map(({ thread }) => thread),
    ],
    ...counts(() => true),
    forAll: counts((readers) => readers === null),
  });
}

/** Counted within who sees them (M2). */
async function roomForThreads(
  tx: Transaction,
  documentId: string,
  beginnings: readonly ThreadBeginning[],
): Promise<Outcome<void>> {
  for (const organizationId of new Set(beginnings.map((one) => one.organizationId))) {
    const count = await tx.thread.count({ where: { documentId, organizationId } });
    const more = beginnings.filter((one) => one.organizationId === organizationId).length;
    if (count + more > MARGIN_LIMITS.threadsOfDocument) return refuse("too-large", NO_ROOM);
  }
  return done();
}

interface ActOfBringing {
  readonly tx: Transaction;
  readonly at: Date;
  readonly ids: () => string;
  readonly actor: Actor;
  readonly document: LoadedDocument;
  readonly returnId: string;
}

interface ThreadBeginning {
  readonly organizationId: string | null;
  readonly claim: WordClaim;
  readonly place: PlannedPlace | null;
  readonly comments: readonly PlannedComment[];
  readonly change: PlannedChange | null;
  readonly isDone: boolean;
}

function suggestionRows(change: PlannedChange, organizationId: string | null): ThreadBeginning {
  const { author, at, place } = change;
  // A suggestion needs no words of its own.
  const comments = [{ author, at, text: "" }];
  return { organizationId, claim: change, place, comments, change, isDone: false };
}

function talkRows({
  organizationId,
  talk: { comments, place, isDone },
}: ArrangedTalk): ThreadBeginning {
  const [claim = { author: null, at: null }] = comments;
  return { organizationId, claim, place, comments, change: null, isDone };
}

/** The rows of one thread; each begins a moment after the one before, so that they stand in order. */
function begunThread(
  { at, ids, actor, document, returnId }: ActOfBringing,
  { organizationId, claim, place, comments, change, isDone }: ThreadBeginning,
  index: number,
) {
  const standing = standingInThread(actor, document, organizationId).organizationId;
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
    suggestion: change && {
      ...change.suggestion,
      threadId,
      state: "open",
      wordIdentity: change.identity,
      wordAdds: change.adds,
    },
    comments: comments.map((comment, after) => ({
      id: ids(),
      threadId,
      authorId: userId,
      organizationId: standing,
      text: comment.text,
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

/** Times in files may be no instants. */
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

/** Answers in threads of ours that the actor sees and may write in: those were locked before. */
async function answerThreads(
  { tx, at, ids, actor, document, returnId }: ActOfBringing,
  answers: readonly ArrangedAnswer[],
): Promise<void> {
  for (const { thread, comments: said } of answers) {
    const now = latestInstant(at, [thread]);
    for (const [index, comment] of said.entries()) {
      const commentId = ids();
      await tx.comment.create({
        data: {
          id: commentId,
          threadId: thread.id,
          authorId: actor.userId,
          organizationId: standingInThread(actor, document, thread.organizationId).organizationId,
          text: comment.text,
          salt: ids(),
          at: new Date(now.getTime() + index),
          ...claimed(returnId, comment),
        },
      });
      await writeCommentFollowUp(tx, at, commentId);
    }
    await touchAll(tx, actor, [thread], new Date(now.getTime() + said.length - 1));
  }
}

/** Fates of threads for whose readers it is brought in: to others nothing is told (M2). */
export async function fatesFor(
  tx: Transaction,
  documentId: string,
  fates: WordPlan["fates"],
  organizationId: string | null,
): Promise<WordPlan["fates"]> {
  if (organizationId === null) return fates;
  const where = { documentId, organizationId };
  const threads = await tx.thread.findMany({ where, select: { id: true } });
  const own = new Set(threads.map((thread) => thread.id));
  return fates.filter(({ threadId }) => own.has(threadId));
}

/** Threads that one statement names: databases take some hundred values at once. */
const LOCKED_AT_ONCE = 400;

/** Fates of threads that the actor sees: a file may name others. */
async function knownFates(
  { tx, actor, document, returnId }: ActOfBringing,
  fates: WordPlan["fates"],
) {
  const seen = new Set<string>();
  for (let from = 0; from < fates.length; from += LOCKED_AT_ONCE) {
    const wanted = fates.slice(from, from + LOCKED_AT_ONCE).map(({ threadId }) => threadId);
    for (const { id } of await lockThreads(tx, actor, document, wanted)) seen.add(id);
  }
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

const NO_ROOM =
  "There is no more room beside this text for comments and suggestions. Nothing was brought in.";
