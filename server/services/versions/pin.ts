import type { Transaction } from "#server/database/index.ts";
import { sealLate } from "#server/database/written-rows.ts";
import { whileDraftMoves } from "#server/services/documents/while-draft-moves.ts";
import type { Candidate } from "./content.ts";

/** Repeats creating a version of exactly what is committed at one sequence number (R16). */
export const pinning = whileDraftMoves(
  "The draft changed each time that a version of it was about to be made. Nothing was changed and no word was lost; try again in a moment.",
);

/** Writes the version's row and returns its number. The caller has checked that it still holds. */
export async function writeVersion(
  tx: Transaction,
  { documentId, at, text, hash }: Candidate,
  version: {
    readonly id: string;
    readonly name: string | null;
    readonly createdById: string;
    readonly createdAt: Date;
  },
): Promise<number> {
  // Audited transactions run one after the other, so no other can take the same number.
  const last = await tx.version.aggregate({
    where: { documentId },
    _max: { number: true, createdAt: true },
  });
  const number = (last._max.number ?? 0) + 1;
  const { sequence, generation } = at;
  await tx.version.create({
    data: { ...version, documentId, number, content: text, hash, sequence, generation },
  });
  await sealOwners(tx, documentId, version.createdAt, last._max.createdAt);
  return number;
}

/** How far the clocks of two processes may be apart, in milliseconds. */
const SKEW_MS = 60 * 60_000;

/**
 * Has the version's line hold to whom each Yjs client of the draft belongs that came since the version
 * before (R7): who wrote what stands on it.
 */
async function sealOwners(
  tx: Transaction,
  documentId: string,
  now: Date,
  before: Date | null,
): Promise<void> {
  const since = before === null ? new Date(0) : new Date(before.getTime() - SKEW_MS);
  const boundAt = { gte: since, lte: new Date(now.getTime() + SKEW_MS) };
  await sealLate(tx, "DraftBinding", { documentId, boundAt });
}
