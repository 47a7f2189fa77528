import type { Transaction } from "#server/database/index.ts";
import { writeDocument } from "#server/services/documents/write.ts";
import type { FirstText } from "#server/workers/texts/first-text.ts";
import { firstDetails } from "#server/services/documents/first-details.ts";
import { docketOfCaption } from "#app/document/details/docket.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { UNKNOWN } from "#server/services/dockets/unknown.ts";
import { writeDocket } from "#server/services/dockets/write.ts";
import { detailsOfDemo } from "./document-details.ts";
import type { DemoDocument } from "./documents.ts";

interface Addition {
  readonly document: DemoDocument;
  readonly matterId: string;
  readonly text: FirstText;
}

/** Adds the lawsuit of a complaint, with its known facts; returns its id, null without a caption. */
async function addDocket(
  tx: Transaction,
  clock: () => Date,
  paper: {
    readonly document: DemoDocument;
    readonly matterId: string;
    readonly facts: DocumentDetails;
    readonly actorId: string;
  },
): Promise<string | null> {
  const { document, matterId, facts, actorId } = paper;
  if (facts.caption === null) return null;
  const id = document.id.replace("complaint", "docket");
  if ((await tx.docket.count({ where: { id } })) > 0) return id;
  const { filed: filedOn = null } = document.suit ?? {};
  const docket = { ...docketOfCaption(facts.caption), ...UNKNOWN, filedOn };
  const written = { id, matterId, facts: docket, enforces: [], actorId };
  await writeDocket(tx, clock(), written);
  return id;
}

/**
 * Adds the document with its first text, requiring every party of the matter; returns whether it
 * was missing. An existing document is never changed, as people may have edited it.
 */
export async function addDocument(
  tx: Transaction,
  clock: () => Date,
  { document, matterId, text }: Addition,
): Promise<boolean> {
  if ((await tx.document.count({ where: { id: document.id } })) > 0) return false;
  const { kind, layoutProfile, title } = document;
  const first = await firstDetails(tx, matterId, { kind, layoutProfile });
  const creator = await tx.user.findUniqueOrThrow({ where: { email: document.createdBy.email } });
  const details = detailsOfDemo(document, first);
  const docketId = await addDocket(tx, clock, {
    document,
    matterId,
    facts: details,
    actorId: creator.id,
  });
  await writeDocument(tx, clock(), {
    documentId: document.id,
    matterId,
    kind,
    title,
    layoutProfile,
    required: first.organizations.map(({ id, name }) => ({ organizationId: id, name })),
    facts: details,
    docketId,
    // All letters of the demonstration go to the agency; one also goes to another office.
    toAgency: details.letter !== null && document.alsoTo === undefined,
    text,
    actorId: creator.id,
  });
  return true;
}
