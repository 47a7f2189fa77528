import type { Actor } from "#app/domain/actor.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { writeDecisionFollowUp } from "#server/services/reminders/decision-follow-up.ts";
import { type OpenThreads, openThreadsOf } from "#server/services/threads/open.ts";
import { decideAll } from "#server/services/threads/suggestions.ts";

/** Everything open beside a draft when it is about to be submitted, and when it was listed (M13). */
export interface ListedThreads extends OpenThreads {
  /** ISO instant. */
  readonly listedAt: string;
}

/** The open comments and suggestions of the parties; never one organization's (M2). */
export async function showOpenThreads(
  { database, clock }: Pick<Resources, "database" | "clock">,
  actor: Actor,
  documentId: string,
): Promise<ListedThreads> {
  const listedAt = clock().toISOString();
  return { ...(await openThreadsOf(database.client, actor, documentId)), listedAt };
}

/** Whether somebody has to choose what becomes of open threads: of the parties alone (M2). */
export async function hasOpenThreads(
  client: PrismaClient | Transaction,
  documentId: string,
): Promise<boolean> {
  return (await client.thread.count({ where: openOf(documentId) })) > 0;
}

/**
 * Closes what was listed: comments are resolved, suggestions rejected, and who made them is told; wake the
 * jobs after the commit. What was said after the list was
 * made stays open, since nobody who chose has seen it.
 */
export async function closeThreads(
  tx: Transaction,
  {
    documentId,
    by,
    at,
    upTo,
  }: { readonly documentId: string; readonly by: string; readonly at: Date; readonly upTo: Date },
) {
  const rows = await tx.thread.findMany({
    where: { ...openOf(documentId), changedAt: { lte: upTo } },
    select: {
      id: true,
      createdById: true,
      changedAt: true,
      suggestion: { select: { state: true, overtakenAt: true } },
    },
    orderBy: { id: "asc" },
  });
  const ids = rows.map(({ id }) => id);
  const open = rows.filter(({ suggestion }) => suggestion?.state === "open");
  await tx.thread.updateMany({
    where: { id: { in: ids } },
    data: { resolvedById: by, resolvedAt: at, changedAt: at },
  });
  if (open.length > 0) {
    const decidedAt = await decideAll(tx, open, { state: "rejected", by, at });
    const threadIds = open.map(({ id }) => id);
    await writeDecisionFollowUp(tx, at, { threadIds, decidedAt });
  }
  const suggestions = open.map(({ id, createdById }) => ({ id, suggestedById: createdById }));
  return { ids, suggestions };
}

function openOf(documentId: string) {
  return { documentId, organizationId: null, resolvedAt: null };
}
