import type { DocumentSubject, DocumentKind } from "#app/domain/document.ts";
import type { MatterSubject } from "#app/domain/matter.ts";

/** The subject for permissions of a document about to be created: every party is required. */
export function newDocumentSubject(
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
