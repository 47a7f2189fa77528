import type { Actor } from "#app/domain/actor.ts";
import { retryDraftForm } from "#app/domain/forms/costly-drafts.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { keptWords } from "./kept.ts";
import { removeWriter } from "./remove-writer.ts";
import { restoreDraft } from "./restore.ts";
import { showCostlyDrafts } from "./show.ts";
import type { CostlyDraftsView } from "./views.ts";

export type { CostlyDraftsPort } from "./port.ts";
export type * from "./views.ts";

/** What the workspace's administrator can do about drafts that cost more than they may. */
export interface CostlyDraftServices {
  show(actor: Actor): Promise<Outcome<CostlyDraftsView>>;
  /** The next task is tried at once. */
  retry(actor: Actor, sent: unknown): Outcome<void>;
  restore(actor: Actor, sent: unknown): Promise<Outcome<void>>;
  removeWriter(actor: Actor, sent: unknown): Promise<Outcome<void>>;
  /** What a restore took out, as plain text. */
  kept(actor: Actor, documentId: string, generation: number): Promise<Outcome<string>>;
}

export function costlyDraftServices(resources: Resources): CostlyDraftServices {
  return {
    show: (actor) => showCostlyDrafts(resources, actor),
    retry: (actor, sent) => {
      const permitted = may(actor, "workspace.mend-drafts", {});
      if (!permitted.ok) return permitted;
      const form = readForm(retryDraftForm, sent);
      if (!form.ok) return form;
      resources.costlyDrafts.retryNow(form.value.documentId);
      return done();
    },
    restore: (actor, sent) => restoreDraft(resources, actor, sent),
    removeWriter: (actor, sent) => removeWriter(resources, actor, sent),
    kept: (actor, documentId, generation) => keptWords(resources, actor, documentId, generation),
  };
}
