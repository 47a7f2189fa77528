import { returnToDraftForm } from "#app/domain/forms/review.ts";
import { done } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { takeStep } from "./step.ts";

/** Recalls a document from review, with the reason; a drafter of any party may. */
export const recall = takeBack("recall");

/** Reopens an approved document, with the reason; a drafter of any party may. */
export const reopen = takeBack("reopen");

/**
 * Signatures become void and stay in the history; the draft's generation is raised, so that no copy
 * of an earlier text is merged (R17).
 */
function takeBack(type: "recall" | "reopen") {
  const recorded = ({ recall: "document.recalled", reopen: "document.reopened" } as const)[type];
  return command({
    on: documentTo(`document.${type}`),
    form: returnToDraftForm,
    async run(inside) {
      const { at, actor, key, form } = inside;
      const taken = await takeStep(inside, key[0], {
        event: { type, by: actor.userId, at, reason: form.reason },
        lines: ({ before, rows: { returnId } }) => [
          {
            type: recorded,
            details: {
              reason: form.reason,
              versionId: "version" in before ? before.version.versionId : null,
              returnId,
            },
          },
        ],
      });
      return taken.ok ? done() : taken;
    },
  });
}
