import type { Transaction } from "#server/database/index.ts";

/**
 * Whether the draft's words of that number can still be read then (M18): a compaction may have folded them
 * between reading the draft and recording that it left.
 */
export async function isStillKept(
  tx: Transaction,
  documentId: string,
  { generation, sequence }: { readonly generation: number; readonly sequence: number },
): Promise<boolean> {
  const base = await tx.draftBase.findUnique({
    where: { documentId },
    select: { sequence: true },
  });
  if (!base || base.sequence <= sequence) return true;
  const key = { documentId, generation, sequence };
  const kept = await tx.draftBaseline.findUnique({
    where: { documentId_generation_sequence: key },
    select: { sequence: true },
  });
  return kept !== null;
}
