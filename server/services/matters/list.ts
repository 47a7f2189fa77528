import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { MatterListView, MatterSummary } from "./views.ts";
import { subjectOfMatter } from "./load.ts";

/** The matters of the actor's organizations, last edited first. */
export async function listMatters(
  resources: Resources,
  actor: Actor,
): Promise<Outcome<MatterListView>> {
  return done({
    matters: await mattersOf(resources, actor),
    may: { create: mayCreateMatter(actor) },
  });
}

/** Whether the actor may create a matter that one of their organizations leads. */
export function mayCreateMatter(actor: Actor): boolean {
  return actor.memberships.some(
    ({ organizationId }) => may(actor, "matter.create", { organizationId }).ok,
  );
}

export async function mattersOf(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
): Promise<MatterSummary[]> {
  const rows = await client.matter.findMany({
    where: inReach(actor),
    include: FOR_LIST,
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const listed = await summariesOf(client, actor, rows);
  return listed
    .sort((one, other) => other.touched - one.touched)
    .map(({ touched: _order, ...summary }) => summary);
}

/** A page of them in the order of their slugs, for programs: what comes later is not read. */
export async function mattersAfter(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<Outcome<{ readonly matters: readonly MatterSummary[]; readonly isMore: boolean }>> {
  const found: MatterSummary[] = [];
  for (let from = after; ;) {
    const rows = await client.matter.findMany({
      where: { ...inReach(actor), slug: { gt: from } },
      include: FOR_LIST,
      orderBy: { slug: "asc" },
      take: limit + 1,
    });
    found.push(...(await summariesOf(client, actor, rows)));
    const last = rows.at(-1);
    if (found.length > limit || last === undefined || rows.length <= limit) break;
    // Some of these may not be seen.
    from = last.slug;
  }
  return done({ matters: found.slice(0, limit), isMore: found.length > limit });
}

/** A prefilter; whether a matter may be seen is decided for each, as everywhere. */
function inReach(actor: Actor) {
  const organizationIds = actor.memberships.map((place) => place.organizationId);
  return { parties: { some: { organizationId: { in: organizationIds } } } };
}

const FOR_LIST = {
  lead: true,
  parties: { include: { organization: true }, orderBy: { position: "asc" } },
} satisfies Prisma.MatterInclude;

type ListedRow = Prisma.MatterGetPayload<{ include: typeof FOR_LIST }>;

/** Those of the rows that the actor may see; their documents are counted by the database. */
async function summariesOf(client: PrismaClient, actor: Actor, all: readonly ListedRow[]) {
  const rows = all.filter((row) => may(actor, "matter.view", { matter: subjectOfMatter(row) }).ok);
  const counts = await client.document.groupBy({
    by: ["matterId"],
    where: { matterId: { in: rows.map(({ id }) => id) } },
    _count: { _all: true },
    _max: { editedAt: true },
  });
  const countOf = new Map(counts.map((one) => [one.matterId, one]));
  return rows.map((row) => {
    const { _count: count, _max: last } = countOf.get(row.id) ?? {};
    const editedAt = last?.editedAt ?? null;
    return {
      id: row.id,
      slug: row.slug,
      title: row.title,
      lead: organizationTag(row.lead),
      parties: row.parties.map(({ organization }) => organizationTag(organization)),
      documentCount: count?._all ?? 0,
      editedAt: editedAt?.toISOString() ?? null,
      archivedAt: row.archivedAt?.toISOString() ?? null,
      may: { createDocument: may(actor, "document.create", { matter: subjectOfMatter(row) }).ok },
      touched: (editedAt ?? row.createdAt).getTime(),
    };
  });
}
