import type { LayoutProfile } from "#app/domain/document.ts";

/**
 * The attestation of the filer where several sign one document by "/s/ Name" (L26), by court: C.D.
 * Cal. L.R. 5-4.3.4(a)(2)(i); N.D. Cal. Civ. L.R. 5-1(i)(3), from memory, for a lawyer to check.
 * The other courts require none.
 */
const WORDS: Readonly<Record<LayoutProfile, ((name: string) => string) | null>> = {
  letter: null,
  "nd-cal": (name) =>
    `Pursuant to Civil Local Rule 5-1(i)(3), I, ${name}, attest that concurrence in the filing of this document has been obtained from each of the other signatories. /s/ ${name}`,
  "cd-cal": (name) =>
    `Pursuant to Local Rule 5-4.3.4(a)(2)(i), I, ${name}, attest that all other signatories listed, and on whose behalf this filing is submitted, concur in the filing’s content and have authorized the filing. /s/ ${name}`,
  sdny: null,
  ddc: null,
};

/** Whether that court requires an attestation on a document with that many signatures. */
export function asksAttestation(profile: LayoutProfile, signatures: number): boolean {
  return signatures > 1 && WORDS[profile] !== null;
}

/** The attestation as printed after the signatures; null where none is required. */
export function attestation(
  profile: LayoutProfile,
  signatures: number,
  attesting: string | null,
): string | null {
  if (attesting === null || !asksAttestation(profile, signatures)) return null;
  return WORDS[profile]?.(attesting) ?? null;
}
