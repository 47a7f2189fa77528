import { docketOfCaption, type DocketCaption } from "./docket.ts";
import type { DocumentDetails, SignerDetails } from "./document-details.ts";
import type { SharedDetails } from "./shared-details.ts";

/** The records outside the document that its details are merged from. */
export interface DetailSources {
  /** Its lawsuit; null where there is no action. */
  readonly docket: DocketCaption | null;
  readonly shared: SharedDetails;
  readonly toAgency: boolean;
  /** The parties as they are called now. */
  readonly parties?: readonly {
    readonly id: string;
    readonly name: string;
    readonly city: string | null;
  }[];
}

/**
 * A document's details with those of its docket and its matter merged in. Values that are not
 * recorded there stay the document's own. Idempotent.
 */
export function mergedDetails(
  paper: DocumentDetails,
  { docket, shared, toAgency, parties = [] }: DetailSources,
): DocumentDetails {
  const { letter, caption } = paper;
  const addresses = new Map(shared.organizations.map(({ id, address }) => [id, address]));
  const signers = new Map(shared.signers.map((signer) => [signer.id, signer]));
  const inCourt = caption !== null;
  const addressee = toAgency ? shared.addressee : null;
  return {
    ...paper,
    organizations: paper.organizations.map((organization) => ({
      ...organization,
      ...namedIn(parties, organization),
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

function namedIn(
  parties: NonNullable<DetailSources["parties"]>,
  { id }: { readonly id: string },
): { readonly name?: string; readonly city?: string | null } {
  const party = parties.find((one) => one.id === id);
  return party ? { name: party.name, city: party.city } : {};
}

/** A signer as printed: a letter to an agency names nobody as counsel of a party. */
export function printedSigner(signer: SignerDetails, inCourt: boolean): SignerDetails {
  return inCourt ? signer : { ...signer, barNumber: null, partyRepresented: null, admission: null };
}
