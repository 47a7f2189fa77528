import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import { documentFor, type LoadedDocument } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import { partiesHere } from "#server/services/matters/parties.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { guestDays, lastDayBefore } from "./days.ts";
import { openGuestsAt } from "./open.ts";
import type { DocumentReadersView, GuestView } from "./views.ts";

/** All who can see a document: the people of the parties, and its guests by name. */
export async function showReaders(
  resources: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<DocumentReadersView>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const parties = await partiesHere(client, row.matter);
  const end = may(actor, "document.end-guest", { document: subject }).ok;
  return done({
    document: documentTag(actor, row),
    parties,
    guests: await guestsOf(client, found.value, resources.clock(), end),
    may: {
      inviteFor: parties
        .filter(
          ({ id: organizationId }) =>
            may(actor, "document.invite-guest", { document: subject, organizationId }).ok,
        )
        .map(({ id, name }) => ({ id, name })),
      end,
    },
    mails: mailsLinks(resources),
    days: guestDays(resources.clock()),
  });
}

/** @param tellsAddress whether the reader may end links, and so has to know whose they are. */
async function guestsOf(
  client: PrismaClient,
  { row, subject: { matter } }: LoadedDocument,
  at: Date,
  tellsAddress: boolean,
): Promise<GuestView[]> {
  const links = await client.guestLink.findMany({
    where: {
      documentId: row.id,
      organizationId: { in: [...matter.partyIds] },
      ...openGuestsAt(at),
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const inviters = await personTags(
    client,
    links.map(({ invitedById }) => invitedById),
    matter.partyIds,
  );
  const organizations = await client.organization.findMany({
    where: { id: { in: links.map(({ organizationId }) => organizationId) } },
    select: { id: true, shortName: true },
  });
  const uses = await client.guestUse.findMany({
    where: { linkId: { in: links.map(({ id }) => id) } },
  });
  return links.map((link) => ({
    linkId: link.id,
    name: link.name,
    email: tellsAddress ? link.email : null,
    organization: organizations.find(({ id }) => id === link.organizationId)?.shortName ?? "",
    invitedBy: inviters.get(link.invitedById)?.name ?? "somebody who has left",
    mayComment: link.mayComment,
    mayReadVersions: link.mayReadVersions,
    createdAt: link.createdAt.toISOString(),
    lastDay: lastDayBefore(link.expiresAt),
    openedAt: uses.find(({ linkId }) => linkId === link.id)?.openedAt?.toISOString() ?? null,
  }));
}
