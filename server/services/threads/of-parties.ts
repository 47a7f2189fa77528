import type { Actor } from "#app/domain/actor.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { wholeThreads } from "./load.ts";
import { threadViews } from "./views.ts";

/** After which thread a page begins: the latest one of the page before. */
interface AfterThread {
  readonly at: Date;
  readonly id: string;
}

/**
 * The threads beside a document that everybody of the parties sees, in the order in which they began:
 * none of one organization's own, whoever asks.
 */
export async function threadsOfParties(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
  { after, limit }: { readonly after: AfterThread | null; readonly limit: number },
): Promise<Outcome<{ readonly threads: readonly ThreadView[]; readonly isMore: boolean }>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const ofParties = { documentId, organizationId: null };
  const heads = await client.thread.findMany({
    where: {
      ...ofParties,
      ...(after && {
        OR: [{ createdAt: { gt: after.at } }, { createdAt: after.at, id: { gt: after.id } }],
      }),
    },
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: limit + 1,
  });
  const ids = heads.slice(0, limit).map(({ id }) => id);
  // Asked again with its readers: one may have been taken out of all parties' sight meanwhile.
  const rows = await wholeThreads(client, { ...ofParties, id: { in: ids } });
  const threads = await threadViews(client, actor, found.value, rows);
  threads.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
  return done({ threads, isMore: heads.length > limit });
}
