import type { CompanionPaper } from "#app/domain/companion-paper.ts";
import type { DocumentKind, LayoutProfile } from "#app/domain/document.ts";
import type { DocketCaption } from "#app/document/details/docket.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { mergedDetails } from "#app/document/details/merged-details.ts";
import { detailsForNew } from "#app/document/details/details-for-new.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { knownAgency } from "#server/services/matters/agency.ts";
import { OF_HERE } from "#server/services/organizations/stand-in.ts";

/**
 * A request goes to the agency's office; the addressee of an appeal or a letter is chosen by its
 * drafters.
 */
export function goesToAgency(kind: DocumentKind): boolean {
  return kind === "request";
}

/**
 * The details of a new document: the matter's parties and agency, the numbers of the requests that
 * it is about, the caption of its lawsuit, and the recorded signers of its organizations.
 */
export async function firstDetails(
  tx: PrismaClient | Transaction,
  matterId: string,
  document: {
    readonly kind: DocumentKind;
    readonly layoutProfile: LayoutProfile;
    readonly companion?: CompanionPaper | undefined;
  },
  {
    docket = null,
    signing = [],
    trackingNumbers: numbers = [],
  }: {
    readonly docket?: DocketCaption | null;
    /** The organizations whose recorded signers sign it. */
    readonly signing?: readonly string[];
    /** The agency's numbers of the requests that it is about. */
    readonly trackingNumbers?: readonly string[];
  } = {},
): Promise<DocumentDetails> {
  const matter = await tx.matter.findUniqueOrThrow({
    where: { id: matterId },
    include: {
      parties: { where: OF_HERE, include: { organization: true }, orderBy: { position: "asc" } },
    },
  });
  const shared = readSharedDetails(matter.sharedFacts);
  const addresses = new Map(shared.organizations.map(({ id, address }) => [id, address]));
  const parties = matter.parties.map(({ organization: { id, name, city } }) => ({
    id,
    name,
    city,
    address: addresses.get(id) ?? [],
  }));
  // Text that people typed may be longer than a number is.
  const trackingNumbers = [...new Set(numbers)].filter((number) => number.length <= 80);
  const details = detailsForNew(document, {
    parties,
    agency: knownAgency(matter),
    trackingNumbers,
    signers: shared.signers.filter(({ organizationId }) => signing.includes(organizationId)),
  });
  return mergedDetails(details, { docket, shared, toAgency: goesToAgency(document.kind) });
}
