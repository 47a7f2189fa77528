import type { PrismaClient } from "#server/database/index.ts";
import { organizationsEver } from "#server/services/matters/parties-ever.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { readableLines } from "./where.ts";
import type { LoadedReader } from "./reader.ts";
import type { RecordPageView } from "./views.ts";

/** Entries of a list to choose from. */
const MOST_CHOICES = 500;

const BY_NAME = [{ name: "asc" }, { id: "asc" }] as const;
/** Of hundreds of people no more than is shown: never a secret. */
const SHOWN_NAME = { id: true, name: true, unconfirmed: true } as const;
const BY_TITLE = [{ title: "asc" }, { id: "asc" }] as const;

/** Choices to filter a record by: people, organizations and documents that its reader knows anyway. */
export async function choicesOf(
  client: PrismaClient,
  reader: LoadedReader,
  matter: { readonly id: string } | null,
): Promise<RecordPageView["choices"]> {
  const matters = [...reader.matters.values()];
  const partyIds = matters.flatMap(({ partyIds: ids }) => [...ids]);
  const known = { in: [...new Set([...partyIds, ...reader.organizationIds])] };
  const [people, organizations, documents] = await Promise.all([
    matter
      ? actorsIn(client, reader, matter.id)
      : client.user.findMany({
          where: { memberships: { some: { organizationId: known } } },
          orderBy: [...BY_NAME],
          take: MOST_CHOICES,
          select: SHOWN_NAME,
        }),
    matter
      ? organizationsEver(client, matter.id)
      : client.organization.findMany({
          where: { id: known },
          orderBy: [...BY_NAME],
          take: MOST_CHOICES,
        }),
    client.document.findMany({
      where: { matterId: { in: matter ? [matter.id] : [...reader.matterIds] } },
      orderBy: [...BY_TITLE],
      take: MOST_CHOICES,
      select: { id: true, title: true },
    }),
  ]);
  return {
    people: people.map((person) => ({ id: person.id, name: shownName(person) })),
    organizations: organizations.map(({ id, shortName }) => ({ id, name: shortName })),
    documents: documents.map(({ id, title }) => ({ id, name: title })),
    matters: matter ? [] : matters.map(({ slug, title }) => ({ id: slug, name: title })),
  };
}

/** Whoever did something in the matter that its reader may read of, those who have left among them. */
async function actorsIn(client: PrismaClient, reader: LoadedReader, matterId: string) {
  const groups = await client.auditEvent.groupBy({
    by: ["actorId"],
    where: { AND: [{ matterId }, readableLines(reader)] },
    orderBy: { actorId: "asc" },
    take: MOST_CHOICES,
  });
  return client.user.findMany({
    where: { id: { in: groups.flatMap(({ actorId }) => actorId ?? []) } },
    orderBy: [...BY_NAME],
    select: SHOWN_NAME,
  });
}
