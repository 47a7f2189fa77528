import type { Actor } from "#app/domain/actor.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";
import { type OpenThreads, openThreadsOf } from "#server/services/threads/open.ts";

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
 * Closes what was listed: comments are resolved, suggestions rejected. What was said after the list was
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
    select: { id: true, createdById: true, suggestion: { select: { state: true } } },
    orderBy: { id: "asc" },
  });
  const ids = rows.map(({ id }) => id);
  const open = rows.filter(({ suggestion }) => suggestion?.state === "open");
  await tx.thread.updateMany({
    where: { id: { in: ids } },
    data: { resolvedById: by, resolvedAt: at, changedAt: at },
  });
  await tx.suggestion.updateMany({
    where: { threadId: { in: open.map(({ id }) => id) } },
    data: {
      state: "rejected",
      decidedById: by,
      decidedAt: at,
    },
  });
  const suggestions = open.map(({ id, createdById }) => ({ id, suggestedById: createdById }));
  return { ids, suggestions };
}

function openOf(documentId: string) {
  return { documentId, organizationId: null, resolvedAt: null };
}
