import type { Actor } from "#app/domain/actor.ts";
import { retryDraftForm } from "#app/domain/forms/costly-drafts.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";

/** Allows the draft's next task at once; writes nothing, and so is no command. */
export function retryDraft(
  { costlyDrafts }: Pick<Resources, "costlyDrafts">,
  actor: Actor,
  sent: unknown,
): Outcome<void> {
  const permitted = may(actor, "workspace.mend-drafts", {});
  if (!permitted.ok) return permitted;
  const form = readForm(retryDraftForm, sent);
  if (!form.ok) return form;
  costlyDrafts.retryNow(form.value.documentId);
  return done();
}
