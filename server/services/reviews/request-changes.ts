import { requestChangesForm } from "#app/domain/forms/review.ts";
import { done } from "#app/domain/refusal.ts";
import { command, permit } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { takeStep } from "./step.ts";

/** Returns the version to draft at once, with the reason; signatures given so far become void. */
export const requestChanges = command({
  on: documentTo("document.view"),
  form: requestChangesForm,
  permission: ({ found: { facts }, form: { organizationId } }) =>
    permit("document.request-changes", { document: facts, organizationId }),
  async run(inside) {
    const { at, actor, key, form } = inside;
    const { organizationId, versionId, hash, reason } = form;
    const asked = await takeStep(inside, key[0], {
      event: {
        type: "request-changes",
        by: actor.userId,
        at,
        organizationId,
        version: { versionId, hash },
        reason,
      },
      lines: ({ rows: { signOffId, returnId } }) => [
        {
          type: "document.changes-requested",
          organizationId,
          details: { versionId, hash, reason, signOffId, returnId },
        },
      ],
    });
    return asked.ok ? done() : asked;
  },
});
