import type { DocumentKind, LayoutProfile } from "../../../app/domain/document";
import type { DraftFacts } from "../../../app/prose/facts";
import { newFacts } from "../../../app/prose/new-facts";
import type { Transaction } from "../../database";
import { agencyOf } from "../matters/agency";
import { filedRequests } from "./filed-requests";

/**
 * The facts that a new document begins with: the matter's parties and agency, the numbers of its
 * filed requests, nobody's signature.
 */
export async function firstFacts(
  tx: Transaction,
  matterId: string,
  document: {
    readonly kind: DocumentKind;
    readonly layoutProfile: LayoutProfile;
    readonly title: string;
  },
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
  return newFacts(document, { parties, agency: agencyOf(matter), trackingNumbers });
}
