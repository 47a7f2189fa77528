import * as z from "zod";
import type { MakeFilingCopyForm } from "#app/domain/forms/filing.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { VersionDetails } from "#app/document/details/document-details.ts";

/** A "/s/ Name" with the consent that it rests on. */
const consentedSignature = z.object({
  signerId: z.string(),
  /** The index among the version's signers, from 0. */
  position: z.number(),
  name: z.string(),
  organization: z.string().nullable(),
  consent: z.string(),
});
export type ConsentedSignature = z.output<typeof consentedSignature>;

/**
 * The signatures to print, in the order of the document's details; refuses signers whom the version
 * does not name.
 */
export function signaturesOf(
  { signatures }: Pick<MakeFilingCopyForm, "signatures">,
  { signers, organizations }: VersionDetails,
): Outcome<ConsentedSignature[]> {
  const consents = new Map(signatures.map(({ signerId, consent }) => [signerId, consent]));
  const unknown = [...consents.keys()].some((id) => !signers.some((signer) => signer.id === id));
  if (unknown) {
    return refuse("bad-input", undefined, { signatures: "Choose from the signers shown." });
  }
  return done(
    signers.flatMap(({ id: signerId, name, organizationId }, position) => {
      const consent = consents.get(signerId);
      if (!consent) return [];
      const organization = organizations.find(({ id }) => id === organizationId)?.name ?? null;
      return [{ signerId, position, name, organization, consent }];
    }),
  );
}

/** The signatures of a filing copy, parsed from their column. */
export function readSignatures(stored: string): ConsentedSignature[] {
  return z.array(consentedSignature).parse(JSON.parse(stored));
}
