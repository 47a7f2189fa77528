import { requestChangesForm } from "#app/domain/forms/review.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { command, permit, taking } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import type { PasskeyProof } from "#server/sign-off-proof/fault.ts";
import { keyOf, mayStand, storeProof, type DecisionOrigin } from "./decision-proof.ts";
import { provenByPasskey } from "./passkey-verbs.ts";
import { takeStep } from "./step.ts";

/**
 * Returns the version to draft at once, with the reason; signatures given so far become void. A passkey
 * may sign it (P2), and must where the organization's reviewers decide by passkey alone.
 */
export const requestChanges = command({
  on: documentTo("document.view"),
  form: requestChangesForm,
  takes: taking<[from?: DecisionOrigin]>(),
  permission: ({ found: { subject }, form: { organizationId } }) =>
    permit("document.request-changes", { document: subject, organizationId }),
  async prepare({
    resources,
    actor,
    form,
    extra: [from = { address: "" }],
  }): Promise<Outcome<PasskeyProof | null>> {
    if (form.passkey === undefined) return done(null);
    const asked = { ...form, decision: "changes-requested" } as const;
    return provenByPasskey(resources, actor, form.passkey, asked, from);
  },
  async run(inside) {
    const { tx, at, actor, key, form, prepared: proof } = inside;
    const { organizationId, versionId, hash, reason } = form;
    const stands = await mayStand(inside, actor, organizationId, proof);
    if (!stands.ok) return stands;
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
          details: { versionId, hash, reason, signOffId, returnId, ...keyOf(proof) },
        },
      ],
      also: (_after, _recordedAs, { signOffId }) => storeProof(tx, signOffId, proof),
    });
    return asked.ok ? done() : asked;
  },
});
