import * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { entryOfDecided, type WaitingEntry } from "#app/domain/deadlines/waiting.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { writeJob, type TakenJob } from "#server/jobs/index.ts";
import { decidedFor } from "#server/services/home/said.ts";
import type { Resources } from "#server/services/resources.ts";
import { overtakenBy } from "#server/services/threads/overtaken.ts";

const decisionPayload = z.object({ threadId: z.string() });

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
 * What follows from a decision: a letter to the suggester about all that is decided on the document within
 * some minutes, since "accept all" decides many; and those whose suggestions it overtook are told on Home
 * and by letter.
 */
export async function tellOfDecision(
  { database: { client } }: Resources,
  job: TakenJob,
): Promise<(tx: Transaction, at: Date) => Promise<void>> {
  const { threadId } = decisionPayload.parse(job.payload);
  const thread = await client.thread.findUnique({
    where: { id: threadId },
    include: { suggestion: true },
  });
  const { decidedAt, decidedById } = thread?.suggestion ?? {};
  if (!thread || !decidedAt || !decidedById) return async () => undefined;
  const { documentId, createdById } = thread;
  const overtaken = await overtakenThreads(client, thread);
  const since = Math.floor(decidedAt.getTime() / TOGETHER_MS) * TOGETHER_MS;
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
    if (createdById !== decidedById) await letter(createdById, "decided");
    for (const { id, userId, changedAt } of overtaken) {
      const { count } = await tx.suggestion.updateMany({
        where: { threadId: id, state: "open", overtakenById: null },
        data: { overtakenById: decidedById, overtakenAt: later(at, changedAt) },
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

/** Open suggestions of others for words that an accepted one changed otherwise. */
async function overtakenThreads(
  client: PrismaClient,
  accepted: Prisma.ThreadGetPayload<{ include: { suggestion: true } }>,
): Promise<{ readonly id: string; readonly userId: string; readonly changedAt: Date }[]> {
  const { suggestion } = accepted;
  if (!suggestion?.decidedAt || suggestion.state !== "accepted") return [];
  const open = await client.thread.findMany({
    where: {
      documentId: accepted.documentId,
      createdAt: { lt: suggestion.decidedAt },
      createdById: { not: suggestion.decidedById ?? "" },
      // That one organization's own suggestion was accepted, nobody else learns (M2).
      ...(accepted.organizationId === null ? {} : { organizationId: accepted.organizationId }),
      suggestion: { state: "open", overtakenById: null },
    },
    include: { suggestion: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: MOST_OPEN,
  });
  const isOvertaken = overtakenBy(suggestion);
  const found = [];
  for (const { id, createdById: userId, changedAt, suggestion: other } of open) {
    if (other && isOvertaken(other)) found.push({ id, userId, changedAt });
    // Merging takes a while: others' keystrokes go first.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
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
