import { counted } from "#app/domain/counted.ts";
import { takeWordBackForm } from "#app/domain/forms/word-return.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { documentTo, type LoadedDocument } from "#server/services/documents/load.ts";
import { latestInstant, lockThreads, touchAll } from "#server/services/threads/load.ts";
import { visibleThreads } from "#server/services/threads/scope.ts";
import { decideAll, threadsNotice } from "#server/services/threads/suggestions.ts";
import type { WordTakenBack } from "./views.ts";

/**
 * Takes back what one act brought in (W10): suggestions that are open and that nobody answered are withdrawn,
 * comments and answers that nobody answered are removed. What somebody decided or answered stays, and is
 * named. For who brought it in, as with whatever one wrote oneself.
 */
export const takeWordBack = command({
  on: documentTo("document.view"),
  form: takeWordBackForm,
  async run({ tx, at, actor, found, form: { returnId }, record, afterCommit }) {
    const documentId = found.row.id;
    const row = await tx.wordReturn.findFirst({ where: { id: returnId, documentId } });
    if (!row) return refuse("not-found");
    if (row.broughtById !== actor.userId) return refuse("forbidden", NOT_YOURS);
    if (row.undoneAt !== null) return refuse("conflict", UNDONE);
    const threads = await broughtThreads(tx, actor, found, returnId);
    const isTouched = ({ comments, assignment }: (typeof threads)[number]) =>
      assignment !== null ||
      comments.some((comment) => comment.wordReturnId !== returnId || isWorkedOn(comment));
    const suggested = threads.filter(({ suggestion }) => suggestion !== null);
    const open = suggested.filter(({ suggestion }) => suggestion?.state === "open");
    const withdrawn = open.filter((thread) => !isTouched(thread));
    const talk = threads.filter(({ suggestion }) => suggestion === null);
    const removed = talk.filter((thread) => !isTouched(thread));
    const given = await givenAnswers(tx, actor, found, returnId);
    const last = await lastOf(tx, given);
    const unanswered = given.filter(
      (comment) => !isWorkedOn(comment) && last.get(comment.threadId)?.has(comment.id) === true,
    );
    const now = await decideAll(tx, withdrawn, { state: "withdrawn", by: actor.userId, at });
    await removeComments(tx, now, [
      ...removed.flatMap(({ comments }) => comments.map(({ id }) => id)),
      ...unanswered.map(({ id }) => id),
    ]);
    await tx.thread.updateMany({
      where: { id: { in: removed.map(({ id }) => id) }, resolvedAt: null },
      data: { resolvedById: actor.userId, resolvedAt: now },
    });
    const answered = await tx.thread.findMany({
      where: { id: { in: unanswered.map(({ threadId }) => threadId) } },
      select: FOR_TOUCH,
    });
    const touched = [...withdrawn, ...removed, ...answered];
    await touchAll(tx, actor, touched, latestInstant(now, touched));
    await tx.wordReturn.updateMany({
      where: { id: returnId },
      data: { undoneById: actor.userId, undoneAt: at },
    });
    const comments = removed.reduce((sum, thread) => sum + thread.comments.length, 0);
    const taken: WordTakenBack = {
      suggestions: withdrawn.length,
      comments: comments + unanswered.length,
      left: leftSentences({
        decided: suggested.length - open.length,
        answered: open.length - withdrawn.length,
        comments: talk.length - removed.length + given.length - unanswered.length,
      }),
    };
    const isForAll = [...threads, ...given.map(({ thread }) => thread)].every(
      ({ organizationId }) => organizationId === null,
    );
    await record({
      type: "word.taken-back",
      // How much some people alone saw is told to nobody else (M2).
      details: { returnId, ...(isForAll && countsOf(taken)) },
    });
    afterCommit(threadsNotice(documentId, touched));
    return done(taken);
  },
});

const FOR_TOUCH = {
  id: true,
  organizationId: true,
  createdById: true,
  changedAt: true,
  suggestion: { select: { state: true, overtakenAt: true } },
} as const;

const FOR_WORK = { editedAt: true, _count: { select: { agreements: true } } } as const;

/** Whether somebody changed it here since it came, or agreed with it. */
function isWorkedOn(comment: {
  readonly editedAt: Date | null;
  readonly _count: { readonly agreements: number };
}): boolean {
  return comment.editedAt !== null || comment._count.agreements > 0;
}

/** The threads that it began and that the actor still sees, locked. */
async function broughtThreads(
  tx: Transaction,
  actor: Actor,
  document: LoadedDocument,
  wordReturnId: string,
) {
  const where = { wordReturnId, ...visibleThreads(actor, document.subject.matter) };
  const begun = await tx.thread.findMany({ where, select: { id: true } });
  const id = { in: (await lockThreads(tx, actor, document, idsOf(begun))).map((one) => one.id) };
  return tx.thread.findMany({
    where: { id },
    select: {
      ...FOR_TOUCH,
      assignment: { select: { userId: true } },
      comments: { select: { id: true, wordReturnId: true, ...FOR_WORK } },
    },
  });
}

/** The answers that it gave in other threads, of those that the actor still sees, locked. */
async function givenAnswers(
  tx: Transaction,
  actor: Actor,
  document: LoadedDocument,
  wordReturnId: string,
) {
  const given = {
    wordReturnId,
    removedAt: null,
    thread: {
      AND: [
        { OR: [{ wordReturnId: null }, { wordReturnId: { not: wordReturnId } }] },
        visibleThreads(actor, document.subject.matter),
      ],
    },
  };
  const found = await tx.comment.findMany({ where: given, select: { threadId: true } });
  await lockThreads(tx, actor, document, [...new Set(found.map(({ threadId }) => threadId))]);
  return tx.comment.findMany({
    where: given,
    select: {
      id: true,
      at: true,
      threadId: true,
      thread: { select: { organizationId: true } },
      ...FOR_WORK,
    },
  });
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

function countsOf({ suggestions, comments }: WordTakenBack) {
  return { suggestions, comments };
}

/** Of each thread, the comments behind which nobody wrote. */
async function lastOf(
  tx: Transaction,
  given: readonly { readonly id: string; readonly threadId: string }[],
): Promise<Map<string, Set<string>>> {
  const own = new Set(given.map(({ id }) => id));
  const all = await tx.comment.findMany({
    where: { threadId: { in: [...new Set(given.map(({ threadId }) => threadId))] } },
    select: { id: true, threadId: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  const [last, closed] = [new Map<string, Set<string>>(), new Set<string>()];
  for (const { id, threadId } of all) {
    if (!own.has(id)) closed.add(threadId);
    if (closed.has(threadId)) continue;
    const ids = last.get(threadId) ?? new Set();
    last.set(threadId, ids.add(id));
  }
  return last;
}

async function removeComments(tx: Transaction, at: Date, ids: readonly string[]): Promise<void> {
  const where = { id: { in: [...ids] }, removedAt: null };
  await tx.comment.updateMany({
    where,
    data: { text: "", salt: "", editedAt: null, removedAt: at },
  });
  await tx.mention.deleteMany({ where: { commentId: { in: [...ids] } } });
  await tx.agreement.deleteMany({ where: { commentId: { in: [...ids] } } });
}

function leftSentences({
  decided,
  answered,
  comments,
}: Readonly<Record<"decided" | "answered" | "comments", number>>): string[] {
  const left = [
    [
      decided,
      "suggestion was decided already, and stays as it was decided.",
      "suggestions were decided already, and stay as they were decided.",
    ],
    [
      answered,
      "open suggestion was answered, agreed with or given to somebody, and stays.",
      "open suggestions were answered, agreed with or given to somebody, and stay.",
    ],
    [
      comments,
      "comment was answered, changed or agreed with here, and stays.",
      "comments were answered, changed or agreed with here, and stay.",
    ],
  ] as const;
  return left.flatMap(([count, one, several]) =>
    count === 0 ? [] : [counted(count, one, several)],
  );
}

const NOT_YOURS =
  "Only who brought a file in may take all of it back at once. Nothing was changed; reject its suggestions, or answer them.";
const UNDONE = "This was taken back already. Nothing more was changed.";
