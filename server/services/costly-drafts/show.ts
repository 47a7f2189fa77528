import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";
import type { CostlyDraftsView, CostlyDraftView, CostView, SetAsideView } from "./views.ts";

/**
 * Drafts with paused tasks, with their most expensive batches and authors, and what restores
 * removed. For the workspace's administrator, who sees names and titles, but no text.
 */
export async function showCostlyDrafts(
  { database: { client }, costlyDrafts }: Resources,
  actor: Actor,
): Promise<Outcome<CostlyDraftsView>> {
  const permitted = may(actor, "workspace.mend-drafts", {});
  if (!permitted.ok) return permitted;
  const drafts: CostlyDraftView[] = [];
  for (const paused of costlyDrafts.paused()) {
    const { documentId, why, since, retryAt } = paused;
    const row = await client.document.findUnique({
      where: { id: documentId },
      select: {
        title: true,
        sequence: true,
        generation: true,
        base: { select: { sequence: true } },
        matter: { select: { title: true, lead: { select: { shortName: true } } } },
      },
    });
    if (!row) continue;
    const from = row.base?.sequence ?? 0;
    const costs = paused.costs && (await withPeople(client, documentId, paused.costs));
    const worst = costs?.find(({ isBase }) => !isBase);
    drafts.push({
      documentId,
      title: row.title,
      matter: row.matter.title,
      organization: row.matter.lead.shortName,
      why,
      since: since.toISOString(),
      retryAt: retryAt.toISOString(),
      generation: row.generation,
      sequence: row.sequence,
      from,
      proposed: worst && worst.sequence > from ? worst.sequence - 1 : null,
      costs,
    });
  }
  return done({ drafts, setAside: await setAside(client) });
}

async function withPeople(
  client: PrismaClient,
  documentId: string,
  costs: readonly Omit<CostView, "people">[],
): Promise<CostView[]> {
  const sequences = costs.filter(({ isBase }) => !isBase).map(({ sequence }) => sequence);
  const where = { documentId, sequence: { in: sequences } };
  const rows = [
    ...(await client.draftUpdate.findMany({ where, select: { sequence: true, userId: true } })),
    ...(await client.draftAuthorship.findMany({ where, select: { sequence: true, userId: true } })),
  ];
  const ids = [...new Set(rows.flatMap(({ userId }) => userId ?? []))];
  const people = await client.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  return costs.map((cost) => {
    const theirs = new Set(
      rows.filter(({ sequence }) => sequence === cost.sequence).map(({ userId }) => userId),
    );
    const named = people.filter(({ id }) => !cost.isBase && theirs.has(id));
    return { ...cost, people: named.map(({ id, name }) => ({ userId: id, name })) };
  });
}

async function setAside(client: PrismaClient): Promise<SetAsideView[]> {
  const groups = await client.draftSetAside.groupBy({
    by: ["documentId", "generation"],
    _count: true,
    orderBy: [{ documentId: "asc" }, { generation: "desc" }],
    take: 100,
  });
  const titles = await client.document.findMany({
    where: { id: { in: groups.map(({ documentId }) => documentId) } },
    select: { id: true, title: true },
  });
  return groups.map(({ documentId, generation, _count }) => ({
    documentId,
    generation,
    title: titles.find(({ id }) => id === documentId)?.title ?? "",
    batches: _count,
  }));
}
