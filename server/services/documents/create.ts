import type { DocumentKind } from "#app/domain/document.ts";
import { createDocumentForm } from "#app/domain/forms/document.ts";
import { done } from "#app/domain/refusal.ts";
import { createBlockId } from "#app/document/nodes/block-ids.ts";
import { firstTemplate } from "#app/document/templates/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { docketOfNew } from "#server/services/dockets/for-new-document.ts";
import { matterTo } from "#server/services/matters/load.ts";
import { filedRequests } from "./filed-requests.ts";
import { firstFacts, goesToAgency } from "./first-details.ts";
import { newDocumentFacts } from "./details-for-new.ts";
import { requiredFor } from "./required.ts";
import { firstText, writeDocument, type FirstText } from "./write.ts";

/**
 * A new draft from the first template of its kind. Every party's sign-off is required; only an
 * administrator of the lead organization may choose otherwise.
 */
export const createDocument = command({
  on: matterTo("document.create"),
  form: createDocumentForm,
  async prepare({ resources, form: { kind, title }, found: { row } }) {
    const text = await textFor(resources.database.client, kind, title, row);
    return done({ documentId: resources.ids(), text });
  },
  async run({ tx, at, ids, actor, found: { row, facts }, form, prepared: { documentId, text } }) {
    const { kind, title, layoutProfile, requiredOrganizationIds } = form;
    const required = await requiredFor(tx, actor, {
      document: newDocumentFacts(documentId, kind, facts),
      chosen: requiredOrganizationIds,
      at,
    });
    if (!required.ok) return required;
    const document = { kind, layoutProfile, title };
    const docket = await docketOfNew(tx, { at, ids }, row.id, actor, form);
    if (!docket.ok) return docket;
    await writeDocument(tx, at, {
      ...document,
      documentId,
      matterId: row.id,
      required: required.value,
      facts: await firstFacts(tx, row.id, document, {
        docket: docket.value?.facts ?? null,
        signing: required.value.map(({ organizationId }) => organizationId),
      }),
      docketId: docket.value?.id ?? null,
      toAgency: goesToAgency(kind),
      text,
      actorId: actor.userId,
    });
    return done({ documentId });
  },
});

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
