import type { DocumentKind, LayoutProfile } from "#app/domain/document.ts";
import { newDraft } from "#app/domain/lifecycle.ts";
import type { RequiredOrganization } from "#app/domain/sign-off.ts";
import { writeDetails, type DocumentDetails } from "#app/document/details/document-details.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { checksumOf } from "#server/database/draft-checksum.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { FirstText } from "#server/workers/texts/first-text.ts";
import { writeRequired } from "./write-required.ts";
import { TEMPLATE_SEQUENCE } from "./summary.ts";

interface NewDocument {
  readonly documentId: string;
  readonly matterId: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly layoutProfile: LayoutProfile;
  readonly required: readonly RequiredOrganization[];
  readonly facts: DocumentDetails;
  /** The lawsuit that it belongs to. */
  readonly docketId?: string | null;
  /** Whether it is a letter to the agency's recorded address. */
  readonly toAgency?: boolean;
  readonly text: FirstText;
  readonly actorId: string;
}

/**
 * Writes a new draft, in the caller's transaction: its first text is batch 1 of its room, bound to
 * and written by the actor (R7, R9), so that the room treats it like any other. The caller has
 * checked the permission.
 */
export async function writeDocument(
  tx: Transaction,
  now: Date,
  document: NewDocument,
): Promise<void> {
  const { documentId, matterId, kind, title, layoutProfile, required, text, actorId } = document;
  const { status, generation } = newDraft({ documentId, matterId, required });
  await tx.document.create({
    data: {
      id: documentId,
      matterId,
      kind,
      title,
      layoutProfile,
      status,
      statusAt: now,
      schemaVersion: SCHEMA_VERSION,
      generation,
      sequence: TEMPLATE_SEQUENCE,
      facts: writeDetails(document.facts),
      factsRevision: 1,
      docketId: document.docketId ?? null,
      toAgency: document.toAgency ?? false,
      createdById: actorId,
      createdAt: now,
      editedAt: now,
    },
  });
  await writeRequired(tx, documentId, required);
  await tx.draftBase.create({
    data: {
      documentId,
      sequence: TEMPLATE_SEQUENCE,
      bytes: text.bytes,
      checksum: checksumOf(text.bytes),
      writtenAt: now,
      // Words that the creator types at once are not the template's.
      mergedTo: TEMPLATE_SEQUENCE,
    },
  });
  await tx.draftBinding.create({
    data: { documentId, clientId: BigInt(text.clientId), userId: actorId, boundAt: now },
  });
  await tx.draftAuthorship.create({
    data: {
      documentId,
      sequence: TEMPLATE_SEQUENCE,
      userId: actorId,
      firstSequence: TEMPLATE_SEQUENCE,
      at: now,
      ranges: text.authorship,
    },
  });
  await appendEvent(tx, now, {
    type: "document.created",
    actorId,
    matterId,
    documentId,
    details: {
      kind,
      title,
      layoutProfile,
      requiredOrganizationIds: required.map(({ organizationId }) => organizationId),
    },
  });
}
