import type { DocumentSubject, DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import type { Resources } from "#server/services/resources.ts";

/** One row for each party of the matter and each organization whose approval is required. */
const SUBJECT = `SELECT d."kind", d."status", d."schemaVersion", d."matterId", m."leadOrganizationId",
    m."archivedAt", 'party' AS "what", p."organizationId"
  FROM "Document" d
  JOIN "Matter" m ON m."id" = d."matterId"
  LEFT JOIN "MatterParty" p ON p."matterId" = m."id"
  WHERE d."id" = $1
  UNION ALL
  SELECT d."kind", d."status", d."schemaVersion", d."matterId", m."leadOrganizationId",
    m."archivedAt", 'required' AS "what", r."organizationId"
  FROM "Document" d
  JOIN "Matter" m ON m."id" = d."matterId"
  JOIN "DocumentRequirement" r ON r."documentId" = d."id"
  WHERE d."id" = $1`;

/**
 * The subject for permissions of a document, and the schema of its stored text, for the rooms; null
 * if there is none. Called for every socket, and therefore one statement.
 */
export async function documentSubject(
  { database }: Pick<Resources, "database">,
  documentId: string,
): Promise<(DocumentSubject & { readonly draftSchema: number }) | null> {
  const rows = await database.query(SUBJECT, documentId);
  const [row] = rows;
  if (!row) return null;
  const organizations = (what: string) =>
    rows.flatMap((each) =>
      each.what === what && each.organizationId !== null ? [String(each.organizationId)] : [],
    );
  return {
    documentId,
    kind: row.kind as DocumentKind,
    status: row.status as DocumentStatus,
    draftSchema: Number(row.schemaVersion),
    requiredOrganizationIds: new Set(organizations("required")),
    matter: {
      matterId: String(row.matterId),
      leadOrganizationId: String(row.leadOrganizationId),
      partyIds: new Set(organizations("party")),
      isArchived: row.archivedAt !== null,
    },
  };
}
