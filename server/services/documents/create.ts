import type { Actor } from "#app/domain/actor.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import { createDocumentForm } from "#app/domain/forms/document.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { createBlockId } from "#app/document/nodes/block-ids.ts";
import { firstTemplate } from "#app/document/templates/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { docketOfNew } from "#server/services/dockets/for-new-document.ts";
import { readForm } from "#server/services/form.ts";
import { matterFor } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { filedRequests } from "./filed-requests.ts";
import { firstFacts, goesToAgency } from "./first-details.ts";
import { newDocumentFacts } from "./details-for-new.ts";
import { requiredFor } from "./required.ts";
import { firstText, writeDocument, type FirstText } from "./write.ts";

/**
 * A new draft from the first template of its kind. Every party's sign-off is required; only an
 * administrator of the lead organization may choose otherwise.
 */
export async function createDocument(
  resources: Resources,
  actor: Actor,
  slug: string,
  sent: unknown,
): Promise<Outcome<{ documentId: string }>> {
  const { database, ids } = resources;
  const found = await matterFor(database.client, actor, "document.create", slug);
  if (!found.ok) return found;
  const form = readForm(createDocumentForm, sent);
  if (!form.ok) return form;
  const { kind, title, layoutProfile, requiredOrganizationIds } = form.value;
  const documentId = ids();
  const text = await textFor(database.client, kind, title, found.value.row);
  return database.write(async (tx): Promise<Outcome<{ documentId: string }>> => {
    // Again, inside: the organization may have left the matter, or another party joined it.
    const matter = await matterFor(tx, actor, "document.create", slug);
    if (!matter.ok) return matter;
    const { row, facts } = matter.value;
    const still = await reauthorize(tx, actor, "document.create", { matter: facts });
    if (!still.ok) return still;
    const required = await requiredFor(tx, still.value, {
      document: newDocumentFacts(documentId, kind, facts),
      chosen: requiredOrganizationIds,
      at: resources.clock(),
    });
    if (!required.ok) return required;
    const document = { kind, layoutProfile, title };
    const docket = await docketOfNew(tx, resources, row.id, actor, form.value);
    if (!docket.ok) return docket;
    await writeDocument(tx, resources, {
      ...document,
      documentId,
      matterId: row.id,
      required: required.value,
      facts: await firstFacts(tx, row.id, document, docket.value?.facts),
      docketId: docket.value?.id ?? null,
      toAgency: goesToAgency(kind),
      text,
      actorId: actor.userId,
    });
    return done({ documentId });
  });
}

/** The first template of that kind, filled in with what is known of the matter. */
async function textFor(
  client: PrismaClient,
  kind: DocumentKind,
  title: string,
  matter: {
    readonly id: string;
    readonly agencyDepartment: string | null;
    readonly agencyComponent: string | null;
  },
): Promise<FirstText> {
  const parties = await client.matterParty.findMany({
    where: { matterId: matter.id },
    select: { organizationId: true, organization: { select: { name: true } } },
    orderBy: { position: "asc" },
  });
  // The component is who answers and who is sued; its parent department is not it.
  const agency = matter.agencyComponent ?? matter.agencyDepartment;
  const newBlockId = () => createBlockId((bytes) => crypto.getRandomValues(bytes));
  return firstText(
    firstTemplate(kind, newBlockId, {
      title,
      parties: parties.map(({ organization }) => organization.name),
      partyIds: parties.map(({ organizationId }) => organizationId),
      requests: await filedRequests(client, matter.id),
      ...(agency ? { agency } : {}),
    }),
  );
}
