import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  readDetails,
  writeDetails,
  type ExhibitDetails,
} from "#app/document/details/document-details.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { reauthorize } from "#server/services/reauthorize.ts";

/** An exhibit that the draft does not have, or not any more. */
export const NO_SUCH_EXHIBIT =
  "That exhibit is not there any more. Nothing was changed; load the page again.";

/**
 * Changes the exhibits of an open draft, in one transaction with its line in the record. Whoever has
 * the facts open in a form is told that they changed. Refuses what `change` refuses, and changes
 * nothing then.
 */
export async function changeExhibits(
  { database, clock, rooms }: Pick<Resources, "database" | "clock" | "rooms">,
  actor: Actor,
  documentId: string,
  change: (exhibits: readonly ExhibitDetails[]) => Outcome<readonly ExhibitDetails[]>,
): Promise<Outcome<void>> {
  const changed = await database.write(async (tx): Promise<Outcome<void>> => {
    // Asked before, and again inside: the draft may have been submitted meanwhile, and its exhibits
    // with it.
    const document = await documentFor(tx, actor, "document.edit", documentId);
    if (!document.ok) return document;
    const { row, facts: subject } = document.value;
    const still = await reauthorize(tx, actor, "document.edit", { document: subject });
    if (!still.ok) return still;
    const facts = readDetails(row.facts);
    const after = change(facts.exhibits);
    if (!after.ok) return after;
    const exhibits = after.value;
    const written = writeDetails({ ...facts, exhibits });
    if (written === row.facts) return done();
    await tx.document.update({
      where: { id: documentId },
      data: { facts: written, factsRevision: { increment: 1 } },
    });
    await appendEvent(tx, clock(), {
      type: "document.facts-edited",
      actorId: actor.userId,
      matterId: row.matterId,
      documentId,
      details: {
        before: { exhibits: plain(facts.exhibits) },
        after: { exhibits: plain(exhibits) },
      },
    });
    return done();
  });
  // Their titles stand in the text of open desks.
  if (changed.ok) rooms.statusChanged(documentId);
  return changed;
}

/** As the record keeps them. */
function plain(exhibits: readonly ExhibitDetails[]) {
  return exhibits.map(({ id, title, file }) => ({ id, title, file: file && { ...file } }));
}

/** The exhibits with one of them changed; refuses `not-found` where it is not among them. */
export function withChanged(
  exhibits: readonly ExhibitDetails[],
  exhibitId: string,
  change: Partial<ExhibitDetails>,
): Outcome<readonly ExhibitDetails[]> {
  if (!exhibits.some(({ id }) => id === exhibitId)) return refuse("not-found", NO_SUCH_EXHIBIT);
  return done(
    exhibits.map((exhibit) => (exhibit.id === exhibitId ? { ...exhibit, ...change } : exhibit)),
  );
}
