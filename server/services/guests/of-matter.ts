import type { MatterSubject } from "#app/domain/matter.ts";
import { guestName } from "#app/domain/guest.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { openGuestsAt } from "./open.ts";
import type { MatterGuest } from "./views.ts";

/** The guests of a matter's documents, for who may see the matter. */
export async function guestsOfMatter(
  client: PrismaClient,
  { matterId, partyIds, isArchived }: MatterSubject,
  at: Date,
): Promise<MatterGuest[]> {
  if (isArchived) return [];
  const documents = await client.document.findMany({
    where: { matterId },
    select: { id: true, title: true },
  });
  const links = await client.guestLink.findMany({
    where: {
      documentId: { in: documents.map(({ id }) => id) },
      organizationId: { in: [...partyIds] },
      ...openGuestsAt(at),
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (links.length === 0) return [];
  const organizations = await client.organization.findMany({
    where: { id: { in: [...partyIds] } },
    select: { id: true, shortName: true },
  });
  return links.flatMap(({ id: linkId, documentId, organizationId, name }) => {
    const document = documents.find(({ id }) => id === documentId);
    const organization = organizations.find(({ id }) => id === organizationId);
    return document && organization
      ? [{ linkId, name: guestName(name, organization.shortName), document }]
      : [];
  });
}
