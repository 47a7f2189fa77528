import type { Actor } from "#app/domain/actor.ts";
import type { DocumentSubject, DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import type { OfDocument, OfSigning } from "#app/domain/permission-matrix.ts";
import { may, type Permission, type PermissionSubjects } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { permit, type Target } from "#server/services/command.ts";
import { subjectOfMatter } from "#server/services/matters/load.ts";
import { OF_HERE } from "#server/services/organizations/stand-in.ts";

/** The Prisma selection for the subject of permissions. */
export const FOR_SUBJECT = {
  requirements: {
    include: { organization: true },
    orderBy: [{ organization: { name: "asc" } }, { organizationId: "asc" }],
  },
  matter: { include: { parties: { where: OF_HERE, select: { organizationId: true } } } },
  filing: { select: { origin: true } },
} satisfies Prisma.DocumentInclude;

type DocumentRow = Prisma.DocumentGetPayload<{ include: typeof FOR_SUBJECT }>;

/** A document's row with the subject for permissions; null if there is none. */
export async function loadDocument(client: PrismaClient | Transaction, documentId: string) {
  const row = await client.document.findUnique({
    where: { id: documentId },
    include: FOR_SUBJECT,
  });
  return row ? { row, subject: subjectOfDocument(row) } : null;
}

export function subjectOfDocument(row: DocumentRow): DocumentSubject {
  return {
    documentId: row.id,
    // Only services write both columns, from the domain's closed sets.
    kind: row.kind as DocumentKind,
    status: row.status as DocumentStatus,
    requiredOrganizationIds: new Set(row.requirements.map(({ organizationId }) => organizationId)),
    matter: subjectOfMatter(row.matter),
  };
}

/** Permissions that the document alone decides. */
type DocumentPermission = {
  [P in Permission]: PermissionSubjects[P] extends OfSigning
    ? never
    : PermissionSubjects[P] extends OfDocument
      ? P
      : never;
}[Permission];

export type LoadedDocument = NonNullable<Awaited<ReturnType<typeof loadDocument>>>;

/** A document by its id, as the target of a command. */
export function documentTo(
  permission: DocumentPermission,
): Target<[documentId: string], LoadedDocument> {
  return {
    arity: 1,
    load: async (client, documentId) => {
      const document = await loadDocument(client, documentId);
      return document ? done(document) : refuse("not-found");
    },
    permission: ({ subject }) => permit(permission, { document: subject }),
    about: ({ row }) => ({ matterId: row.matterId, documentId: row.id }),
  };
}

/** The document, if the actor has the permission: for reads. */
export async function documentFor(
  client: PrismaClient | Transaction,
  actor: Actor,
  permission: DocumentPermission,
  documentId: string,
): Promise<Outcome<LoadedDocument>> {
  const document = await loadDocument(client, documentId);
  if (!document) return refuse("not-found");
  const permitted = may(actor, permission, { document: document.subject });
  return permitted.ok ? done(document) : permitted;
}
