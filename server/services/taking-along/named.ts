import type { ArchivedOrganization, ArchivedPerson } from "#app/domain/archive/format.ts";
import { isStandInAddress, nameInArchive } from "#app/domain/archive/stand-in.ts";
import { shownName } from "#app/domain/shown-name.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { NamedIds } from "./scope.ts";

const ROWS_PER_QUERY = 200;

/** The organizations that rows and lines name, by their ids. */
export async function* archivedOrganizations(
  client: PrismaClient,
  { organizations }: NamedIds,
): AsyncGenerator<ArchivedOrganization> {
  for (const ids of inTurns(organizations)) {
    const rows = await client.organization.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        slug: true,
        name: true,
        shortName: true,
        city: true,
        website: true,
        pressName: true,
        pressEmail: true,
        colour: true,
        broughtFrom: true,
      },
    });
    yield* rows.toSorted(byId).map(({ broughtFrom, ...row }) => ({
      ...row,
      ...(broughtFrom === null
        ? {}
        : { name: nameInArchive(row.name), shortName: nameInArchive(row.shortName) }),
    }));
  }
}

/** The people whom they name, with their places in those organizations; no address. */
export async function* archivedPeople(
  client: PrismaClient,
  { people, organizations }: NamedIds,
): AsyncGenerator<ArchivedPerson> {
  for (const ids of inTurns(people)) {
    const rows = await client.user.findMany({
      where: { id: { in: ids } },
      include: { memberships: { select: { organizationId: true } } },
    });
    for (const row of rows.toSorted(byId)) {
      const places = row.memberships.map(({ organizationId }) => organizationId);
      const organizationIds = places.filter((id) => organizations.has(id)).toSorted();
      const name = isStandInAddress(row.email) ? nameInArchive(row.name) : shownName(row);
      yield { id: row.id, name, organizationIds };
    }
  }
}

function* inTurns(ids: ReadonlySet<string>): Generator<string[]> {
  const sorted = [...ids].toSorted();
  for (let from = 0; from < sorted.length; from += ROWS_PER_QUERY) {
    yield sorted.slice(from, from + ROWS_PER_QUERY);
  }
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}
