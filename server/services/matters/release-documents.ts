import { transition } from "#app/domain/lifecycle.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent, type NewEvent } from "#server/services/audit/append.ts";
import { loadState } from "#server/services/reviews/state.ts";
import { stepRows, writeState } from "#server/services/reviews/write-state.ts";

/**
 * Removes the party from the required organizations of the matter's documents. A review or an
 * approval that required it becomes void; a filed document is unaffected.
 */
export async function releaseDocuments(
  tx: Transaction,
  ids: () => string,
  matterId: string,
  removal: { readonly organizationId: string; readonly by: string; readonly at: Date },
): Promise<void> {
  const { organizationId, by, at } = removal;
  const rows = await tx.document.findMany({
    where: { matterId, requirements: { some: { organizationId } } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id: documentId } of rows) {
    const before = await loadState(tx, documentId);
    const next = before && transition(before, { type: "remove-party", ...removal });
    if (!before || !next?.ok) throw new Error(`a party could not leave document ${documentId}`);
    const after = next.value;
    if (after === before) continue;
    const rows = stepRows(ids);
    const record = (event: Pick<NewEvent, "type" | "details">) =>
      appendEvent(tx, at, { ...event, actorId: by, matterId, documentId });
    let recordedAs: number | null = null;
    if (after.status !== before.status && "version" in before) {
      const { versionId, hash } = before.version;
      const { returnId } = rows;
      recordedAs = await record({
        type: "document.review-voided",
        details: { because: "party-removed", organizationId, versionId, hash, returnId },
      });
    }
    const set = await record({
      type: "document.required-organizations-set",
      details: { organizationIds: after.required.map((required) => required.organizationId) },
    });
    await writeState(tx, at, { before, after, by, rows, recordedAs: recordedAs ?? set });
  }
}
