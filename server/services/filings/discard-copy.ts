import { discardFilingCopyForm } from "#app/domain/forms/filing.ts";
import { done } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { takeStep } from "#server/services/reviews/step.ts";

/**
 * Voids the current filing copy, with the reason, such as that the portal refused it. It stays in
 * the history with its hash; the document stays approved, and another copy can be made.
 */
export const discardFilingCopy = command({
  on: documentTo("document.file"),
  form: discardFilingCopyForm,
  async run(inside) {
    const { tx, at, actor, key, form } = inside;
    const { copyId, reason } = form;
    const discarded = await takeStep(inside, key[0], {
      event: { type: "discard-filing-copy", by: actor.userId, at, copyId, reason },
      also: async () => {
        await tx.filingCopy.update({
          where: { id: copyId },
          data: {
            voidedAt: at,
            voidedBecause: "discarded",
            voidedById: actor.userId,
            voidedReason: reason,
          },
        });
      },
      lines: () => [{ type: "document.filing-copy-discarded", details: { copyId, reason } }],
    });
    return discarded.ok ? done() : discarded;
  },
});
