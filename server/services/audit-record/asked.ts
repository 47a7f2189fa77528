import type { Actor } from "#app/domain/actor.ts";
import type { RecordFilter } from "#app/domain/audit-record/filter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { personTags } from "#server/services/people/tag.ts";
import { loadReader, type LoadedReader, type ReadableMatter } from "./reader.ts";
import { filteredLines, type LinesWhere } from "./where.ts";

/** Somebody's query of the record, with their rights of now. */
interface AskedLines {
  readonly reader: LoadedReader;
  readonly matter: ReadableMatter | null;
  readonly where: LinesWhere;
}

/** Not found for a matter that the actor may not see, as for one that there is not. */
export async function askedLines(
  client: PrismaClient,
  actor: Actor,
  slug: string | null,
  filter: RecordFilter,
): Promise<Outcome<AskedLines>> {
  const reader = await loadReader(client, actor);
  const wanted = slug ?? filter.matter;
  const matter =
    wanted === null ? null : [...reader.matters.values()].find((each) => each.slug === wanted);
  if (matter === undefined) return refuse("not-found");
  const where = {
    AND: [
      filteredLines(filter, matter?.id ?? null),
      filter.organization === null
        ? {}
        : await linesOfOrganization(client, reader, filter.organization),
    ],
  };
  return done({ reader, matter: slug === null ? null : matter, where });
}

/** Lines that name the organization, and those that name none, of people who are shown as of it. */
async function linesOfOrganization(
  client: PrismaClient,
  reader: LoadedReader,
  organizationId: string,
): Promise<LinesWhere> {
  const shown = new Set([
    ...[...reader.matters.values()].flatMap(({ partyIds }) => [...partyIds]),
    ...reader.organizationIds,
  ]);
  const rows = shown.has(organizationId)
    ? await client.membership.findMany({ where: { organizationId }, select: { userId: true } })
    : [];
  const people = await personTags(
    client,
    rows.map(({ userId }) => userId),
    shown,
  );
  const own = [...people.values()].filter(
    ({ organization }) => organization?.id === organizationId,
  );
  return {
    OR: [
      { organizationId },
      { organizationId: null, actorId: { in: own.map(({ userId }) => userId) } },
    ],
  };
}
