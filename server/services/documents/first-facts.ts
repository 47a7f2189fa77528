import type { DocumentKind, LayoutProfile } from "../../../app/domain/document";
import type { DocketCaption } from "../../../app/prose/docket";
import type { DraftFacts } from "../../../app/prose/facts";
import { mergedFacts } from "../../../app/prose/merged-facts";
import { newFacts } from "../../../app/prose/new-facts";
import { readSharedFacts } from "../../../app/prose/shared-facts";
import type { Transaction } from "../../database";
import { knownAgency } from "../matters/agency";
import { filedRequests } from "./filed-requests";

/** A request goes to the agency's office; whom an appeal or a letter goes to, its drafters say. */
export function goesToAgency(kind: DocumentKind): boolean {
  return kind === "request";
}

/**
 * The facts that a new document begins with: the matter's parties and agency, the numbers of its
 * filed requests, the caption of its lawsuit, nobody's signature.
 */
export async function firstFacts(
  tx: Transaction,
  matterId: string,
  document: {
    readonly kind: DocumentKind;
    readonly layoutProfile: LayoutProfile;
    readonly title: string;
  },
  docket: DocketCaption | null = null,
): Promise<DraftFacts> {
  const matter = await tx.matter.findUniqueOrThrow({
    where: { id: matterId },
    include: { parties: { include: { organization: true }, orderBy: { position: "asc" } } },
  });
  const parties = matter.parties.map(({ organization: { id, name, city } }) => ({
    id,
    name,
    city,
  }));
  const requests = await filedRequests(tx, matterId);
  const numbers = requests.flatMap(({ trackingNumbers }) => trackingNumbers);
  // A confirmation may be longer than a number is.
  const trackingNumbers = [...new Set(numbers)].filter((number) => number.length <= 80);
  const facts = newFacts(document, { parties, agency: knownAgency(matter), trackingNumbers });
  const shared = readSharedFacts(matter.sharedFacts);
  return mergedFacts(facts, { docket, shared, toAgency: goesToAgency(document.kind) });
}
