import type { Actor, ActorMembership } from "#app/domain/actor.ts";
import { mayComment, standingIn } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import { visibleThreads } from "./scope.ts";

/** Of a thread what is read with it; comments are as many as a thread may have, so not what hangs on each. */
const WITH_THREAD = {
  comments: { orderBy: [{ at: "asc" }, { id: "asc" }] },
  suggestion: { omit: { base: true, proposed: true } },
  assignment: true,
  // The last of them is told.
  wordFates: {
    where: { return: { undoneAt: null } },
    orderBy: [{ return: { at: "desc" } }, { returnId: "asc" }],
    take: 1,
  },
} satisfies Prisma.ThreadInclude;

type LoadedThread = Prisma.ThreadGetPayload<{ include: typeof WITH_THREAD }>;

/** Everything of a thread but who has read it, and the blocks of a suggestion: those are read by themselves (M29). */
export type ThreadRow = Omit<LoadedThread, "comments"> & {
  readonly comments: (LoadedThread["comments"][number] & {
    readonly mentions: Prisma.MentionGetPayload<object>[];
    readonly agreements: Prisma.AgreementGetPayload<object>[];
    /** Of one that came by e-mail: whether the rest of it was left out. */
    readonly byMail: { readonly wasCut: boolean } | null;
  })[];
};

/**
 * Whole threads, some tens at once. What hangs on their comments is asked for by the threads: by the comments
 * a statement would have more parameters than SQLite takes.
 */
export async function wholeThreads(
  client: PrismaClient | Transaction,
  where: Prisma.ThreadWhereInput,
): Promise<ThreadRow[]> {
  const threads = await client.thread.findMany({ where, include: WITH_THREAD });
  const comment = { threadId: { in: threads.map(({ id }) => id) } };
  const mentions = await client.mention.findMany({
    where: { comment },
    orderBy: { userId: "asc" },
  });
  const agreements = await client.agreement.findMany({
    where: { comment },
    orderBy: [{ at: "asc" }, { userId: "asc" }],
  });
  const mailed = await client.mailedComment.findMany({ where: { comment } });
  const [named, agreed] = [byComment(mentions), byComment(agreements)];
  const byMail = new Map(mailed.map((row) => [row.commentId, row]));
  return threads.map((thread) => ({
    ...thread,
    comments: thread.comments.map((one) => ({
      ...one,
      mentions: named.get(one.id) ?? [],
      agreements: agreed.get(one.id) ?? [],
      byMail: byMail.get(one.id) ?? null,
    })),
  }));
}

function byComment<T extends { readonly commentId: string }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const own = found.get(row.commentId);
    if (own) own.push(row);
    else found.set(row.commentId, [row]);
  }
  return found;
}

/**
 * A thread that the actor may see, locked until the transaction ends, so that what is decided about it
 * holds: of two who accept it in the same second, the second sees that it is accepted. Refuses
 * `not-found` alike for what is not there and what is not for the actor.
 */
export async function lockThread(
  tx: Transaction,
  actor: Actor,
  { row, subject }: LoadedDocument,
  threadId: string,
): Promise<Outcome<ThreadRow>> {
  const where = { id: threadId, documentId: row.id, ...visibleThreads(actor, subject.matter) };
  // Sets what it is already: PostgreSQL has no other lock on a row that Prisma knows.
  const { count } = await tx.thread.updateMany({ where, data: { documentId: row.id } });
  const [thread] = count === 0 ? [] : await wholeThreads(tx, where);
  return thread ? done(thread) : refuse("not-found", NO_THREAD);
}

/** As `lockThread`, for several at once; those that the actor can't see are left out. */
export async function lockThreads(
  tx: Transaction,
  actor: Actor,
  { row, subject }: LoadedDocument,
  threadIds: readonly string[],
) {
  const where = {
    id: { in: [...threadIds] },
    documentId: row.id,
    ...visibleThreads(actor, subject.matter),
  };
  await tx.thread.updateMany({ where, data: { documentId: row.id } });
  return tx.thread.findMany({
    where,
    select: {
      id: true,
      organizationId: true,
      place: true,
      createdById: true,
      changedAt: true,
      suggestion: { select: { state: true, overtakenAt: true, decidedById: true, blockIds: true } },
    },
  });
}

/** A row of `lockThreads`. */
export type LockedThread = Awaited<ReturnType<typeof lockThreads>>[number];

/** The ids of the blocks that a suggestion replaces. */
export function blockIdsOf({ blockIds }: { readonly blockIds: string }): readonly string[] {
  return blockIds === "" ? [] : blockIds.split(" ");
}

/** As `lockThread`, for somebody who may also write in it. */
export async function lockForWriting(
  tx: Transaction,
  actor: Actor,
  document: LoadedDocument,
  threadId: string,
): Promise<Outcome<ThreadRow>> {
  const locked = await lockThread(tx, actor, document, threadId);
  if (!locked.ok) return locked;
  const allowed = mayComment(actor, document.subject, locked.value.organizationId);
  return allowed.ok ? locked : allowed;
}

/**
 * The organization through which the actor writes: in an organization's own thread that one, else the
 * first in which they may comment. A guest writes as one of the party that answers for them.
 */
export function standingInThread(
  actor: Actor,
  { subject: { matter } }: LoadedDocument,
  organizationId: string | null,
): Pick<ActorMembership, "organizationId"> {
  if (actor.guest) return actor.guest;
  const place =
    organizationId === null
      ? (["drafter", "reviewer", "staff"] as const)
          .map((role) => ({ role, place: standingIn(actor, matter, role) }))
          .find(({ role, place }) => place?.roles.has(role))?.place
      : actor.memberships.find((one) => one.organizationId === organizationId);
  if (!place) throw new Error("somebody writes who may not");
  return place;
}

/** The part of a thread that tells when something happened in it last. */
export interface ChangedThread extends Pick<ThreadRow, "createdById" | "changedAt"> {
  readonly suggestion: { readonly overtakenAt: Date | null } | null;
}

/** When something happened in a thread last, for a person: that it was overtaken, its author alone learns. */
export function lastFor(
  userId: string,
  { createdById, changedAt, suggestion }: ChangedThread,
): Date {
  const { overtakenAt } = suggestion ?? {};
  return createdById === userId && overtakenAt && overtakenAt > changedAt ? overtakenAt : changedAt;
}

/** An instant after everything that happened in the thread: comments are in order by it. */
export function nextInstant(at: Date, thread: ThreadRow): Date {
  return latestInstant(at, [thread]);
}

/** An instant after everything that happened in these threads. */
export function latestInstant(at: Date, threads: readonly ChangedThread[]): Date {
  const last = threads.map((thread) => lastFor(thread.createdById, thread).getTime() + 1);
  return new Date(last.reduce((latest, one) => Math.max(latest, one), at.getTime()));
}

/**
 * Keeps that something in the thread changed. Whoever had read all of it has read their own change too;
 * whoever had not keeps what is unread (M5).
 */
export async function touch(
  tx: Transaction,
  { userId }: Actor,
  thread: ThreadRow,
  at: Date,
  data: Prisma.ThreadUpdateManyMutationInput = {},
): Promise<void> {
  const threadId = thread.id;
  await tx.thread.updateMany({ where: { id: threadId }, data: { ...data, changedAt: at } });
  await tx.threadRead.updateMany({
    where: { userId, threadId, at: { gte: thread.changedAt } },
    data: { at },
  });
}

/**
 * As `touch`, where it is news to some people alone: to others who had read all of it, nothing is new.
 */
export async function touchFor(
  tx: Transaction,
  thread: Pick<ThreadRow, "id" | "changedAt">,
  at: Date,
  userIds: readonly string[],
): Promise<void> {
  const threadId = thread.id;
  await tx.thread.updateMany({ where: { id: threadId }, data: { changedAt: at } });
  await tx.threadRead.updateMany({
    where: { threadId, at: { gte: thread.changedAt }, userId: { notIn: [...userIds] } },
    data: { at },
  });
}

/** As `touch`, for several at once. */
export async function touchAll(
  tx: Transaction,
  { userId }: Actor,
  threads: readonly Pick<ThreadRow, "id" | "changedAt">[],
  at: Date,
): Promise<void> {
  const ids = threads.map(({ id }) => id);
  const reads = await tx.threadRead.findMany({ where: { userId, threadId: { in: ids } } });
  const readUpTo = new Map(reads.map((read) => [read.threadId, read.at]));
  const read = threads.filter(({ id, changedAt }) => (readUpTo.get(id) ?? NEVER) >= changedAt);
  await tx.thread.updateMany({ where: { id: { in: ids } }, data: { changedAt: at } });
  await tx.threadRead.updateMany({
    where: { userId, threadId: { in: read.map(({ id }) => id) } },
    data: { at },
  });
}

const NEVER = new Date(0);

export const NO_THREAD =
  "This comment is not there any more, or nothing that you may see. Nothing was sent; copy your words if you need them, and load the page again.";
