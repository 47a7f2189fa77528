import { checksumOf } from "#server/database/draft-checksum.ts";
import type { Transaction } from "#server/database/index.ts";
import type { BuiltEdit } from "#server/services/resources.ts";

/**
 * Writes an edit as the next row of a draft, by that person and under a client id that is theirs from now
 * on (R40), where the draft is open and still stands at that moment. Answers its number then; null where
 * somebody wrote in between. The rooms are told after the commit (`rowsWritten`).
 */
export async function writeDraftRow(
  tx: Transaction,
  at: Date,
  { documentId, userId }: { readonly documentId: string; readonly userId: string },
  { update, clientId, authorship, sequence, generation }: BuiltEdit,
): Promise<number | null> {
  const next = update ? sequence + 1 : sequence;
  // The lock on the row, which no room's commit passes until this transaction ends.
  const { count } = await tx.document.updateMany({
    where: { id: documentId, status: "draft", sequence, generation },
    data: update ? { sequence: next, editedAt: at } : { sequence },
  });
  if (count === 0) return null;
  if (!update) return next;
  const key = { documentId, clientId: BigInt(clientId) };
  // Somebody may have bound the very id for their cursor (R7): the edit is built again under another.
  if (await tx.draftBinding.findUnique({ where: { documentId_clientId: key } })) return null;
  await tx.draftBinding.create({ data: { ...key, userId, boundAt: at } });
  await tx.draftUpdate.create({
    data: {
      documentId,
      sequence: next,
      bytes: new Uint8Array(update),
      checksum: checksumOf(update),
      committedAt: at,
      userId,
      ranges: new Uint8Array(authorship),
    },
  });
  return next;
}
