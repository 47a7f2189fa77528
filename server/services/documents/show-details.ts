import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { docketOfCaption } from "#app/document/details/docket.ts";
import { signersToChoose } from "#app/document/details/details-form.ts";
import type { DocumentDetailsView } from "./views.ts";
import { listDockets } from "#server/services/dockets/show.ts";
import type { Resources } from "#server/services/resources.ts";
import { detailsBefore, filledForm } from "./edit-details.ts";
import { documentFor } from "./load.ts";
import { loadSources } from "./merge.ts";
import { documentTag } from "./tag.ts";

/** The details of an open draft: its own, to be edited, and the current values of the others. */
export async function showDetails(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<DocumentDetailsView>> {
  const found = await documentFor(client, actor, "document.edit", documentId);
  if (!found.ok) return found;
  const { row, subject: of } = found.value;
  const before = await detailsBefore(client, row);
  const sources = await loadSources(client, documentId);
  const { facts } = before;
  const named = [...facts.organizations, ...before.parties];
  const subject = { matter: of.matter };
  return done({
    document: documentTag(actor, row),
    ...filledForm(before, row, sources),
    signers: [...signersToChoose(facts, sources).values()].map((signer) => ({
      ...signer,
      organization: named.find(({ id }) => id === signer.organizationId)?.name ?? "",
    })),
    dockets: await listDockets(client, row.matterId),
    caption: facts.caption && docketOfCaption(facts.caption),
    agencyAddressee: sources.shared.addressee,
    may: {
      createDocket: may(actor, "docket.create", subject).ok,
      editShared: may(actor, "matter.edit-facts", subject).ok,
    },
  });
}
