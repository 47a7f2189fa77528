import * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { entryOfDecided, type WaitingEntry } from "#app/domain/deadlines/waiting.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { JobFailed, writeJob, type TakenJob } from "#server/jobs/index.ts";
import { decidedFor } from "#server/services/home/said.ts";
import type { Resources } from "#server/services/resources.ts";
import type { MarginWork } from "#server/workers/margin/index.ts";

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
/** Bytes of blocks that are merged; of more, the same paragraphs count as the same words. */
const MOST_MERGED_BYTES = 32_000;
/** Suggestions that are merged in one task. */
const MERGED_AT_ONCE = 10;

/** Of a decided suggestion, none of its blocks is read. */
const DECIDED = {
  suggestion: {
    select: { state: true, decidedAt: true, decidedById: true, blockIds: true, bytes: true },
  },
  document: { select: { matter: { select: { leadOrganizationId: true } } } },
} satisfies Prisma.ThreadInclude;

/**
 * What follows from a decision: a letter to the suggester about all that is decided on the document within
 * some minutes, since "accept all" decides many; and those whose suggestions it overtook are told on Home
 * and by letter.
 */
export async function tellOfDecision(
  { database: { client }, margin }: Resources,
  job: TakenJob,
): Promise<(tx: Transaction, at: Date) => Promise<void>> {
  const { threadId } = decisionPayload.parse(job.payload);
  const thread = await client.thread.findUnique({ where: { id: threadId }, include: DECIDED });
  const { decidedAt, decidedById } = thread?.suggestion ?? {};
  if (!thread || !decidedAt || !decidedById) return async () => undefined;
  const { documentId, createdById } = thread;
  const overtaken = await overtakenThreads(client, margin, thread);
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

/** An open suggestion of somebody else, for blocks that an accepted one changed. */
interface RivalThread {
  readonly id: string;
  readonly userId: string;
  readonly changedAt: Date;
}

/** Open suggestions of others for words that an accepted one changed otherwise. */
async function overtakenThreads(
  client: PrismaClient,
  margin: MarginWork,
  accepted: Prisma.ThreadGetPayload<{ include: typeof DECIDED }>,
): Promise<RivalThread[]> {
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
    select: {
      id: true,
      createdById: true,
      changedAt: true,
      suggestion: { select: { blockIds: true, bytes: true } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: MOST_OPEN,
  });
  const replaced = new Set(suggestion.blockIds.split(" "));
  const overtaken: RivalThread[] = [];
  const merged: RivalThread[] = [];
  for (const { id, createdById: userId, changedAt, suggestion: other } of open) {
    if (!other?.blockIds.split(" ").some((blockId) => blockId !== "" && replaced.has(blockId))) {
      continue;
    }
    const isLong = other.bytes + suggestion.bytes > MOST_MERGED_BYTES;
    (isLong ? overtaken : merged).push({ id, userId, changedAt });
  }
  const by = accepted.document.matter.leadOrganizationId;
  for (let at = 0; at < merged.length; at += MERGED_AT_ONCE) {
    const some = merged.slice(at, at + MERGED_AT_ONCE);
    overtaken.push(...(await overtakenAmong(client, margin, { accepted: accepted.id, some, by })));
  }
  return overtaken;
}

/** Some at once: others' tasks take turns with them. Where merging costs too much, the same blocks count as the same words. */
async function overtakenAmong(
  client: PrismaClient,
  margin: MarginWork,
  {
    accepted,
    some,
    by,
  }: { readonly accepted: string; readonly some: readonly RivalThread[]; readonly by: string },
): Promise<readonly RivalThread[]> {
  const rows = await client.suggestion.findMany({
    where: { threadId: { in: [accepted, ...some.map(({ id }) => id)] } },
    select: { threadId: true, base: true, proposed: true },
  });
  const bodies = new Map(rows.map((row) => [row.threadId, row]));
  const own = bodies.get(accepted);
  const rivals = some.filter(({ id }) => bodies.has(id));
  if (!own) return [];
  const open = rivals.flatMap(({ id }) => bodies.get(id) ?? []);
  const told = await margin.overtaken({ accepted: own, open }, by);
  if (!told.ok && told.refusal.code === "unavailable") throw new JobFailed(told.refusal.sentence);
  return told.ok ? rivals.filter((_, index) => told.value[index]) : rivals;
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
