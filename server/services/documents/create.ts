import type { Actor } from "../../../app/domain/actor";
import type { DocumentKind } from "../../../app/domain/document";
import { createDocumentForm } from "../../../app/domain/forms/document";
import { done, type Outcome } from "../../../app/domain/refusal";
import { createBlockId } from "../../../app/prose/block-ids";
import { firstTemplate } from "../../../app/prose/templates";
import type { PrismaClient } from "../../database";
import { docketOfNew } from "../dockets/of-new";
import { readForm } from "../form";
import { matterFor } from "../matters/load";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";
import { filedRequests } from "./filed-requests";
import { firstFacts, goesToAgency } from "./first-facts";
import { newDocumentFacts } from "./new-facts";
import { requiredFor } from "./required";
import { firstText, writeDocument, type FirstText } from "./write";

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
    const still = await stillMay(tx, actor, "document.create", { matter: facts });
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
