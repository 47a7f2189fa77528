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
  const brought = [
    ...write.changes.map(({ suggestion }) => `${suggestion.baseHash}${suggestion.proposedHash}`),
  ];
  await tx.wordReturn.create({
    data: {
      ...row,
      documentId,
      broughtById: actor.userId,
      at,
      brought: JSON.stringify(brought),
    },
  });
  const standing = standingInThread(actor, document, organizationId).organizationId;
  const beginning = { tx, at, ids, actor, document, returnId: row.id, organizationId, standing };
  const begun: string[] = [];
  for (const change of write.changes) {
    begun.push(await beginSuggestion(beginning, change));
  }
  let comments = 0;
  for (const talk of write.talk) {
    if (talk.threadId !== null) continue;
    begun.push(await beginTalk(beginning, talk));
    comments += talk.comments.length;
  }
  const answered = await answerThreads(beginning, write.talk);
  await tx.wordFate.createMany({
    data: await knownFates(beginning, write.fates),
  });
  return {
    threads: [...begun.map((id) => ({ id, organizationId })), ...answered.threads],
    suggestions: write.changes.length,
    comments,
    answers: answered.comments,
  };
}

interface Beginning {
  readonly tx: Transaction;
  readonly at: Date;
  readonly ids: () => string;
  readonly actor: Actor;
  readonly document: LoadedDocument;
  readonly returnId: string;
  readonly organizationId: string | null;
  readonly standing: string;
}

/** The columns of a thread that an act begins. */
function threadOf(beginning: Beginning, claim: WordClaim, place: PlannedPlace | null) {
  const { at, actor, document, returnId, organizationId, ids } = beginning;
  const kept = place && placeInDraft(place, document.row.generation);
  return {
    id: ids(),
    documentId: document.row.id,
    organizationId,
    placeKind: kept ? "draft" : "document",
    versionId: null,
    place: kept && (canonicalize(kept) ?? null),
    createdById: actor.userId,
    createdAt: at,
    changedAt: at,
    readBy: { create: { userId: actor.userId, at } },
    ...claimed(returnId, claim),
  };
}

function claimed(wordReturnId: string, { author, at }: WordClaim) {
  return {
    wordReturnId,
    wordAuthor: author === null ? null : author.slice(0, WORD_AUTHOR_LIMIT),
    wordAt: at === null ? null : new Date(at),
  };
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

async function beginSuggestion(beginning: Beginning, change: PlannedChange): Promise<string> {
  const thread = threadOf(beginning, change, change.place);
  const { tx, at, ids, actor, standing, returnId } = beginning;
  await tx.thread.create({
    data: {
      ...thread,
      suggestion: { create: { ...change.suggestion, state: "open" } },
      comments: {
        create: {
          id: ids(),
          authorId: actor.userId,
          organizationId: standing,
          // A suggestion needs no words of its own.
          text: "",
          salt: ids(),
          at,
          ...claimed(returnId, change),
        },
      },
    },
  });
  return thread.id;
}

async function beginTalk(beginning: Beginning, talk: PlannedTalk): Promise<string> {
  const { tx, at, ids, actor, standing, returnId } = beginning;
  const [first = NOBODY] = talk.comments;
  const thread = threadOf(beginning, first, talk.place);
  const last = new Date(at.getTime() + talk.comments.length - 1);
  await tx.thread.create({
    data: {
      ...thread,
      changedAt: last,
      readBy: { create: { userId: actor.userId, at: last } },
      ...(talk.isDone && { resolvedById: actor.userId, resolvedAt: last }),
      comments: {
        create: talk.comments.map((comment, index) => ({
          id: ids(),
          authorId: actor.userId,
          organizationId: standing,
          text: comment.text.slice(0, MARGIN_LIMITS.comment),
          salt: ids(),
          // In their order, which their times in Word may not tell.
          at: new Date(at.getTime() + index),
          ...claimed(returnId, comment),
        })),
      },
    },
  });
  return thread.id;
}

const NOBODY: PlannedComment = { author: null, at: null, text: "" };

/** Answers in threads of ours that the actor sees and may write in. */
async function answerThreads(beginning: Beginning, talk: readonly PlannedTalk[]) {
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
async function knownFates({ tx, actor, document, returnId }: Beginning, fates: WordPlan["fates"]) {
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
      wordAt: at === null ? null : new Date(at),
    }));
}
