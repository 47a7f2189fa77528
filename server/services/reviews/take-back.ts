import type { Actor } from "#app/domain/actor.ts";
import { returnToDraftForm } from "#app/domain/forms/review.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { takeStep } from "./step.ts";

/** Takes a document back from review, with the reason; a drafter of any party may. */
export function recall(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  return takeBack(resources, actor, documentId, sent, "recall");
}

/** Opens an approved document again, with the reason; a drafter of any party may. */
export function reopen(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
): Promise<Outcome<void>> {
  return takeBack(resources, actor, documentId, sent, "reopen");
}

const RECORDED = { recall: "document.recalled", reopen: "document.reopened" } as const;

/**
 * Signatures become void and stay in the history; the draft's generation is raised, so that no copy
 * of an earlier text is merged (R17).
 */
async function takeBack(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
  type: "recall" | "reopen",
): Promise<Outcome<void>> {
  const permission = `document.${type}` as const;
  const found = await documentFor(resources.database.client, actor, permission, documentId);
  if (!found.ok) return found;
  const form = readForm(returnToDraftForm, sent);
  if (!form.ok) return form;
  const { reason } = form.value;
  const taken = await takeStep(resources, actor, documentId, {
    permit: (tx, document) => reauthorize(tx, actor, permission, { document }),
    event: (at) => done({ type, by: actor.userId, at, reason }),
    record: ({ before, rows: { returnId } }) => [
      {
        type: RECORDED[type],
        details: {
          reason,
          versionId: "version" in before ? before.version.versionId : null,
          returnId,
        },
      },
    ],
  });
  return taken.ok ? done() : taken;
}
