import { writtenDay } from "#app/domain/dates.ts";
import type { FilingMethod } from "#app/domain/filing.ts";
import { DELIVERY_LINE } from "./delivery.ts";
import type { DocumentDetails } from "./document-details.ts";
import { isSourcedName, printedSource, sourcedLabel, type SourcedName } from "./sourced-fields.ts";

/**
 * Values filled in at filing, which belong to the filing and not to the version: nothing else in
 * the PDF may differ from what was signed.
 */
export interface FilingFields {
  /** ISO date of filing. */
  readonly date: string;
  /** The court's case number, where the caption has none yet. */
  readonly caseNumber: string | null;
  /** Ids of the signers printed as "/s/ Name", each with that signer's recorded consent. */
  readonly signatures: readonly string[];
  /** The method of filing, for a letter without a delivery line of its own (L27). */
  readonly method?: FilingMethod;
  /**
   * The attestation after the signatures (`attestation.ts`); null where the court requires none.
   */
  readonly attestation?: string | null;
}

/** The names of the fields that a text may contain. */
export const FIELD_NAMES = [
  "addressee",
  "caseNumber",
  "certifier",
  "certifierTitle",
  "dateOfFiling",
  "delivery",
  "trackingNumber",
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** The field for who certifies for one organization (L28): after the underscore follows its id. */
type CertifierField = `certifierOf_${string}`;
const CERTIFIER_OF = "certifierOf_";

export function certifierField(organizationId: string): CertifierField {
  return `${CERTIFIER_OF}${organizationId}`;
}

export function isCertifierField(name: unknown): name is CertifierField {
  return typeof name === "string" && name.startsWith(CERTIFIER_OF) && name !== CERTIFIER_OF;
}

/** The name of a field that a text may contain. */
export type KnownField = FieldName | CertifierField | SourcedName;

/** The label of each field, shown where it has no value. */
export const FIELD_LABEL: Readonly<Record<FieldName, string>> = {
  addressee: "addressee",
  caseNumber: "case number",
  certifier: "certifier",
  certifierTitle: "title of the certifier",
  dateOfFiling: "date of filing",
  delivery: "method of delivery",
  trackingNumber: "tracking number",
};

export function isFieldName(name: unknown): name is FieldName {
  return FIELD_NAMES.some((known) => known === name);
}

/** Every field name: those of the document's own values, and those taken from elsewhere. */
export function isKnownField(name: unknown): name is KnownField {
  return isFieldName(name) || isCertifierField(name) || isSourcedName(name);
}

/** The label of a field while it has no value. */
export function fieldLabel(name: KnownField): string {
  if (isCertifierField(name)) return FIELD_LABEL.certifier;
  return isFieldName(name) ? FIELD_LABEL[name] : sourcedLabel(name);
}

/** Prints a field; null where its value is not recorded yet. */
export function fieldValue(
  name: KnownField,
  details: DocumentDetails,
  filing: FilingFields | null,
): string | null {
  if (isCertifierField(name)) return certifierOf(details, name.slice(CERTIFIER_OF.length));
  if (!isFieldName(name)) {
    const known = details.sourced.find((sourced) => sourced.name === name);
    return known ? printedSource(known.value) : null;
  }
  switch (name) {
    case "addressee":
      return details.letter?.addressee.join(", ") || null;
    case "caseNumber":
      return details.caption?.caseNumber ?? filing?.caseNumber ?? null;
    case "certifier":
      return details.certifier?.name ?? null;
    case "certifierTitle":
      return details.certifier?.title ?? null;
    case "dateOfFiling":
      return filing ? writtenDay(filing.date) : null;
    case "delivery":
      return details.letter?.delivery ?? (filing?.method ? DELIVERY_LINE[filing.method] : null);
    case "trackingNumber":
      return details.trackingNumbers.join(", ") || null;
  }
}

/**
 * Finds who certifies for that organization; one who certifies for none in particular does for the
 * first.
 */
function certifierOf(
  { certifier, furtherCertifiers, organizations }: DocumentDetails,
  organizationId: string,
): string | null {
  const ofFirst = certifier?.organizationId ?? organizations[0]?.id;
  if (certifier && ofFirst === organizationId) return certifier.name;
  return furtherCertifiers.find((one) => one.organizationId === organizationId)?.name ?? null;
}
