import type { Transaction } from "../../server/database";
import { writeDocument, type FirstText } from "../../server/services/documents/write";
import { firstFacts } from "../../server/services/documents/first-facts";
import { factsOf } from "./document-facts";
import type { DemoDocument } from "./documents";

interface Addition {
  readonly document: DemoDocument;
  readonly matterId: string;
  readonly text: FirstText;
}

/**
 * Adds the document with its first text, requiring every party of the matter, and answers whether it
 * was missing. A document that is there is never touched: people may have gone on with it.
 */
export async function addDocument(
  tx: Transaction,
  clock: () => Date,
  { document, matterId, text }: Addition,
): Promise<boolean> {
  if ((await tx.document.count({ where: { id: document.id } })) > 0) return false;
  const { kind, layoutProfile, title } = document;
  const first = await firstFacts(tx, matterId, { kind, layoutProfile, title });
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
      facts: factsOf(document, first),
      text,
      actorId: creator.id,
    },
  );
  return true;
}
