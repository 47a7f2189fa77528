import type { Actor } from "../../../app/domain/actor";
import { may } from "../../../app/domain/permissions";
import { done, type Outcome } from "../../../app/domain/refusal";
import { docketOfCaption } from "../../../app/prose/docket";
import { signersToChoose } from "../../../app/prose/facts-form";
import type { DocumentFactsView } from "../docket-views";
import { listDockets } from "../dockets/show";
import type { Resources } from "../resources";
import { factsBefore, filledForm } from "./edit-facts";
import { documentFor } from "./load";
import { loadSources } from "./merge";
import { documentTag } from "./tag";

/** The facts of an open draft: its own, to be edited, and the others as they stand. */
export async function showFacts(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<DocumentFactsView>> {
  const found = await documentFor(client, actor, "document.edit", documentId);
  if (!found.ok) return found;
  const { row, facts: of } = found.value;
  const before = await factsBefore(client, row);
  const sources = await loadSources(client, documentId);
  const { facts } = before;
  const named = [...facts.organizations, ...before.parties];
  const subject = { matter: of.matter };
  return done({
    document: documentTag(row),
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
