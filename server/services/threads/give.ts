import type { GivenTo, ThreadChangeOf } from "#app/domain/margin/thread-change.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import { may, mayComment } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Assignment } from "#server/database/generated/sqlite/client/client.ts";
import type { Transaction } from "#server/database/index.ts";
import { writeJob } from "#server/jobs/index.ts";
import { taking, unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { answerThreads } from "./answer.ts";
import { lockForWriting, lockThread, nextInstant, touchFor } from "./load.ts";
import { readersAmong } from "./readers.ts";

/** Gives a thread to one person who may read it, or hands it on (M27). */
export const giveThread = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"give">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId, userId, dueOn }], afterCommit }) {
    const locked = await lockForWriting(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    const { organizationId, assignment: before } = thread;
    if (thread.resolvedAt) return refuse("wrong-status", RESOLVED);
    const isSame = before?.userId === userId && before.dueOn === dueOn && !before.doneAt;
    if (isSame) return done([threadId]);
    const give = { userId, dueOn };
    const givable = await readerGivenTo(tx, found.subject.matter, organizationId, give);
    if (!givable.ok) return givable;
    const now = nextInstant(at, thread);
    await touchFor(
      tx,
      thread,
      now,
      [userId].filter((one) => one !== actor.userId),
    );
    await writeAssignment(tx, now, { threadId, userId: actor.userId, give, before });
    afterCommit(({ jobs }) => jobs.wake());
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/**
 * Takes it back: by whoever asked for it, by whom it was given to, who can't do it, or by anybody who may
 * write in the thread. The first two need no role: they only let go of what names them.
 */
export const takeThreadBack = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"take-back">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId }], afterCommit }) {
    const locked = await lockThread(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    const { organizationId, assignment } = thread;
    if (!assignment) return done([threadId]);
    const isTheirs = [assignment.userId, assignment.askedById].includes(actor.userId);
    const allowed = isTheirs ? done() : mayComment(actor, found.subject, organizationId);
    if (!allowed.ok) return allowed;
    const now = nextInstant(at, thread);
    await tx.assignment.deleteMany({ where: { threadId } });
    await touchFor(tx, thread, now, []);
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/**
 * Says that what was given is done, or is not after all: by whom it is given to alone. The thread stays
 * open, so that whoever asked looks and resolves it.
 */
export const finishThread = unaudited({
  on: documentTo("document.view"),
  takes: taking<[ThreadChangeOf<"done">]>(),
  async run({ tx, at, actor, found, extra: [{ threadId, isDone }], afterCommit }) {
    const locked = await lockThread(tx, actor, found, threadId);
    if (!locked.ok) return locked;
    const thread = locked.value;
    const { organizationId, assignment } = thread;
    if (!assignment) return refuse("conflict", TAKEN_BACK);
    const { userId, askedById, doneAt } = assignment;
    if (userId !== actor.userId) return refuse("forbidden", NOT_GIVEN);
    const told = may(actor, "matter.follow", found.subject);
    if (!told.ok) return told;
    if ((doneAt !== null) === isDone) return done([threadId]);
    const now = nextInstant(at, thread);
    await tx.assignment.updateMany({ where: { threadId }, data: { doneAt: isDone ? now : null } });
    await touchFor(tx, thread, now, isDone && askedById !== userId ? [askedById] : []);
    if (isDone && askedById !== userId) {
      await writeJob(tx, at, {
        kind: "mail.reminder",
        key: `mail:done:${threadId}:${now.getTime()}`,
        payload: { of: "said", userId: askedById, threadId, commentId: "" },
      });
      afterCommit(({ jobs }) => jobs.wake());
    }
    afterCommit(({ rooms }) => rooms.threadsChanged(found.row.id, [threadId], organizationId));
    return done([threadId]);
  },
  answer: answerThreads,
});

/** Refuses to give a thread to somebody who may not read it: nobody hears of what they can't see. */
export async function readerGivenTo(
  tx: Transaction,
  matter: MatterSubject,
  organizationId: string | null,
  give: GivenTo | undefined,
): Promise<Outcome<void>> {
  if (!give) return done();
  const mayRead = await readersAmong(tx, matter, [give.userId]);
  return mayRead(give.userId, organizationId) ? done() : refuse("conflict", NO_READER);
}

/** Keeps to whom a thread is given, and has them told as they chose: call it once they may read it. */
export async function writeAssignment(
  tx: Transaction,
  at: Date,
  {
    threadId,
    userId: givenById,
    give: { userId, dueOn },
    before,
  }: {
    readonly threadId: string;
    /** The giver. */
    readonly userId: string;
    readonly give: GivenTo;
    readonly before: Assignment | null;
  },
): Promise<void> {
  // Handing on what was given asks for nothing: whoever asked still hears what becomes of it.
  const isHandedOn = before?.userId === givenById && before.doneAt === null;
  const askedById = isHandedOn ? before.askedById : givenById;
  const given = { userId, askedById, givenById, givenAt: at, dueOn, doneAt: null };
  await tx.assignment.upsert({
    where: { threadId },
    create: { threadId, ...given },
    update: given,
  });
  if (userId === givenById) return;
  await writeJob(tx, at, {
    kind: "mail.reminder",
    key: `mail:given:${threadId}:${userId}:${at.getTime()}`,
    payload: { of: "given", userId, threadId, about: "given" },
  });
}

const NO_READER =
  "This person can’t read these comments. Nothing was lost; give it to somebody else, or let more people read it first.";
export const RESOLVED =
  "This comment is resolved. Nothing was changed; open it again to give it to somebody.";
const TAKEN_BACK = "This comment was taken back from you. Nothing is left to do here.";
const NOT_GIVEN =
  "Only the person to whom a comment is given says that it is done. Nothing was changed; take it back, or resolve it.";
