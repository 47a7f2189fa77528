import type { SignerDetails } from "#app/document/details/document-details.ts";
import { writeSharedDetails } from "#app/document/details/shared-details.ts";
import { AGENCY, COALITION, organizationIdOf, type DemoOrganization } from "./demo-matter.ts";
import { demoPerson } from "./people.ts";

/** The agency's office as addressee of the demonstration's letters. */
export const ADDRESSEE = [
  "Freedom of Information Act Office",
  AGENCY.component,
  ...AGENCY.foiaOfficeLines,
];

/** The drafter of an organization as signer of its letters. */
export function signatoryOf(organization: DemoOrganization): SignerDetails {
  const { id, name, email } = demoPerson(organization, "drafter");
  return {
    id: `signer-${id}`,
    organizationId: organizationIdOf(organization),
    name,
    email,
    title: null,
    barNumber: null,
    address: [],
    telephone: null,
    partyRepresented: null,
    admission: null,
  };
}

/**
 * The same person as counsel: a court requires more details than an agency, and unknown ones say
 * so.
 */
export function counselOf(organization: DemoOrganization): SignerDetails {
  const { id } = demoPerson(organization, "drafter");
  return {
    ...signatoryOf(organization),
    id: `counsel-${id}`,
    barNumber: "State Bar No. [not recorded]",
    address: ["[Street address: not recorded]", ...(organization.city ? [organization.city] : [])],
    telephone: "[not recorded]",
    partyRepresented: `Plaintiff ${organization.name}`,
  };
}

/** The shared details of the demonstration's matter; no letterhead address is known. */
export const SHARED_DETAILS = writeSharedDetails({
  organizations: [],
  signers: [...COALITION.map(signatoryOf), ...COALITION.map(counselOf)],
  addressee: ADDRESSEE,
});
