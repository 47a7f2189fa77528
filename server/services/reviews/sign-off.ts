import { signOffForm } from "#app/domain/forms/review.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { agreeWithRecord } from "#server/services/audit/agreement.ts";
import { command, permit, taking } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import type { PasskeyProof } from "#server/sign-off-proof/fault.ts";
import {
  keyOf,
  mayStand,
  passwordStandsFor,
  provenByPassword,
  storeProof,
  type DecisionOrigin,
  type PasswordProof,
} from "./decision-proof.ts";
import { provenByPasskey } from "./passkey-verbs.ts";
import { takeStep } from "./step.ts";
import { refuseWhoLeft } from "./who-left.ts";

type Proven = PasskeyProof | PasswordProof;

/**
 * Signs off on the version that the reviewer read, for their own organization, by a passkey's signature
 * of exactly that (P2), or after checking their password again. The last required organization's signature approves the document.
 */
export const signOff = command({
  on: documentTo("document.view"),
  form: signOffForm,
  takes: taking<[from: DecisionOrigin]>(),
  permission: ({ found: { subject }, form: { organizationId } }) =>
    permit("document.sign-off", { document: subject, organizationId }),
  async prepare({
    resources,
    actor,
    key: [documentId],
    form,
    extra: [from],
  }): Promise<Outcome<Proven>> {
    const { versionId, passkey, password = "" } = form;
    const asked = { ...form, decision: "approved" } as const;
    const proven = await (passkey === undefined
      ? provenByPassword(resources, actor, password, from)
      : provenByPasskey(resources, actor, passkey, asked, from));
    if (!proven.ok) return proven;
    const purpose = "signed";
    const agreed = await agreeWithRecord(resources, documentId, { purpose, contents: false });
    if (!agreed.ok) return agreed;
    // The text was compared when it was shown; it may have been tampered with since.
    const content = await contentOf(resources, documentId, versionId, purpose);
    return !content.ok && content.refusal.code === "record-differs" ? content : proven;
  },
  async run(inside) {
    const { tx, at, actor, key, found, form, prepared } = inside;
    const proof = "passwordHash" in prepared ? null : prepared;
    const { organizationId, versionId, hash } = form;
    const stands = await mayStand(inside, actor, organizationId, proof);
    if (!stands.ok) return stands;
    const known =
      "passwordHash" in prepared
        ? await passwordStandsFor(tx, actor, organizationId, prepared)
        : done();
    if (!known.ok) return known;
    // Of one that is not under review, the step below says so.
    const present =
      found.subject.status === "in_review"
        ? await refuseWhoLeft(
            tx,
            { documentId: key[0], versionId },
            "Nothing was signed; ask for changes, and have a drafter take that out.",
          )
        : done();
    if (!present.ok) return present;
    const signed = await takeStep(inside, key[0], {
      event: {
        type: "sign-off",
        by: actor.userId,
        at,
        organizationId,
        version: { versionId, hash },
      },
      lines: ({ after, rows: { signOffId } }) => [
        {
          type: "document.signed-off",
          organizationId,
          details: { versionId, hash, signOffId, ...keyOf(proof) },
        },
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
      also: (_after, _recordedAs, { signOffId }) => storeProof(tx, signOffId, proof),
    });
    return signed.ok ? done({ approved: signed.value.status === "approved" }) : signed;
  },
});
