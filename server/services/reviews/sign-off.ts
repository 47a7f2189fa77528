import type { Actor } from "#app/domain/actor.ts";
import { signOffForm } from "#app/domain/forms/review.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import { agreeWithRecord } from "#server/services/audit/agreement.ts";
import { loadDocument } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import { takeStep } from "./step.ts";

/**
 * Signs off on the version that the reviewer read, for their own organization, after their password
 * was asked again. The last required organization's signature approves the document.
 */
export async function signOff(
  resources: Resources,
  actor: Actor,
  documentId: string,
  sent: unknown,
  from: Origin,
): Promise<Outcome<{ readonly approved: boolean }>> {
  const { database, auth } = resources;
  const found = await loadDocument(database.client, documentId);
  if (!found) return refuse("not-found");
  const visible = may(actor, "document.view", { document: found.facts });
  if (!visible.ok) return visible;
  const form = readForm(signOffForm, sent);
  if (!form.ok) return form;
  const { organizationId, versionId, hash, password } = form.value;
  const permitted = may(actor, "document.sign-off", { document: found.facts, organizationId });
  if (!permitted.ok) return permitted;
  const confirmed = await auth.confirmPassword(actor.userId, password, from);
  if (!confirmed.ok) return asField(confirmed);
  const agreed = await agreeWithRecord(resources, documentId, {
    purpose: "signed",
    contents: false,
  });
  if (!agreed.ok) return agreed;
  // What is shown to be read was compared when it was read; it may have been changed since.
  const content = await contentOf(resources, documentId, versionId, "signed");
  if (!content.ok && content.refusal.code === "record-differs") return content;
  const signed = await takeStep(resources, actor, documentId, {
    permit: (tx, document) =>
      reauthorize(tx, actor, "document.sign-off", { document, organizationId }),
    event: (at) =>
      done({
        type: "sign-off",
        by: actor.userId,
        at,
        organizationId,
        version: { versionId, hash },
      }),
    record: ({ after, rows: { signOffId } }) => [
      { type: "document.signed-off", organizationId, details: { versionId, hash, signOffId } },
      ...(after.status === "approved"
        ? [
            {
              type: "document.approved" as const,
              details: {
                versionId,
                hash,
                requiredOrganizationIds: after.required.map((each) => each.organizationId),
              },
            },
          ]
        : []),
    ],
  });
  return signed.ok ? done({ approved: signed.value.status === "approved" }) : signed;
}

/** A wrong password is said at its field; nothing was signed. */
function asField(refused: Extract<Outcome<void>, { ok: false }>): Outcome<never> {
  const { code, sentence } = refused.refusal;
  if (code !== "wrong-credentials") return refused;
  return refuse(code, sentence, { password: "That is not your password." });
}
