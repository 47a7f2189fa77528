import type { Transaction } from "../../database";
import { agencyOf } from "../matters/agency";
import type { DraftFacts } from "../views";

/** The facts that a new document begins with: the matter's parties and agency, nobody's signature. */
export async function firstFacts(tx: Transaction, matterId: string): Promise<DraftFacts> {
  const matter = await tx.matter.findUniqueOrThrow({
    where: { id: matterId },
    include: { parties: { include: { organization: true }, orderBy: { position: "asc" } } },
  });
  const agency = agencyOf(matter);
  const known = Object.values(agency).some((value) => value !== null);
  return {
    addressee: known ? agency : null,
    parties: matter.parties.map(({ organization: { id, name, city } }) => ({
      organizationId: id,
      name,
      city,
    })),
    signers: [],
    certifier: null,
  };
}
