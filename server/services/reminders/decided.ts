import * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { entryOfDecided, type WaitingEntry } from "#app/domain/deadlines/waiting.ts";
import type { Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { writeJob, type TakenJob } from "#server/jobs/index.ts";
import { guestsAmong, jobForDecidedGuest } from "#server/services/guests/answered.ts";
import { blockIdsOf } from "#server/services/threads/load.ts";
import { decidedFor } from "#server/services/home/said.ts";
import type { Resources } from "#server/services/resources.ts";

const decisionPayload = z.object({ threadIds: z.array(z.string()) });

/** The content of a letter about a person's suggestions to one document, as its job keeps it. */
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
/** Milliseconds after which no further task is begun: an attempt at a job is far longer. */
const MERGING_MS = 3_000;

/** Of a decided suggestion, none of its blocks is read. */
const DECIDED = {
  suggestion: {
    select: {
      state: true,
      decidedAt: true,
      decidedById: true,
      reopenedAt: true,
      reopenedById: true,
      blockIds: true,
      bytes: true,
    },
  },
} satisfies Prisma.ThreadInclude;

/**
 * Everything that follows from a decision: a letter to each suggester about all that is decided on the document
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
    include: DECIDED,
    orderBy: { id: "asc" },
  });
  const decided = threads
    .flatMap((thread) => {
      const { decidedAt, decidedById, reopenedAt, reopenedById } = thread.suggestion ?? {};
      const [at, by] = [decidedAt ?? reopenedAt, decidedById ?? reopenedById];
      return at && by ? [{ ...thread, at, by }] : [];
    })
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const overtaken = await overtakenThreads(resources, decided);
  const shared = decided.filter(({ organizationId }) => organizationId === null);
  const suggesters = shared.map(({ createdById }) => createdById);
  const guests = await guestsAmong(client, resources.clock(), suggesters);
  return async (tx, at) => {
    const written = new Set<string>();
    const letter = async (userId: string, about: DecidedPayload["about"], of: DecisionMade) => {
      const since = Math.floor(of.at.getTime() / TOGETHER_MS) * TOGETHER_MS;
      const key = `mail:${about}:${of.documentId}:${userId}:${since}`;
      if (written.has(key)) return;
      written.add(key);
      const until = new Date(since + TOGETHER_MS);
      await writeJob(tx, at, {
        kind: "mail.reminder",
        key,
        payload: {
          of: "decided",
          userId,
          documentId: of.documentId,
          about,
          since: new Date(since).toISOString(),
          until: until.toISOString(),
        },
        runAt: until,
      });
    };
    for (const { createdById, at: decidedAt } of shared) {
      const linkId = guests.get(createdById);
      if (linkId === undefined) continue;
      const since = new Date(Math.floor(decidedAt.getTime() / TOGETHER_MS) * TOGETHER_MS);
      const until = new Date(since.getTime() + TOGETHER_MS);
      const job = jobForDecidedGuest(linkId, { since, until });
      if (!written.has(job.key)) await writeJob(tx, at, job);
      written.add(job.key);
    }
    for (const each of decided) {
      if (each.createdById !== each.by) await letter(each.createdById, "decided", each);
    }
    const accepted = await tx.suggestion.findMany({
      where: { threadId: { in: overtaken.map(({ decision }) => decision.id) }, state: "accepted" },
      select: { threadId: true },
    });
    const stand = new Set(accepted.map(({ threadId }) => threadId));
    for (const { id, userId, changedAt, decision } of overtaken) {
      if (!stand.has(decision.id)) continue;
      const { count } = await tx.suggestion.updateMany({
        where: { threadId: id, state: "open", overtakenById: null },
        data: { overtakenById: decision.by, overtakenAt: later(at, changedAt) },
      });
      if (count === 0) continue;
      // Nothing in the thread changed: it is unread again to its author alone.
      await tx.threadRead.updateMany({
        where: { userId, threadId: id, at: { gte: changedAt } },
        data: { at: new Date(changedAt.getTime() - 1) },
      });
      await letter(userId, "overtaken", decision);
    }
  };
}

/** By whom and when some were decided: those of one job may have been decided anew meanwhile. */
interface DecisionMade {
  readonly id: string;
  readonly documentId: string;
  readonly by: string;
  readonly at: Date;
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

/** The same, with the decision that overtook it. */
interface OvertakenThread extends RivalThread {
  readonly decision: DecisionMade;
}

type DecidedThread = Prisma.ThreadGetPayload<{ include: typeof DECIDED }> & DecisionMade;

/** Open suggestions of others for words that accepted ones changed otherwise. */
async function overtakenThreads(
  resources: Resources,
  decided: readonly DecidedThread[],
): Promise<readonly OvertakenThread[]> {
  const ends = performance.now() + MERGING_MS;
  const found = new Map<string, OvertakenThread>();
  const groups = new Map<string, DecidedThread[]>();
  for (const each of decided.filter(({ suggestion }) => suggestion?.state === "accepted")) {
    // That one organization's own suggestion was accepted, nobody else learns (M2).
    const key = `${each.organizationId ?? ""} ${each.by} ${each.at.getTime()}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  for (const some of groups.values()) {
    for (const one of await overtakenBy(resources, some, ends)) {
      if (!found.has(one.id)) found.set(one.id, one);
    }
  }
  return [...found.values()];
}

/** Those of one decision, of one scope. Only the blocks of rivals for the same paragraphs are read. */
async function overtakenBy(
  resources: Resources,
  accepted: readonly DecidedThread[],
  ends: number,
): Promise<readonly OvertakenThread[]> {
  const [decision] = accepted;
  if (!decision) return [];
  const { documentId, organizationId } = decision;
  const open = await resources.database.client.thread.findMany({
    where: {
      documentId,
      createdAt: { lt: decision.at },
      createdById: { not: decision.by },
      ...(organizationId === null ? {} : { organizationId }),
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
  const acceptedFor = new Map<string, DecidedThread[]>();
  for (const each of accepted) {
    for (const blockId of blocksOf(each)) {
      acceptedFor.set(blockId, [...(acceptedFor.get(blockId) ?? []), each]);
    }
  }
  const overtaken: RivalThread[] = [];
  const merged: { readonly rival: RivalThread; readonly by: ReadonlySet<string> }[] = [];
  for (const { id, createdById: userId, changedAt, suggestion } of open) {
    const rival = { id, userId, changedAt };
    const by = blocksOf({ suggestion }).flatMap((blockId) => acceptedFor.get(blockId) ?? []);
    const bytes = (each: DecidedThread) => (each.suggestion?.bytes ?? 0) + (suggestion?.bytes ?? 0);
    if (by.some((each) => bytes(each) > MOST_MERGED_BYTES)) overtaken.push(rival);
    else if (by.length > 0) merged.push({ rival, by: new Set(by.map((each) => each.id)) });
  }
  for (let at = 0; at < merged.length && performance.now() < ends; at += MERGED_AT_ONCE) {
    const some = merged.slice(at, at + MERGED_AT_ONCE);
    const by = new Set(some.flatMap((each) => [...each.by]));
    const rivals = some.map(({ rival }) => rival);
    overtaken.push(...(await overtakenAmong(resources, { documentId, by: [...by], rivals })));
  }
  return overtaken.map((rival) => ({ ...rival, decision }));
}

function blocksOf({ suggestion }: WithHead): readonly string[] {
  return suggestion ? blockIdsOf(suggestion) : [];
}

interface WithHead {
  readonly suggestion: { readonly blockIds: string } | null;
}

/** Some at once: others' tasks take turns with them. */
async function overtakenAmong(
  { database: { client }, drafts }: Resources,
  {
    documentId,
    by,
    rivals,
  }: {
    readonly documentId: string;
    readonly by: readonly string[];
    readonly rivals: readonly RivalThread[];
  },
): Promise<readonly RivalThread[]> {
  const rows = await client.suggestion.findMany({
    where: { threadId: { in: [...by, ...rivals.map(({ id }) => id)] } },
    select: { threadId: true, base: true, proposed: true },
  });
  const blocks = new Map(rows.map(({ threadId, ...row }) => [threadId, row]));
  const there = rivals.filter(({ id }) => blocks.has(id));
  const told = await drafts.overtaken(documentId, {
    accepted: by.flatMap((id) => blocks.get(id) ?? []),
    open: there.flatMap(({ id }) => blocks.get(id) ?? []),
  });
  // Where it costs too much, or can't be found out now, they say on their cards alone that the draft moved
  // on: the letters about the decisions themselves don't wait for it.
  return told.ok ? told.value.flatMap((index) => there[index] ?? []) : [];
}

/** The entries of a letter about suggestions to one document; none where all was read meanwhile. */
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
