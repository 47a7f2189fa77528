import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { findActs, type MatterForActs } from "#app/domain/search/acts.ts";
import type { FoundGroup } from "#app/domain/search/found.ts";
import { subjectOfMatter, FOR_MATTER_SUBJECT } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";

/** Matters of which acts are offered, the newest: whoever has more of them goes by the matter's page. */
const MOST_MATTERS = 200;

/** Acts open to the actor that answer a query; null where none does. */
export async function searchActs(
  resources: Pick<Resources, "database">,
  actor: Actor,
  query: string,
): Promise<FoundGroup | null> {
  const items = findActs(actor, await mattersForActs(resources, actor), query);
  return items.length > 0 ? { kind: "act", items, hasMore: false } : null;
}

async function mattersForActs(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
): Promise<MatterForActs[]> {
  const rows = await client.matter.findMany({
    where: {
      archivedAt: null,
      parties: {
        some: { organizationId: { in: actor.memberships.map((place) => place.organizationId) } },
      },
    },
    select: {
      ...FOR_MATTER_SUBJECT,
      slug: true,
      title: true,
      _count: { select: { dockets: true } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: MOST_MATTERS,
  });
  return rows
    .map(({ slug, title, _count, ...row }) => ({
      slug,
      title,
      subject: subjectOfMatter(row),
      hasDocket: _count.dockets > 0,
    }))
    .filter(({ subject }) => may(actor, "matter.view", { matter: subject }).ok);
}
