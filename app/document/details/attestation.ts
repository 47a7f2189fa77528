import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import { courtOf, type LayoutProfile } from "#app/domain/layout.ts";

/** How many sign beside the signers of the details: the other side, on a joint paper. */
export function othersSigning(kind: DocumentKind): number {
  return KINDS[kind].isJoint ? 1 : 0;
}

/** Whether that court requires an attestation on a document with that many signatures (L26). */
export function asksAttestation(profile: LayoutProfile, signatures: number): boolean {
  return signatures > 1 && (courtOf(profile)?.attestation ?? null) !== null;
}

/** The attestation as printed after the signatures; null where none is required. */
export function attestation(
  profile: LayoutProfile,
  signatures: number,
  attesting: string | null,
): string | null {
  if (attesting === null || !asksAttestation(profile, signatures)) return null;
  return courtOf(profile)?.attestation?.(attesting) ?? null;
}
