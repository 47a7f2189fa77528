import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { MatterListView, MatterSummary } from "./views.ts";
import { factsOfMatter } from "./load.ts";

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
  { database }: Pick<Resources, "database">,
  actor: Actor,
): Promise<MatterSummary[]> {
  const rows = await database.client.matter.findMany({
    // A prefilter; whether a matter may be seen is decided below, as everywhere.
    where: {
      parties: {
        some: { organizationId: { in: actor.memberships.map((place) => place.organizationId) } },
      },
    },
    include: {
      lead: true,
      parties: { include: { organization: true }, orderBy: { position: "asc" } },
      documents: { select: { editedAt: true }, orderBy: { editedAt: "desc" } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const touched = (row: (typeof rows)[number]) =>
    (row.documents[0]?.editedAt ?? row.createdAt).getTime();
  return rows
    .filter((row) => may(actor, "matter.view", { matter: factsOfMatter(row) }).ok)
    .sort((one, other) => touched(other) - touched(one))
    .map((row) => ({
      id: row.id,
      slug: row.slug,
      title: row.title,
      lead: organizationTag(row.lead),
      parties: row.parties.map(({ organization }) => organizationTag(organization)),
      documentCount: row.documents.length,
      editedAt: row.documents[0]?.editedAt.toISOString() ?? null,
      archivedAt: row.archivedAt?.toISOString() ?? null,
      may: { createDocument: may(actor, "document.create", { matter: factsOfMatter(row) }).ok },
    }));
}
