import { docketOfCaption, type DocketCaption } from "./docket.ts";
import type { DocumentDetails, SignerDetails } from "./document-details.ts";
import { recordedAddressee, type SharedDetails } from "./shared-details.ts";

/** Where a paper's details come from, beside the paper itself. */
export interface DetailSources {
  /** Its lawsuit; null where no action is known. */
  readonly docket: DocketCaption | null;
  readonly shared: SharedDetails;
  /** Whether it is a letter to the agency. */
  readonly toAgency: boolean;
}

/**
 * The details of a paper: its own, with what its docket and its matter record put in. What is not
 * recorded there stays as the paper has it. Merging what was merged changes nothing.
 */
export function mergedDetails(
  paper: DocumentDetails,
  { docket, shared, toAgency }: DetailSources,
): DocumentDetails {
  const { letter, caption } = paper;
  const addresses = new Map(shared.organizations.map(({ id, address }) => [id, address]));
  const signers = new Map(shared.signers.map((signer) => [signer.id, signer]));
  const inCourt = caption !== null;
  const addressee = toAgency ? recordedAddressee(shared) : null;
  return {
    ...paper,
    organizations: paper.organizations.map((organization) => ({
      ...organization,
      address: addresses.get(organization.id) ?? organization.address,
    })),
    signers: paper.signers.map((signer) => {
      const recorded = signers.get(signer.id);
      return recorded ? printedSigner(recorded, inCourt) : signer;
    }),
    letter: letter && addressee ? { ...letter, addressee } : letter,
    caption: caption && docket ? { ...caption, ...docketOfCaption(docket) } : caption,
  };
}

/** A signer as a paper prints them: a letter to an agency names nobody as counsel of a party. */
export function printedSigner(signer: SignerDetails, inCourt: boolean): SignerDetails {
  return inCourt ? signer : { ...signer, barNumber: null, partyRepresented: null, admission: null };
}
