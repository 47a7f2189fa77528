import * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { entryOfDecided, type WaitingEntry } from "#app/domain/deadlines/waiting.ts";
import type { Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { writeJob, type TakenJob } from "#server/jobs/index.ts";
import { decidedFor } from "#server/services/home/said.ts";
import type { Resources } from "#server/services/resources.ts";

const decisionPayload = z.object({ threadIds: z.array(z.string()) });

/** What a letter about a person's suggestions to one document says, as its job keeps it. */
export const decidedPayload = z.object({
  of: z.literal("decided"),
  userId: z.string(),
  documentId: z.string(),
  about: z.enum(["decided", "overtaken"]),
  /** The instants between which it was decided. */
  since: z.string(),
  until: z.string(),
});
type DecidedPayload = z.output<typeof decidedPayload>;

/** Milliseconds whose decisions on one person's suggestions to one document are one letter. */
const TOGETHER_MS = 3 * 60_000;
/** Open suggestions of a document that are looked at, the latest first. */
const MOST_OPEN = 500;

/**
 * What follows from a decision: a letter to each suggester about all that is decided on the document
 * within some minutes, since one often decides many; and those whose suggestions it overtook are told on
 * Home and by letter. The same where decided suggestions were opened again.
 */
export async function tellOfDecision(
  resources: Resources,
  job: TakenJob,
): Promise<(tx: Transaction, at: Date) => Promise<void>> {
  const { client } = resources.database;
  const { threadIds } = decisionPayload.parse(job.payload);
  const threads = await client.thread.findMany({
    where: { id: { in: threadIds } },
    include: { suggestion: true },
  });
  const decided = threads.flatMap((thread) => {
    const { decidedAt, decidedById, reopenedAt, reopenedById } = thread.suggestion ?? {};
    const [at, by] = [decidedAt ?? reopenedAt, decidedById ?? reopenedById];
    return at && by ? [{ ...thread, at, by }] : [];
  });
  const [first] = decided;
  if (!first) return async () => undefined;
  const { documentId, by } = first;
  const overtaken = await overtakenThreads(resources, decided);
  const since = Math.floor(first.at.getTime() / TOGETHER_MS) * TOGETHER_MS;
  const until = new Date(since + TOGETHER_MS);
  return async (tx, at) => {
    const letter = (userId: string, about: DecidedPayload["about"]) =>
      writeJob(tx, at, {
        kind: "mail.reminder",
        key: `mail:${about}:${documentId}:${userId}:${since}`,
        payload: {
          of: "decided",
          userId,
          documentId,
          about,
          since: new Date(since).toISOString(),
          until: until.toISOString(),
        },
        runAt: until,
      });
    const suggesters = new Set(decided.map(({ createdById }) => createdById));
    for (const userId of suggesters) if (userId !== by) await letter(userId, "decided");
    for (const { id, userId, changedAt } of overtaken) {
      const { count } = await tx.suggestion.updateMany({
        where: { threadId: id, state: "open", overtakenById: null },
        data: { overtakenById: by, overtakenAt: later(at, changedAt) },
      });
      if (count === 0) continue;
      // Nothing in the thread changed: it is unread again to its author alone.
      await tx.threadRead.updateMany({
        where: { userId, threadId: id, at: { gte: changedAt } },
        data: { at: new Date(changedAt.getTime() - 1) },
      });
      await letter(userId, "overtaken");
    }
  };
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

/** Open suggestions of others for words that accepted ones changed otherwise. */
async function overtakenThreads(
  { database: { client }, drafts }: Resources,
  decided: readonly Prisma.ThreadGetPayload<{ include: { suggestion: true } }>[],
): Promise<{ readonly id: string; readonly userId: string; readonly changedAt: Date }[]> {
  const found = new Map<string, { id: string; userId: string; changedAt: Date }>();
  const accepted = decided.filter(({ suggestion }) => suggestion?.state === "accepted");
  // That one organization's own suggestion was accepted, nobody else learns (M2).
  for (const organizationId of new Set(accepted.map((each) => each.organizationId))) {
    const some = accepted.filter((each) => each.organizationId === organizationId);
    const [first] = some;
    const { decidedAt, decidedById } = first?.suggestion ?? {};
    if (!first || !decidedAt) continue;
    const { documentId } = first;
    const open = await client.thread.findMany({
      where: {
        documentId,
        createdAt: { lt: decidedAt },
        createdById: { not: decidedById ?? "" },
        ...(organizationId === null ? {} : { organizationId }),
        suggestion: { state: "open", overtakenById: null },
      },
      include: { suggestion: true },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      take: MOST_OPEN,
    });
    const overtaken = await drafts.overtaken(documentId, {
      accepted: some.flatMap((each) => each.suggestion ?? []).map(blocksOf),
      open: open.flatMap((each) => each.suggestion ?? []).map(blocksOf),
    });
    // They say on their cards, too, that the draft moved on.
    if (!overtaken.ok) continue;
    for (const index of overtaken.value) {
      const one = open[index];
      if (one) found.set(one.id, { id: one.id, userId: one.createdById, changedAt: one.changedAt });
    }
  }
  return [...found.values()];
}

function blocksOf({ base, proposed }: { readonly base: string; readonly proposed: string }) {
  return { base, proposed };
}

/** What a letter about suggestions to one document says; empty where all of it was read meanwhile. */
export async function entriesOfDecided(
  { database: { client } }: Resources,
  actor: Actor,
  { documentId, about, since, until }: DecidedPayload,
): Promise<WaitingEntry[]> {
  const decided = await decidedFor(client, actor, ({ decision, document }) => {
    if (document.id !== documentId) return false;
    if (decision.was === "overtaken") return about === "overtaken";
    return about === "decided" && decision.at >= since && decision.at < until;
  });
  return decided.map(entryOfDecided);
}
