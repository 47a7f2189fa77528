import type { Actor } from "#app/domain/actor.ts";
import { AGENCY_EVENT_LABELS, effectiveEvents } from "#app/domain/agency-record/event.ts";
import { KINDS, kindsThat } from "#app/domain/document-kinds/index.ts";
import { profileOfDistrict } from "#app/domain/layout.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { appealableLetters } from "#app/document/details/sourced-values.ts";
import { agencyEventsOf } from "#server/services/agency-record/events.ts";
import { listDockets } from "#server/services/dockets/show.ts";
import { matterFor } from "#server/services/matters/load.ts";
import { offeredTemplates } from "#server/services/organization-texts/for-new-document.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { DocumentChoices } from "./views.ts";
import { newDocumentSubject } from "./details-for-new.ts";
import { OF_HERE } from "#server/services/organizations/stand-in.ts";

/** The most requests that a new document may be about. */
const REQUESTS_OFFERED = 20;

/** The options of the form for a new document. */
export async function documentChoices(
  { database: { client } }: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<DocumentChoices>> {
  const found = await matterFor(client, actor, "document.create", slug);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const parties = await client.matterParty.findMany({
    where: { matterId: row.id, ...OF_HERE },
    include: { organization: true },
    orderBy: { position: "asc" },
  });
  const document = newDocumentSubject("", "request", subject);
  const dockets = (await listDockets(client, row.id)).map(({ id, name, district }) => ({
    id,
    name,
    layoutProfile: profileOfDistrict(district),
  }));
  const filed = await client.document.findMany({
    where: { matterId: row.id, kind: "request", status: "filed", filing: { isNot: null } },
    select: { id: true, title: true, filing: { select: { filedOn: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: REQUESTS_OFFERED,
  });
  const events = await agencyEventsOf(
    client,
    filed.map(({ id }) => id),
  );
  const letters = filed.flatMap(({ id: documentId, title }) =>
    appealableLetters(effectiveEvents(events.get(documentId) ?? [])).map(({ event, part }) => ({
      id: event.id,
      name: `${AGENCY_EVENT_LABELS[event.kind].name}${part === null ? "" : `, ${part}`}`,
      dated: event.dated ?? "",
      request: title,
    })),
  );
  return done({
    matter: { id: row.id, slug: row.slug, title: row.title },
    kinds: kindsThat(({ suit }) => suit !== "joins" || dockets.length > 0).map((kind) => ({
      kind,
      layoutProfiles: KINDS[kind].layouts,
      suit: KINDS[kind].suit,
    })),
    parties: parties.map(({ organization }) => organizationTag(organization)),
    dockets,
    docketId: dockets.length === 1 ? (dockets[0]?.id ?? null) : null,
    requests: filed.map(({ id, title, filing }) => ({
      id,
      title,
      filedOn: filing?.filedOn ?? "",
    })),
    letters,
    templates: await offeredTemplates(client, actor, subject),
    mayChooseRequired: may(actor, "document.set-required-organizations", { document }).ok,
  });
}
