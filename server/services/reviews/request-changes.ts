import type { Actor } from "../../../app/domain/actor";
import { requestChangesForm } from "../../../app/domain/forms/review";
import { may } from "../../../app/domain/permissions";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { loadDocument } from "../documents/load";
import { readForm } from "../form";
import type { Resources } from "../resources";
import { stillMay } from "../still-may";
import { takeStep } from "./step";

/** Sends the version back to draft at once, with the reason; signatures given so far become void. */
export async function requestChanges(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  const found = await loadDocument(resources.database.client, documentId);
  if (!found) return refuse("not-found");
  const visible = may(actor, "document.view", { document: found.facts });
  if (!visible.ok) return visible;
  const form = readForm(requestChangesForm, sent);
  if (!form.ok) return form;
  const { organizationId, versionId, hash, reason } = form.value;
  const asked = await takeStep(resources, actor, documentId, {
    permit: (tx, document) =>
      stillMay(tx, actor, "document.request-changes", { document, organizationId }),
    event: (at) =>
      done({
        type: "request-changes",
        by: actor.userId,
        at,
        organizationId,
        version: { versionId, hash },
        reason,
      }),
    record: ({ rows: { signOffId, returnId } }) => [
      {
        type: "document.changes-requested",
        organizationId,
        details: { versionId, hash, reason, signOffId, returnId },
      },
    ],
  });
  return asked.ok ? done() : asked;
}
