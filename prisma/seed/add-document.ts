import type { DraftFacts } from "../../app/prose/facts";
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
  const { kind, layoutProfile, title } = document;
  const first = await firstFacts(tx, matterId, { kind, layoutProfile, title });
  // A complaint names the parties in the caption's order.
  const complaint = kind === "complaint";
  const speaking = (complaint ? WEEKLY_REPORTS_SUIT.plaintiffs : COALITION).flatMap((known) =>
    first.organizations
      .filter(({ id }) => id === organizationIdOf(known))
      .map((organization) => ({ organization, signer: demoPerson(known, "drafter") })),
  );
  const facts: DraftFacts = {
    ...first,
    organizations: speaking.map(({ organization }) => organization),
    signers: speaking.map(({ organization, signer }) => ({
      id: `signer-${signer.id}`,
      organizationId: organization.id,
      name: signer.name,
      title: null,
      barNumber: null,
      address: [],
      email: signer.email,
      telephone: null,
      partyRepresented: complaint ? `Plaintiff ${organization.name}` : null,
    })),
    // The texts say their letterhead and addressee themselves.
    letter: null,
    caption: first.caption && {
      ...first.caption,
      plaintiffs: speaking.map(({ organization: { name } }) => ({ name, address: [] })),
      defendants: [{ name: WEEKLY_REPORTS_SUIT.defendant, address: [] }],
      counsel: speaking.map(({ signer }) => `signer-${signer.id}`),
    },
    certifier: complaint
      ? null
      : {
          name: CERTIFIER.name,
          title: null,
          organizationId:
            first.organizations.find(({ id }) => id === organizationIdOf(CERTIFIER.organization))
              ?.id ?? null,
        },
  };
  const creator = await tx.user.findUniqueOrThrow({ where: { email: document.createdBy.email } });
  await writeDocument(
    tx,
    { clock },
    {
      documentId: document.id,
      matterId,
      kind,
      title,
      layoutProfile,
      required: first.organizations.map(({ id, name }) => ({ organizationId: id, name })),
      facts,
      text,
      actorId: creator.id,
    },
  );
  return true;
}
