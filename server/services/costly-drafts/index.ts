import type { Actor } from "../../../app/domain/actor";
import { retryDraftForm } from "../../../app/domain/forms/costly-drafts";
import { may } from "../../../app/domain/permissions";
import { done, type Outcome } from "../../../app/domain/refusal";
import { readForm } from "../form";
import type { Resources } from "../resources";
import { keptWords } from "./kept";
import { removeWriter } from "./remove-writer";
import { restoreDraft } from "./restore";
import { showCostlyDrafts } from "./show";
import type { CostlyDraftsView } from "./views";

export type { CostlyDraftsPort } from "./port";
export type * from "./views";

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
