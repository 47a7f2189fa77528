import canonicalize from "canonicalize";
import { restoreDraftForm } from "#app/domain/forms/costly-drafts.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { command, workspaceTo } from "#server/services/command.ts";

/**
 * Restores an open draft to a sequence number, as a new generation (R35). What came after it is set
 * aside with its authors, and can be downloaded; nothing is deleted. Open pages reload, and offer
 * the edits that the draft lacks (R17). Refuses `stale` where the draft's generation changed, and
 * `wrong-status` where it is no draft.
 */
export const restoreDraft = command({
  on: workspaceTo("workspace.mend-drafts"),
  form: restoreDraftForm,
  async run({ tx, form: { documentId, sequence, generation }, record, afterCommit }) {
    const row = await tx.document.findUnique({
      where: { id: documentId },
      include: { base: { select: { sequence: true } } },
    });
    if (!row) return refuse("not-found");
    if (row.status !== "draft") return refuse("wrong-status");
    if (row.generation !== generation) return refuse("stale");
    const from = row.base?.sequence ?? 0;
    if (sequence < from || sequence >= row.sequence) {
      const range = `from ${from} to ${row.sequence - 1}`;
      return refuse("bad-input", undefined, { sequence: `Choose a number ${range}.` });
    }
    // First, so that no batch is committed after what is read below: committing checks both
    // columns.
    const { count } = await tx.document.updateMany({
      where: { id: documentId, generation, sequence: row.sequence, status: "draft" },
      data: { generation: generation + 1, sequence },
    });
    if (count === 0) return refuse("stale");
    // Edits of the new generation are not merged with those of the old one.
    await tx.draftBase.updateMany({ where: { documentId }, data: { mergedTo: sequence } });
    const batches = await setAside(tx, documentId, { generation, after: sequence });
    await record({
      type: "document.restored",
      matterId: row.matterId,
      documentId,
      details: { sequence, from: row.sequence, generation: generation + 1, setAside: batches },
    });
    afterCommit(({ costlyDrafts }) => costlyDrafts.replaced(documentId));
    return done();
  },
});

/** Moves the batches after that number; returns how many. */
async function setAside(
  tx: Transaction,
  documentId: string,
  { generation, after }: { readonly generation: number; readonly after: number },
): Promise<number> {
  const later = { documentId, sequence: { gt: after } };
  const authors = await tx.draftAuthorship.findMany({ where: later });
  const numbers = await tx.draftUpdate.findMany({
    where: later,
    select: { sequence: true },
    orderBy: { sequence: "asc" },
  });
  // One after the other: together they may be as large as a draft.
  for (const { sequence } of numbers) {
    const where = { documentId_sequence: { documentId, sequence } };
    const { bytes, committedAt, userId, ranges } = await tx.draftUpdate.findUniqueOrThrow({
      where,
    });
    const theirs = [
      ...(userId && ranges ? [{ userId, ranges }] : []),
      ...authors.filter((author) => author.sequence === sequence),
    ].map((author) => ({
      userId: author.userId,
      ranges: Buffer.from(author.ranges).toString("base64"),
    }));
    const authorship = canonicalize(theirs) ?? "[]";
    await tx.draftSetAside.create({
      data: { documentId, generation, sequence, bytes, committedAt, authorship },
    });
  }
  await tx.draftUpdate.deleteMany({ where: later });
  await tx.draftAuthorship.deleteMany({ where: later });
  return numbers.length;
}
