import type { Actor } from "#app/domain/actor.ts";
import { requestChangesForm } from "#app/domain/forms/review.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { loadDocument } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { takeStep } from "./step.ts";

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
      reauthorize(tx, actor, "document.request-changes", { document, organizationId }),
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
