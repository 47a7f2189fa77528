import type { Actor } from "#app/domain/actor.ts";
import type { RecordReader } from "#app/domain/audit-record/readers.ts";
import { may } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { subjectOfMatter, WITH_PARTIES } from "#server/services/matters/load.ts";

/** A matter whose lines somebody reads. */
export interface ReadableMatter {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly partyIds: ReadonlySet<string>;
}

/** Somebody who reads the record, with the matters that their lines may be of. */
export interface LoadedReader extends RecordReader {
  readonly matters: ReadonlyMap<string, ReadableMatter>;
}

/** All that decides which lines the actor may read now, as far as their sign-in reaches (P8). */
export async function loadReader(client: PrismaClient, actor: Actor): Promise<LoadedReader> {
  const organizationIds = actor.memberships.map((place) => place.organizationId);
  const rows = await client.matter.findMany({
    // A prefilter; whether a matter may be seen is decided below, as everywhere.
    where: { parties: { some: { organizationId: { in: organizationIds } } } },
    include: WITH_PARTIES,
    // Narratives are long, and this is asked again for each piece of a file of lines.
    omit: { narrative: true, sharedFacts: true },
    orderBy: [{ title: "asc" }, { id: "asc" }],
  });
  const seen = rows.flatMap((row) => {
    const matter = subjectOfMatter(row);
    if (!may(actor, "matter.view", { matter }).ok) return [];
    const watches = may(actor, "matter.watch-names", { matter }).ok;
    return [{ id: row.id, slug: row.slug, title: row.title, partyIds: matter.partyIds, watches }];
  });
  const those = (permission: "organization.view" | "organization.manage-people") =>
    new Set(
      organizationIds.filter((organizationId) => may(actor, permission, { organizationId }).ok),
    );
  const administeredIds = those("organization.manage-people");
  const people =
    administeredIds.size === 0
      ? []
      : await client.membership.findMany({
          where: { organizationId: { in: [...administeredIds] } },
          select: { userId: true },
        });
  return {
    userId: actor.userId,
    isWorkspaceAdministrator: may(actor, "workspace.mend-jobs", {}).ok,
    organizationIds: those("organization.view"),
    administeredIds,
    administeredPeople: new Set(people.map(({ userId }) => userId)),
    matterIds: new Set(seen.map(({ id }) => id)),
    watchedMatterIds: new Set(seen.flatMap(({ id, watches }) => (watches ? [id] : []))),
    matters: new Map(seen.map((matter) => [matter.id, matter])),
  };
}
