import type { RequiredOrganization } from "#app/domain/sign-off.ts";
import type { Transaction } from "#server/database/index.ts";

/** Replaces a document's required organizations. */
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
