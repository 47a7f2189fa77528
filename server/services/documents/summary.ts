import type { Instant } from "#server/services/instant.ts";
import type { DocumentKind, DocumentStatus } from "#app/domain/document.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationTag, type OrganizationTag } from "#server/services/organizations/tag.ts";
import { personTags, type PersonTag } from "#server/services/people/tag.ts";
import { lastAuthorship } from "./authorship.ts";

/** A line of a list of documents. */
export interface DocumentSummary {
  readonly id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly status: DocumentStatus;
  /** Since when it has that status. */
  readonly statusAt: Instant;
  readonly editedAt: Instant;
  /** Who wrote last; null while nobody has written since it was created. */
  readonly editedBy: PersonTag | null;
  readonly requiredOrganizations: readonly OrganizationTag[];
}

/** The sequence number that a new draft's template has; what is written by people comes after. */
export const TEMPLATE_SEQUENCE = 1;

/** What is loaded of a document for its line in a list. */
export const FOR_SUMMARY = {
  requirements: {
    include: { organization: true },
    orderBy: [{ organization: { name: "asc" } }, { organizationId: "asc" }],
  },
} satisfies Prisma.DocumentInclude;

export type DocumentRow = Prisma.DocumentGetPayload<{ include: typeof FOR_SUMMARY }>;

/** Lines of a list of documents of matters whose parties are `partyIds`, in the order given. */
export async function summarize(
  client: PrismaClient,
  rows: readonly DocumentRow[],
  partyIds: ReadonlySet<string>,
): Promise<DocumentSummary[]> {
  const writers = await Promise.all(rows.map(({ id }) => lastWriter(client, id)));
  const people = await personTags(
    client,
    writers.filter((userId) => userId !== null),
    partyIds,
  );
  return rows.map((row, index) => ({
    id: row.id,
    title: row.title,
    kind: row.kind as DocumentKind,
    status: row.status as DocumentStatus,
    statusAt: row.statusAt.toISOString(),
    editedAt: row.editedAt.toISOString(),
    editedBy: people.get(writers[index] ?? "") ?? null,
    requiredOrganizations: row.requirements.map(({ organization }) =>
      organizationTag(organization),
    ),
  }));
}

/** Who wrote in the draft's last batch; null if nobody has since the template. */
async function lastWriter(client: PrismaClient, documentId: string): Promise<string | null> {
  const last = await lastAuthorship(client, documentId, { after: TEMPLATE_SEQUENCE });
  return last?.userId ?? null;
}
