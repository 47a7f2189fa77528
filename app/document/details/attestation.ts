import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import { courtOf, type LayoutProfile } from "#app/domain/layout.ts";

/** A document, as far as its attestation depends on it. */
interface AttestedDocument {
  readonly kind: DocumentKind;
  readonly layoutProfile: LayoutProfile;
}

/**
 * Whether that court requires an attestation on a document with that many signatures (L26). On a
 * joint paper it speaks of the other side's consent too, which no row records: there it is written
 * in the text.
 */
export function asksAttestation(
  { kind, layoutProfile }: AttestedDocument,
  signatures: number,
): boolean {
  const words = courtOf(layoutProfile)?.attestation ?? null;
  return signatures > 1 && words !== null && !KINDS[kind].isJoint;
}

/** The attestation as printed after the signatures; null where none is required. */
export function attestation(
  profile: LayoutProfile,
  signatures: number,
  attesting: string | null,
): string | null {
  if (attesting === null || signatures < 2) return null;
  return courtOf(profile)?.attestation?.(attesting) ?? null;
}
