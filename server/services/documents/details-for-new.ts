import type { DocumentSubject, DocumentKind } from "#app/domain/document.ts";
import type { MatterSubject } from "#app/domain/matter.ts";

/** What decisions know of a document that is about to be created: every party is required. */
export function newDocumentFacts(
  documentId: string,
  kind: DocumentKind,
  matter: MatterSubject,
): DocumentSubject {
  return {
    documentId,
    kind,
    status: "draft",
    requiredOrganizationIds: matter.partyIds,
    matter,
  };
}
