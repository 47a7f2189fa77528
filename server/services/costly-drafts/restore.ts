import canonicalize from "canonicalize";
import type { Actor } from "#app/domain/actor.ts";
import { restoreDraftForm } from "#app/domain/forms/costly-drafts.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";

/**
 * Brings an open draft back to what it was at a sequence number, as a new generation (R35). What came
 * after it is set aside with whose it is, and can be fetched; nothing is deleted. Pages that are open
 * reload, and offer the words that they have and the draft has not (R17). Refuses `stale` where the
 * draft is of another generation by now, and `wrong-status` where it is no draft.
 */
export async function restoreDraft(
  { database, clock, costlyDrafts }: Resources,
  actor: Actor,
  sent: unknown,
): Promise<Outcome<void>> {
  const permitted = may(actor, "workspace.mend-drafts", {});
  if (!permitted.ok) return permitted;
  const form = readForm(restoreDraftForm, sent);
  if (!form.ok) return form;
  const { documentId, sequence, generation } = form.value;
  const restored = await database.write(async (tx): Promise<Outcome<void>> => {
    const still = await reauthorize(tx, actor, "workspace.mend-drafts", {});
    if (!still.ok) return still;
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
    // First, so that no batch is committed behind what is looked at: its statement asks for both.
    const { count } = await tx.document.updateMany({
      where: { id: documentId, generation, sequence: row.sequence, status: "draft" },
      data: { generation: generation + 1, sequence },
    });
    if (count === 0) return refuse("stale");
    const batches = await setAside(tx, documentId, { generation, after: sequence });
    await appendEvent(tx, clock(), {
      type: "document.restored",
      actorId: actor.userId,
      matterId: row.matterId,
      documentId,
      details: { sequence, from: row.sequence, generation: generation + 1, setAside: batches },
    });
    return done();
  });
  if (restored.ok) await costlyDrafts.replaced(documentId);
  return restored;
}

/** Moves what came after that number; answers how many batches it was. */
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
