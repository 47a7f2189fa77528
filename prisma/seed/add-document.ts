import type { Transaction } from "../../server/database";
import { writeDocument, type FirstText } from "../../server/services/documents/write";
import { firstFacts } from "../../server/services/documents/first-facts";
import type { DemoDocument } from "./documents";
import { COALITION, WEEKLY_REPORTS_SUIT, type OrganizationFacts } from "./facts";
import { demoPerson } from "./people";
import { CERTIFIER } from "./texts/request-sections";

interface Addition {
  readonly document: DemoDocument;
  readonly matterId: string;
  readonly text: FirstText;
  readonly organizationIdOf: (organization: OrganizationFacts) => string;
}

/**
 * Adds the document with its first text, requiring every party of the matter, and answers whether it
 * was missing. A draft that is there is never touched: people may have written in it.
 */
export async function addDocument(
  tx: Transaction,
  clock: () => Date,
  { document, matterId, text, organizationIdOf }: Addition,
): Promise<boolean> {
  if ((await tx.document.count({ where: { id: document.id } })) > 0) return false;
  const facts = await firstFacts(tx, matterId);
  // A complaint names the parties in the caption's order, and is addressed to a court.
  const complaint = document.kind === "complaint";
  const inOrder = (complaint ? WEEKLY_REPORTS_SUIT.plaintiffs : COALITION).flatMap((organization) =>
    facts.parties
      .filter(({ organizationId }) => organizationId === organizationIdOf(organization))
      .map((party) => ({ party, signer: demoPerson(organization, "drafter") })),
  );
  const creator = await tx.user.findUniqueOrThrow({ where: { email: document.createdBy.email } });
  await writeDocument(
    tx,
    { clock },
    {
      documentId: document.id,
      matterId,
      kind: document.kind,
      title: document.title,
      layoutProfile: document.layoutProfile,
      required: facts.parties.map(({ organizationId, name }) => ({ organizationId, name })),
      facts: {
        addressee: complaint ? null : facts.addressee,
        parties: inOrder.map(({ party }) => party),
        signers: inOrder.map(({ party, signer }) => ({
          organizationId: party.organizationId,
          name: signer.name,
        })),
        certifier: complaint ? null : CERTIFIER.name,
      },
      text,
      actorId: creator.id,
    },
  );
  return true;
}
