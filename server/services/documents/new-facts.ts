import type { DocumentFacts, DocumentKind } from "../../../app/domain/document";
import type { MatterFacts } from "../../../app/domain/matter";

/** What decisions know of a document that is about to be created: every party is required. */
export function newDocumentFacts(
  documentId: string,
  kind: DocumentKind,
  matter: MatterFacts,
): DocumentFacts {
  return {
    documentId,
    kind,
    status: "draft",
    requiredOrganizationIds: matter.partyIds,
    matter,
  };
}
