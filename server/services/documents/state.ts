import type { DraftState } from "../../../app/domain/document-state";
import type { RequiredOrganization } from "../../../app/domain/sign-off";
import type { Transaction } from "../../database";
import type { Prisma } from "../../database/generated/sqlite/client/client";

/** What is loaded of a document to know where it stands in its life. */
export const FOR_STATE = {
  requirements: {
    include: { organization: { select: { shortName: true } } },
    orderBy: { organizationId: "asc" },
  },
} satisfies Prisma.DocumentInclude;

type Row = Prisma.DocumentGetPayload<{ include: typeof FOR_STATE }>;

/** Where a draft stands, as lifecycle.ts reads it. */
export function draftStateOf(row: Row): DraftState {
  return {
    status: "draft",
    documentId: row.id,
    matterId: row.matterId,
    required: row.requirements.map(({ organizationId, organization: { shortName } }) => ({
      organizationId,
      name: shortName,
    })),
    signOffs: [],
    returned: null,
    generation: row.generation,
  };
}

/** Writes which organizations a document requires, in place of those before. */
export async function writeRequired(
  tx: Transaction,
  documentId: string,
  required: readonly RequiredOrganization[],
): Promise<void> {
  await tx.documentRequirement.deleteMany({ where: { documentId } });
  if (required.length === 0) return;
  await tx.documentRequirement.createMany({
    data: required.map(({ organizationId }) => ({ documentId, organizationId })),
  });
}
